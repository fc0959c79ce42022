package org.isobar.backend.mpi;

import org.isobar.Backend;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.testkit.BackendContract;

/**
 * The contract, with the backends of a session's world: the number of ranks and threads is the
 * world's, whatever a test asks for.
 */
class ContractInSession extends BackendContract {
  @Override
  protected Backend backend(int workers, long memory, TaskInterceptor faults) {
    return SessionMain.backend(memory, faults);
  }

  @Override
  protected double tasksRunTwice() {
    return 0.5;
  }
}
