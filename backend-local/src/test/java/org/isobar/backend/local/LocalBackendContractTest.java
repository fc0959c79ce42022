package org.isobar.backend.local;

import org.isobar.Backend;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.testkit.BackendContract;

class LocalBackendContractTest extends BackendContract {
  @Override
  protected Backend backend(int workers, long memory, TaskInterceptor faults) {
    return LocalBackend.builder().threads(workers).memory(memory).interceptor(faults).create();
  }
}
