package org.isobar.backend.local;

import org.isobar.Backend;
import org.isobar.engine.PlannedBackend;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.Request;

/**
 * Runs requests on threads of this JVM. Several callers may use one backend at once: their tasks
 * take turns on its threads.
 *
 * <p>Ok: {@code LocalBackend.create()}, one thread for each processor; {@code
 * LocalBackend.builder().threads(4).memory(2L << 30).create()}.
 */
public final class LocalBackend implements Backend {
  private final Backend backend;

  private LocalBackend(Backend backend) {
    this.backend = backend;
  }

  /** A backend with one thread for each processor. */
  public static LocalBackend create() {
    return builder().create();
  }

  /** A backend with so many threads. */
  public static LocalBackend create(int threads) {
    return builder().threads(threads).create();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a local backend. */
  public static final class Builder {
    /** More help no machine, and take long to start. */
    public static final int MOST_THREADS = 1024;

    private int threads = Runtime.getRuntime().availableProcessors();
    private long memory = DefaultMemory.bytes();
    private TaskInterceptor interceptor = TaskInterceptor.NONE;

    private Builder() {}

    /** Number of threads, from 1 to {@value #MOST_THREADS}. */
    public Builder threads(int count) {
      if (count < 1 || count > MOST_THREADS) {
        throw new IllegalArgumentException(
            "a backend has from 1 to " + MOST_THREADS + " threads, got " + count);
      }
      threads = count;
      return this;
    }

    /**
     * Bytes that a request may hold unless it says otherwise. By default the system property {@code
     * isobar.memory} (such as {@code 2g}), else 60 % of the largest heap.
     */
    public Builder memory(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("memory must be above 0 bytes, got " + bytes);
      }
      memory = bytes;
      return this;
    }

    /** Lets tests stand between the backend and its tasks. */
    public Builder interceptor(TaskInterceptor between) {
      interceptor = between;
      return this;
    }

    public LocalBackend create() {
      return new LocalBackend(
          new PlannedBackend(new LocalTransport(threads, memory, interceptor), Providers.load()));
    }
  }

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
  }
}
