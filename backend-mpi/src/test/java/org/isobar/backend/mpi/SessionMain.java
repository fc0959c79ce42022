package org.isobar.backend.mpi;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.isobar.Backend;
import org.isobar.engine.BackendView;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.testkit.Hub;
import org.isobar.testkit.HubClient;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes in rank 0 of a world, whose other ranks serve: a line for each test tells how
 * it went. Hooks and interceptors of the tests reach all ranks.
 */
public final class SessionMain {
  static final String PASSED = "passed: ";
  static final String FAILED = "failed: ";
  static final String SKIPPED = "skipped: ";

  /** Those of the backends that are open, one inside of the other. */
  private static final List<TaskInterceptor> IN_FORCE = new CopyOnWriteArrayList<>();

  private static Node node;

  private SessionMain() {}

  public static void main(String[] classes) throws Exception {
    boolean first = MpiBackend.launchedAs().orElseThrow() == 0;
    node =
        Node.join(
            MpiBackend.builder()
                .threads(2)
                .memory(Long.MAX_VALUE / 4)
                .interceptor(first ? all() : HubClient.interceptor())
                .settings());
    if (node.rank() != 0) {
      node.serve();
      return;
    }
    try (Hub hub = Hub.open(Path.of(System.getProperty(Hub.PROPERTY)))) {
      hub.interceptor(all());
      run(classes, System.out);
    }
    node.close();
  }

  /** A backend of the world that this session runs in. */
  static Backend backend(long memory, TaskInterceptor faults) {
    IN_FORCE.add(faults);
    return BackendView.closing(node.newBackend(memory).backend(), () -> IN_FORCE.remove(faults));
  }

  /** The world that this session runs in. */
  static Node node() {
    return node;
  }

  private static TaskInterceptor all() {
    return new TaskInterceptor() {
      @Override
      public long order(int stage, long position, long tasks) {
        long task = position;
        for (TaskInterceptor each : IN_FORCE) {
          task = each.order(stage, task, tasks);
        }
        return task;
      }

      @Override
      public void run(int stage, long task, int attempt, Runnable body) {
        Runnable nested = body;
        for (TaskInterceptor each : IN_FORCE) {
          Runnable inner = nested;
          nested = () -> each.run(stage, task, attempt, inner);
        }
        nested.run();
      }
    };
  }

  private static void run(String[] classes, PrintStream out) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(classes).map(DiscoverySelectors::selectClass).toList())
            .build();
    LauncherFactory.create().execute(request, new Reporter(out));
  }

  private record Reporter(PrintStream out) implements TestExecutionListener {
    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      out.println(SKIPPED + test.getLegacyReportingName() + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
      if (test.isTest() || !passed) {
        out.println((passed ? PASSED : FAILED) + test.getLegacyReportingName());
        result.getThrowable().ifPresent(e -> e.printStackTrace(out));
        out.flush();
      }
    }
  }
}
