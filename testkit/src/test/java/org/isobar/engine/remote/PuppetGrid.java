package org.isobar.engine.remote;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import org.isobar.engine.PlannedBackend;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.planner.Planner;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.wire.KryoWire;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.run.Job;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.SimulatedNetwork;
import org.isobar.testkit.VirtualDataset;

/** A real driver, with its scheduler and its wire, and puppets that it takes for members. */
final class PuppetGrid {
  static final Secret SECRET = Secret.of("the secret of a test");

  /** A puppet hands up so many tasks at once. */
  static final int PORTION = 1 << 12;

  private static final long MEMORY = 1L << 30;

  private PuppetGrid() {}

  /**
   * What a job came to.
   *
   * @param value its result: the mean of what tasks gave
   * @param frames sent by all while it ran
   * @param seconds that it took, all the processor's time being the driver's and the puppets'
   * @param heapGrowth the most bytes of heap above what there was before
   */
  record Run(Plan plan, double value, long frames, long bytes, double seconds, long heapGrowth) {}

  /**
   * Folds a field of so many steps of 4 MiB.
   *
   * @param dies after how many portions each member dies; -1 for never
   */
  static Run run(int members, long steps, IntToLongFunction dies) {
    Expr x =
        VirtualDataset.of("golden", "time:" + steps + ",lat:1024,lon:1024")
            .chunk(4, 1024, 1024)
            .read();
    Expr mean =
        new Reduce(new Mean(), x, Set.of("time", "lat", "lon"), Optional.empty(), MissingRule.SKIP);
    Request request =
        new Request(java.util.List.of(new Request.ToMemory(mean)), RunOptions.DEFAULT);
    KryoWire wire = Wires.messages();
    try (SimulatedNetwork network = new SimulatedNetwork()) {
      for (int m = 0; m < members; m++) {
        new Puppet("m" + m, network, wire, dies.applyAsLong(m));
      }
      Link link = network.join("driver");
      Post post = new Post();
      RemoteTransport transport =
          new RemoteTransport(link, SECRET, DriverSettings.of("simulated").memory(MEMORY));
      post.add(transport);
      link.start(post);
      transport.awaitMembers(members);
      System.gc();
      long heapBefore = heap();
      long framesBefore = network.frames();
      long bytesBefore = network.bytes();
      long most = 0;
      long start = System.nanoTime();
      try (PlannedBackend backend = new PlannedBackend(transport, Providers.load())) {
        Plan plan = new Planner(Kernels.load()).plan(request, MEMORY, 4);
        Job job = backend.submit(request);
        while (!job.isDone()) {
          most = Math.max(most, heap());
          LockSupport.parkNanos(20_000_000);
        }
        double value = job.await().get(0).get(0);
        return new Run(
            plan,
            value,
            network.frames() - framesBefore,
            network.bytes() - bytesBefore,
            (System.nanoTime() - start) / 1e9,
            Math.max(0, most - heapBefore));
      }
    }
  }

  private static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
