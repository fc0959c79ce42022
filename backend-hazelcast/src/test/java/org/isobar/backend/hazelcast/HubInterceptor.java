package org.isobar.backend.hazelcast;

import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.testkit.HubClient;

/** Lets a test stand between the members of its grid and their tasks. */
public final class HubInterceptor implements TaskInterceptor {
  private final TaskInterceptor hub = HubClient.interceptor();

  @Override
  public long order(int stage, long position, long tasks) {
    return hub.order(stage, position, tasks);
  }

  @Override
  public void run(int stage, long task, int attempt, Runnable body) {
    hub.run(stage, task, attempt, body);
  }
}
