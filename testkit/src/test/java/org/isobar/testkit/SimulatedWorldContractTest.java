package org.isobar.testkit;

import org.isobar.Backend;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.Request;

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
    return new Whole(world, world.driver(s -> s.memory(memory)));
  }

  private record Whole(SimulatedWorld world, Backend backend) implements Backend {
    @Override
    public String name() {
      return backend.name();
    }

    @Override
    public Explanation explain(Request request) {
      return backend.explain(request);
    }

    @Override
    public Job submit(Request request) {
      return backend.submit(request);
    }

    @Override
    public void close() {
      backend.close();
      world.close();
    }
  }
}
