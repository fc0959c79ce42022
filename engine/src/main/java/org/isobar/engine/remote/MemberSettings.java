package org.isobar.engine.remote;

import java.time.Duration;
import java.util.Map;
import org.isobar.engine.runtime.TaskInterceptor;

/**
 * How a process works for others.
 *
 * @param threads tasks that it runs at once
 * @param memory bytes that a request may hold in it
 * @param host how it is called in messages
 * @param prefixes beginnings of file names as drivers say them, and what they are here
 * @param driverSilence jobs end when nothing was heard of their driver for so long
 * @param interceptor stands between the member and its tasks
 */
public record MemberSettings(
    int threads,
    long memory,
    String host,
    Map<String, String> prefixes,
    Duration driverSilence,
    TaskInterceptor interceptor) {
  private static final double SHARE_OF_HEAP = 0.6;

  public MemberSettings {
    prefixes = Map.copyOf(prefixes);
    if (threads < 1 || memory < 1) {
      throw new IllegalArgumentException(
          "a member of " + threads + " threads and " + memory + " bytes");
    }
  }

  /** One thread for each processor, 60 % of the heap. */
  public static MemberSettings of(String host) {
    return new MemberSettings(
        Runtime.getRuntime().availableProcessors(),
        (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()),
        host,
        Map.of(),
        Duration.ofSeconds(15),
        TaskInterceptor.NONE);
  }

  public MemberSettings threads(int count) {
    return new MemberSettings(count, memory, host, prefixes, driverSilence, interceptor);
  }

  public MemberSettings memory(long bytes) {
    return new MemberSettings(threads, bytes, host, prefixes, driverSilence, interceptor);
  }

  public MemberSettings prefixes(Map<String, String> fromTo) {
    return new MemberSettings(threads, memory, host, fromTo, driverSilence, interceptor);
  }

  public MemberSettings driverSilence(Duration longest) {
    return new MemberSettings(threads, memory, host, prefixes, longest, interceptor);
  }

  public MemberSettings interceptor(TaskInterceptor between) {
    return new MemberSettings(threads, memory, host, prefixes, driverSilence, between);
  }
}
