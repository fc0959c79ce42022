package org.isobar.jmh;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Measures what a piece of work costs this process, over some runs after some to warm up. */
final class Meter {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final double NANOS_PER_MILLI = 1e6;

  /** Something to measure. */
  interface Work {
    void run() throws Exception;
  }

  /**
   * What a run costs.
   *
   * @param wall milliseconds, least of all runs
   * @param medianWall milliseconds, median
   * @param cpu milliseconds of all threads of the process, mean of all runs: the clock of processor
   *     time is coarse
   * @param allocated bytes on the heap by all threads, median
   */
  record Cost(double wall, double medianWall, double cpu, double allocated) {}

  private Meter() {}

  /**
   * Runs the work.
   *
   * @param warmUps runs before those that count
   */
  static Cost measure(int warmUps, int runs, Work work) {
    double[] wall = new double[runs];
    double[] allocated = new double[runs];
    long cpuBefore = 0;
    try {
      for (int k = -warmUps; k < runs; k++) {
        if (k == 0) {
          cpuBefore = SYSTEM.getProcessCpuTime();
        }
        long allocatedBefore = THREADS.getTotalThreadAllocatedBytes();
        long before = System.nanoTime();
        work.run();
        if (k >= 0) {
          wall[k] = (System.nanoTime() - before) / NANOS_PER_MILLI;
          allocated[k] = THREADS.getTotalThreadAllocatedBytes() - allocatedBefore;
        }
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    double cpu = (SYSTEM.getProcessCpuTime() - cpuBefore) / NANOS_PER_MILLI / runs;
    Arrays.sort(wall);
    Arrays.sort(allocated);
    int middle = runs / 2;
    return new Cost(wall[0], wall[middle], cpu, allocated[middle]);
  }
}
