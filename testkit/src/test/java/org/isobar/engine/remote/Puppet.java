package org.isobar.engine.remote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.runtime.Subtree;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.Attachments;

/** A member that answers as real ones do, but without computing: each task gives a mean of 1. */
final class Puppet implements Link.Listener {
  private final String name;
  private final PuppetGrid.Setting setting;
  private final Link link;
  private final Map<ByteBuffer, Secret> keys = new HashMap<>();
  private final Map<ByteBuffer, byte[]> welcomes = new HashMap<>();
  private long dies;
  private Channel channel;
  private Audience audience;
  private InOrder order;
  private Plan plan;
  private Combination combination;

  /** Of the stage that has not begun. */
  private final List<Message.Partials> early = new ArrayList<>();

  /**
   * A member of a network, whose frames it is to be given.
   *
   * @param dies after how many portions; -1 for never
   */
  Puppet(String name, Link link, PuppetGrid.Setting setting, long dies) {
    this.name = name;
    this.setting = setting;
    this.link = link;
    this.dies = dies;
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
      case Frames.PROOF -> {
        channel =
            new Channel(
                Frames.TO_DRIVER,
                Frames.TO_MEMBER,
                id,
                keys.get(ByteBuffer.wrap(id)),
                setting.wire());
        order = new InOrder(message -> handle(peer, message));
        in.bytes(Secret.PROOF_BYTES);
        byte[] all = in.rest();
        if (all.length > 0) {
          Ranking ranking = link.ranking().orElseThrow();
          audience = new Audience(all, link, ranking, setting.wire(), e -> {});
          say(peer, new Message.Alive());
        }
      }
      case Frames.TO_MEMBER -> channel.read(frame).ifPresent(order::said);
      case Frames.TO_ALL -> {
        link.ranking().orElseThrow().relay(link, frame);
        audience.ofDriver(frame).ifPresent(order::told);
      }
      case Frames.TO_RANK ->
          audience.ofRank(peer, frame).ifPresent(m -> meet((Message.Partials) m));
      default -> {}
    }
  }

  private byte[] welcome(byte[] id, byte[] theirs) {
    byte[] mine = Frames.random(Frames.NONCE_BYTES);
    byte[] facts = Wires.facts(4, 1L << 30, name);
    byte[] proof = setting.secret().prove(Wires.MEMBER, id, theirs, mine, facts);
    keys.put(ByteBuffer.wrap(id), setting.secret().derive(Wires.KEY, id, theirs, mine));
    return Frames.frame(Frames.WELCOME, id, mine, proof, facts);
  }

  private void say(String peer, Message message) {
    channel.write(message, frame -> link.send(peer, frame));
  }

  private void handle(String peer, Message message) {
    switch (message) {
      case Message.OpenJob open ->
          plan = (Plan) setting.wire().decode(open.plan(), Attachments.NONE);
      case Message.BeginStage begin -> begin(peer, begin);
      case Message.Taken taken -> combination.taken(taken.lease(), taken.tasks(), taken.accepted());
      case Message.Gather gather -> combination.gather();
      case Message.Work work -> work(peer, work);
      default -> {}
    }
  }

  private void begin(String peer, Message.BeginStage begin) {
    if (begin.combining()) {
      Ranking ranking = link.ranking().orElseThrow();
      Combination.Ways ways =
          new Combination.Ways() {
            @Override
            public void toRank(int rank, List<Subtree> nodes) {
              audience.send(rank, new Message.Partials(begin.job(), begin.stage(), sent(nodes)));
            }

            @Override
            public void toDriver(List<Subtree> roots) {
              say(peer, new Message.Roots(begin.job(), begin.stage(), sent(roots)));
            }

            private List<Message.Node> sent(List<Subtree> nodes) {
              return nodes.stream().map(Message.Node::of).toList();
            }
          };
      combination =
          new Combination(
              (ReduceStage) plan.stages().get(begin.stage()),
              setting.kernels(),
              ranking.rank(),
              ranking.size(),
              ways);
      early.forEach(this::meet);
      early.clear();
    }
    say(peer, new Message.Ask(begin.job(), begin.stage(), 0, Set.of()));
  }

  private void meet(Message.Partials partials) {
    if (combination == null) {
      early.add(partials);
    } else {
      combination.arrived(partials.nodes().stream().map(Message.Node::toSubtree).toList());
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
        setting.network().cut(name);
        return;
      }
      List<Subtree> nodes = nodes(stage, part);
      if (combination != null) {
        combination.keep(work.lease(), part, nodes);
      }
      say(
          peer,
          new Message.Done(
              work.job(),
              work.stage(),
              work.lease(),
              part,
              combination == null ? nodes.stream().map(Message.Node::of).toList() : List.of(),
              List.of(),
              List.of()));
      at = part.end();
    }
    say(peer, new Message.Ask(work.job(), work.stage(), work.number(), Set.of()));
  }

  /** The aligned nodes of a range of the one tile; of each, as many ones as it has tasks. */
  private List<Subtree> nodes(ReduceStage stage, TaskRange range) {
    List<Subtree> nodes = new ArrayList<>();
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
      double[] state = new double[2 * setting.cells()];
      Arrays.fill(state, (double) (end - at));
      nodes.add(new Subtree(0, level, at >> level, List.of(state)));
      at = end;
    }
    return nodes;
  }
}
