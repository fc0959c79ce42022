package org.isobar.engine.remote;

import java.time.Duration;
import org.isobar.engine.runtime.StageScheduler;

/**
 * How a driver treats its members.
 *
 * @param name of the backend in explanations
 * @param memory bytes that a request may hold in the driver's process
 * @param silence tasks of a member that was not heard for so long are lent to others
 * @param late tasks without news for so long may be done twice when there is nothing else to do
 * @param patience a job fails when there was no member for so long
 */
public record DriverSettings(
    String name, long memory, Duration silence, Duration late, Duration patience) {
  private static final double SHARE_OF_HEAP = 0.6;
  private static final long LONGEST_LEASE = 1L << 20;
  private static final int ATTEMPTS = 4;

  public static DriverSettings of(String name) {
    return new DriverSettings(
        name,
        (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofSeconds(30));
  }

  public DriverSettings memory(long bytes) {
    return new DriverSettings(name, bytes, silence, late, patience);
  }

  public DriverSettings silence(Duration longest) {
    return new DriverSettings(name, memory, longest, late, patience);
  }

  public DriverSettings late(Duration least) {
    return new DriverSettings(name, memory, silence, least, patience);
  }

  public DriverSettings patience(Duration longest) {
    return new DriverSettings(name, memory, silence, late, longest);
  }

  StageScheduler.Settings scheduling() {
    return new StageScheduler.Settings(LONGEST_LEASE, silence.toNanos(), late.toNanos(), ATTEMPTS);
  }
}
