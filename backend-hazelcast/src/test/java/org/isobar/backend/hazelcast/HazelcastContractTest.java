package org.isobar.backend.hazelcast;

import java.nio.file.Path;
import org.isobar.Backend;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.testkit.BackendContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every backend promises, kept by three member processes and a client for each test. */
class HazelcastContractTest extends BackendContract {
  @TempDir static Path hub;
  private static TestGrid grid;

  @BeforeAll
  static void start() {
    grid = new TestGrid(hub, 3, 1);
  }

  @AfterAll
  static void stop() {
    grid.close();
  }

  /** What is taken from a member may have begun when it hears of it. */
  @Override
  protected double tasksRunTwice() {
    return 0.5;
  }

  @Override
  protected int samples(int ofOneProcess) {
    return ofOneProcess / 3;
  }

  @Override
  protected Backend backend(int workers, long memory, TaskInterceptor faults) {
    return grid.driver(memory, faults);
  }
}
