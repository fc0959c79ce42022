package org.isobar.testkit;

import org.isobar.Backend;
import org.isobar.engine.BackendView;
import org.isobar.engine.runtime.TaskInterceptor;

/** What every backend promises, kept by ranks that tell each other what is for all. */
class SimulatedWorldContractTest extends BackendContract {
  /** So that what is for all goes by way of others. */
  private static final int RANKS_MORE = 5;

  /** What is taken from a member may have begun when it hears of it. */
  @Override
  protected double tasksRunTwice() {
    return 0.5;
  }

  @Override
  protected Backend backend(int workers, long memory, TaskInterceptor faults) {
    SimulatedWorld world =
        new SimulatedWorld(
            workers + RANKS_MORE, s -> s.threads(1).memory(memory).interceptor(faults));
    return BackendView.closing(world.driver(s -> s.memory(memory)), world::close);
  }
}
