package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.isobar.data.NdArray;
import org.isobar.engine.PlannedBackend;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.Attachments;
import org.isobar.engine.wire.Blob;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The driver, its scheduler and its wire with a field of a petabyte. Members answer as real ones
 * do, but without computing: each task gives a mean of 1. One in fifty dies in mid-run.
 */
class PetabyteTest {
  private static final Secret SECRET = Secret.of("the secret of a test");
  private static final double BYTES_PER_SECOND = 1e9;
  private static final int PORTION = 1 << 12;

  /** A member that does its tasks in no time. */
  private static final class Puppet implements Link.Listener {
    private final String name;
    private final SimulatedNetwork network;
    private final Link link;
    private final KryoWire wire;
    private final Map<ByteBuffer, Secret> keys = new HashMap<>();
    private long dies;
    private Channel channel;
    private Plan plan;

    Puppet(String name, SimulatedNetwork network, KryoWire wire, long dies) {
      this.name = name;
      this.network = network;
      this.link = network.join(name);
      this.wire = wire;
      this.dies = dies;
      link.start(this);
    }

    @Override
    public void joined(String peer) {}

    @Override
    public void lost(String peer) {}

    @Override
    public void received(String peer, byte[] frame) {
      Frames.Parser in = new Frames.Parser(frame);
      byte kind = in.kind();
      byte[] id = in.bytes(Frames.ID_BYTES);
      switch (kind) {
        case Frames.HELLO -> {
          in.number();
          in.bytes(Wires.HASH_BYTES);
          byte[] theirs = in.bytes(Frames.NONCE_BYTES);
          byte[] mine = Frames.random(Frames.NONCE_BYTES);
          byte[] facts = Wires.facts(4, 1L << 30, name);
          byte[] proof = SECRET.prove(Wires.MEMBER, id, theirs, mine, facts);
          keys.put(ByteBuffer.wrap(id), SECRET.derive(Wires.KEY, id, theirs, mine));
          link.send(peer, Frames.frame(Frames.WELCOME, id, mine, proof, facts));
        }
        case Frames.PROOF ->
            channel =
                new Channel(
                    Frames.TO_DRIVER, Frames.TO_MEMBER, id, keys.get(ByteBuffer.wrap(id)), wire);
        case Frames.TO_MEMBER -> channel.read(frame).ifPresent(m -> handle(peer, m));
        default -> {}
      }
    }

    private void say(String peer, Message message) {
      channel.write(message, frame -> link.send(peer, frame));
    }

    private void handle(String peer, Message message) {
      switch (message) {
        case Message.OpenJob open -> plan = (Plan) wire.decode(open.plan(), Attachments.NONE);
        case Message.BeginStage begin ->
            say(peer, new Message.Ask(begin.job(), begin.stage(), 0, Set.of()));
        case Message.Work work -> work(peer, work);
        default -> {}
      }
    }

    private void work(String peer, Message.Work work) {
      ReduceStage stage = (ReduceStage) plan.stages().get(work.stage());
      for (long at = work.tasks().begin(); at < work.tasks().end(); ) {
        long size = PORTION;
        while (at % size != 0) {
          size /= 2;
        }
        TaskRange part = new TaskRange(at, Math.min(work.tasks().end(), at + size));
        if (--dies == 0) {
          network.cut(name);
          return;
        }
        say(
            peer,
            new Message.Done(
                work.job(),
                work.stage(),
                work.lease(),
                part,
                nodes(stage, part),
                List.of(),
                List.of()));
        at = part.end();
      }
      say(peer, new Message.Ask(work.job(), work.stage(), work.number(), Set.of()));
    }

    /** The aligned nodes of a range of the one tile; of each, as many ones as it has tasks. */
    private static List<Message.Node> nodes(ReduceStage stage, TaskRange range) {
      List<Message.Node> nodes = new ArrayList<>();
      long at = range.begin();
      while (at < range.end()) {
        int level = at == 0 ? 40 : Long.numberOfTrailingZeros(at);
        while (at + (1L << level) > range.end()
            && !(range.end() == stage.runs()
                && at + (1L << level) / 2 < range.end()
                && level > 0
                && at % (1L << level) == 0)) {
          level--;
        }
        long end = Math.min(range.end(), at + (1L << level));
        double[] state = {end - at, end - at};
        nodes.add(new Message.Node(0, level, at >> level, List.of(Blob.ofDoubles(state, 0, 2))));
        at = end;
      }
      return nodes;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 100, 1000})
  void aPetabyteKeepsTheDriverSmall(int members) {
    // 2.5e8 fields of 1024 x 1024 floats: 1.05e15 bytes.
    Expr x =
        VirtualDataset.of("golden", "time:250000000,lat:1024,lon:1024").chunk(4, 1024, 1024).read();
    Expr mean =
        new Reduce(new Mean(), x, Set.of("time", "lat", "lon"), Optional.empty(), MissingRule.SKIP);
    Random random = new Random(members);
    KryoWire wire = Wires.messages();
    try (SimulatedNetwork network = new SimulatedNetwork()) {
      for (int m = 0; m < members; m++) {
        new Puppet("m" + m, network, wire, m % 50 == 1 ? 1 + random.nextInt(20) : -1);
      }
      Link link = network.join("driver");
      Post post = new Post();
      RemoteTransport transport =
          new RemoteTransport(link, SECRET, DriverSettings.of("simulated").memory(1L << 30));
      post.add(transport);
      link.start(post);
      transport.awaitMembers(members);
      long[] most = new long[1];
      System.gc();
      long heapBefore = heap();
      long framesBefore = network.frames();
      long bytesBefore = network.bytes();
      long start = System.nanoTime();
      Plan plan;
      NdArray result;
      try (PlannedBackend backend = new PlannedBackend(transport, Providers.load())) {
        Request request = new Request(List.of(new Request.ToMemory(mean)), RunOptions.DEFAULT);
        plan =
            new org.isobar.engine.planner.Planner(org.isobar.engine.kernel.Kernels.load())
                .plan(request, 1L << 30, 4);
        Job job = backend.submit(request);
        while (!job.isDone()) {
          most[0] = Math.max(most[0], heap());
          java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        result = job.await().get(0);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long frames = network.frames() - framesBefore;
      long bytes = network.bytes() - bytesBefore;
      assertEquals(1, plan.stages().size());
      assertEquals(1.0, result.get(0), "each task counts once");
      double data = plan.bytesToRead();
      assertTrue(data >= 1e15, "bytes " + data);
      long limit = 4L * plan.tasks() / PORTION + 250L * members + 10_000;
      assertTrue(most[0] - heapBefore < 300 << 20, "heap grew by " + (most[0] - heapBefore));
      assertTrue(frames < limit, frames + " frames, at most " + limit);
      System.getLogger("org.isobar.testkit")
          .log(
              System.Logger.Level.INFO,
              String.format(
                  Locale.ROOT,
                  "1 PB, %d members: %d tasks, %d frames, %d bytes, driver %.2f s, heap at most %d"
                      + " MB; projected %.1f h at 1 GB/s a member",
                  members,
                  plan.tasks(),
                  frames,
                  bytes,
                  seconds,
                  most[0] >> 20,
                  Math.max(seconds, data / BYTES_PER_SECOND / members) / 3600));
    }
  }

  private static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
