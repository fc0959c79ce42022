package org.isobar.engine.remote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.Attachments;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.KryoWire;
import org.isobar.testkit.SimulatedNetwork;

/** A member that answers as real ones do, but without computing: each task gives a mean of 1. */
final class Puppet implements Link.Listener {
  private final String name;
  private final SimulatedNetwork network;
  private final Link link;
  private final KryoWire wire;
  private final Map<ByteBuffer, Secret> keys = new HashMap<>();
  private final Map<ByteBuffer, byte[]> welcomes = new HashMap<>();
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
        // Whoever says hello again gets the same answer.
        byte[] welcome = welcomes.computeIfAbsent(ByteBuffer.wrap(id), i -> welcome(id, theirs));
        link.send(peer, welcome);
      }
      case Frames.PROOF ->
          channel =
              new Channel(
                  Frames.TO_DRIVER, Frames.TO_MEMBER, id, keys.get(ByteBuffer.wrap(id)), wire);
      case Frames.TO_MEMBER -> channel.read(frame).ifPresent(m -> handle(peer, m));
      default -> {}
    }
  }

  private byte[] welcome(byte[] id, byte[] theirs) {
    byte[] mine = Frames.random(Frames.NONCE_BYTES);
    byte[] facts = Wires.facts(4, 1L << 30, name);
    byte[] proof = PuppetGrid.SECRET.prove(Wires.MEMBER, id, theirs, mine, facts);
    keys.put(ByteBuffer.wrap(id), PuppetGrid.SECRET.derive(Wires.KEY, id, theirs, mine));
    return Frames.frame(Frames.WELCOME, id, mine, proof, facts);
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
      long size = PuppetGrid.PORTION;
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
