package org.isobar.backend.hazelcast;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobar.Backend;
import org.isobar.engine.BackendView;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.testkit.Hub;

/** Real member processes whose reads and tasks a test can see and disturb. */
final class TestGrid implements AutoCloseable {
  private final Hub hub;
  private final HazelcastBackend grid;

  TestGrid(Path folder, int members, int threads) {
    Path file = folder.resolve("hub");
    hub = Hub.open(file);
    grid =
        HazelcastBackend.embedded(
            HazelcastBackend.Embedding.of(members)
                .threads(threads)
                .memory(1L << 30)
                .options(
                    List.of(
                        "-Xmx400m", "-XX:TieredStopAtLevel=1", "-D" + Hub.PROPERTY + "=" + file)));
  }

  HazelcastBackend backend() {
    return grid;
  }

  void interceptor(TaskInterceptor between) {
    hub.interceptor(between);
  }

  List<Long> processes() {
    return new ArrayList<>(grid.processes());
  }

  /** Another driver of the same members. */
  HazelcastBackend driver(long memory) {
    return HazelcastBackend.client(grid.config().memory(memory));
  }

  /** A driver whose members meet an interceptor until it is closed. */
  Backend driver(long memory, TaskInterceptor between) {
    hub.interceptor(between);
    return BackendView.closing(driver(memory), () -> hub.interceptor(TaskInterceptor.NONE));
  }

  @Override
  public void close() {
    grid.close();
    hub.close();
  }
}
