package org.isobar.engine.remote;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
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
  /** A puppet hands up so many tasks at once. */
  static final int PORTION = 1 << 12;

  private static final long MEMORY = 1L << 30;
  private static final int CELLS = 1024;
  private static final int LIVE_EVERY = 25;
  private static final int HELD_EVERY = 10;

  private PuppetGrid() {}

  /**
   * What puppets have in common.
   *
   * @param cells of what they fold to
   */
  record Setting(
      SimulatedNetwork network, Secret secret, KryoWire wire, Kernels kernels, int cells) {}

  /**
   * What a job came to.
   *
   * @param value its result: the mean of what tasks gave
   * @param frames sent by all while it ran, between processes
   * @param seconds that it took, all the processor's time being the driver's and the puppets'
   * @param live the most bytes of the heap that were in use, and no garbage, above what there was
   *     before
   * @param held the most bytes that the driver's process held itself, as far as that can be told
   * @param driver what went through the driver's process
   * @param busiest the most bytes that went through another one; 0 in grids
   */
  record Run(
      Plan plan,
      double value,
      long frames,
      long bytes,
      double seconds,
      long live,
      long held,
      SimulatedNetwork.Load driver,
      long busiest) {}

  /**
   * Folds a field of so many steps of 4 MiB to one value, with members that come and go.
   *
   * @param dies after how many portions each member dies; -1 for never
   */
  static Run run(int members, long steps, IntToLongFunction dies) {
    try (SimulatedNetwork network = new SimulatedNetwork()) {
      Setting setting =
          new Setting(
              network, Secret.of("the secret of a test"), Wires.messages(), Kernels.load(), 1);
      for (int m = 0; m < members; m++) {
        Link link = network.join("m" + m);
        link.start(new Puppet("m" + m, link, setting, dies.applyAsLong(m)));
      }
      Link link = network.join("driver");
      Post post = new Post();
      RemoteTransport transport = transport(link, setting);
      post.add(transport);
      link.start(post);
      return run(transport, setting, members, steps, "driver", List.of(), List.of(transport));
    }
  }

  /** Folds a field of so many steps of 4 MiB to one value, with ranks. */
  static Run world(int ranks, long steps) {
    return world(ranks, steps, 1);
  }

  /** The same, to a row of 1,024 values. */
  static Run worldOfRows(int ranks, long steps) {
    return world(ranks, steps, CELLS);
  }

  private static Run world(int ranks, long steps, int cells) {
    try (SimulatedNetwork network = SimulatedNetwork.ofRanks(ranks)) {
      Setting setting = new Setting(network, Secret.NONE, Wires.messages(), Kernels.load(), cells);
      List<String> others = new ArrayList<>();
      String root = SimulatedNetwork.rank(0);
      Link rootLink = network.join(root);
      RemoteTransport transport = transport(rootLink, setting);
      Post drivers = new Post();
      drivers.add(transport);
      Puppet puppet = new Puppet(root, rootLink, setting, -1);
      rootLink.start(new Root(drivers, puppet));
      for (int rank = 1; rank < ranks; rank++) {
        String name = SimulatedNetwork.rank(rank);
        Link link = network.join(name);
        link.start(new Puppet(name, link, setting, -1));
        others.add(name);
      }
      drivers.joined(root);
      others.forEach(drivers::joined);
      return run(transport, setting, ranks, steps, root, others, List.of(transport, puppet));
    }
  }

  /** The process that drives and works; who is there is known from the beginning. */
  private record Root(Post drivers, Puppet puppet) implements Link.Listener {
    @Override
    public void joined(String peer) {}

    @Override
    public void lost(String peer) {}

    @Override
    public void received(String peer, byte[] frame) {
      (Frames.forMember(frame) ? puppet : drivers).received(peer, frame);
    }
  }

  private static RemoteTransport transport(Link link, Setting setting) {
    return new RemoteTransport(
        link, setting.secret(), DriverSettings.of("simulated").memory(MEMORY));
  }

  private static Run run(
      RemoteTransport transport,
      Setting setting,
      int members,
      long steps,
      String driver,
      List<String> others,
      List<Object> own) {
    Expr x =
        VirtualDataset.of("golden", "time:" + steps + ",lat:1024,lon:1024")
            .chunk(4, 1024, 1024)
            .read();
    Set<String> folded =
        setting.cells() == 1 ? Set.of("time", "lat", "lon") : Set.of("time", "lon");
    Expr mean = new Reduce(new Mean(), x, folded, Optional.empty(), MissingRule.SKIP);
    Request request = new Request(List.of(new Request.ToMemory(mean)), RunOptions.DEFAULT);
    transport.awaitMembers(members);
    SimulatedNetwork network = setting.network();
    long before = live();
    long framesBefore = network.frames();
    long bytesBefore = network.bytes();
    SimulatedNetwork.Load driverBefore = network.load(driver);
    long most = 0;
    long held = 0;
    long start = System.nanoTime();
    try (PlannedBackend backend = new PlannedBackend(transport, Providers.load())) {
      Plan plan = new Planner(setting.kernels()).plan(request, MEMORY, 4);
      Job job = backend.submit(request);
      for (int i = 1; !job.isDone(); i++) {
        LockSupport.parkNanos(20_000_000);
        if (i % HELD_EVERY == 0) {
          held = Math.max(held, Retained.bytes(own.toArray()));
        }
        if (i % LIVE_EVERY == 0) {
          most = Math.max(most, live());
        }
      }
      double value = job.await().get(0).get(0);
      SimulatedNetwork.Load after = network.load(driver);
      long busiest = others.stream().mapToLong(o -> network.load(o).bytes()).max().orElse(0);
      return new Run(
          plan,
          value,
          network.frames() - framesBefore,
          network.bytes() - bytesBefore,
          (System.nanoTime() - start) / 1e9,
          Math.max(0, most - before),
          held,
          new SimulatedNetwork.Load(
              after.frames() - driverBefore.frames(),
              after.bytes() - driverBefore.bytes(),
              after.sent() - driverBefore.sent()),
          busiest);
    }
  }

  /** Bytes of the heap that are in use, without garbage. */
  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
