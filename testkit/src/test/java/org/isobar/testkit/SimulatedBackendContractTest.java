package org.isobar.testkit;

import org.isobar.Backend;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.Request;

/** What every backend promises, kept by the remote engine with one thread a member. */
class SimulatedBackendContractTest extends BackendContract {
  /** What is taken from a member may have begun when it hears of it. */
  @Override
  protected double tasksRunTwice() {
    return 0.5;
  }

  @Override
  protected int samples(int ofOneProcess) {
    return ofOneProcess / 2;
  }

  @Override
  protected Backend backend(int workers, long memory, TaskInterceptor faults) {
    SimulatedGrid grid = new SimulatedGrid();
    for (int m = 0; m < workers; m++) {
      grid.member("member" + m, s -> s.threads(1).memory(memory).interceptor(faults));
    }
    return new Whole(grid, grid.driver(s -> s.memory(memory)));
  }

  private record Whole(SimulatedGrid grid, Backend backend) implements Backend {
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
      grid.close();
    }
  }
}
