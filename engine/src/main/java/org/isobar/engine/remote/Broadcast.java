package org.isobar.engine.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.isobar.engine.wire.Hash;
import org.isobar.engine.wire.KryoWire;

/**
 * What a driver at rank 0 tells all ranks, once for all of them: plans, attachments and
 * intermediates. It goes down the tree of a {@link Ranking}, from rank to rank, and so may come
 * later than what the driver says to one rank alone: that one is told what to wait for.
 */
final class Broadcast implements AutoCloseable {
  private final byte[] id = Frames.random(Frames.ID_BYTES);
  private final Outbox outbox;
  private final Map<Long, Set<Integer>> told = new HashMap<>();

  /** What the ranks still have of earlier jobs, as far as one can know. */
  private final AttachmentStore had = new AttachmentStore(Member.ATTACHMENT_BYTES);

  private long tellings;

  /**
   * A broadcast.
   *
   * @param onFailure is told when nothing can be sent any more
   */
  Broadcast(Link link, Ranking ranking, KryoWire wire, Consumer<Throwable> onFailure) {
    Channel channel = new Channel(Frames.TO_ALL, Frames.TO_ALL, id, Secret.NONE, wire);
    this.outbox =
        new Outbox(
            "isobar-to-all",
            // The member of this process is the first, and sends it on.
            message -> channel.write(message, frame -> link.send(ranking.name(0), frame)),
            onFailure);
  }

  byte[] id() {
    return id;
  }

  /**
   * Tells a job's plan, unless it was told, and the intermediates that a stage reads.
   *
   * @return number of what a rank has to hear before it works on the stage
   */
  synchronized long tell(DriverJob job, Set<Integer> intermediates) {
    boolean news = false;
    Set<Integer> known = told.get(job.id());
    if (known == null) {
      known = new HashSet<>();
      told.put(job.id(), known);
      List<Hash> following = new ArrayList<>();
      job.plan()
          .attachments()
          .forEach(
              (hash, blob) -> {
                if (had.get(hash).isEmpty()) {
                  following.add(hash);
                  had.put(hash, blob);
                }
              });
      outbox.put(job.opening(following));
      outbox.put(job.attachments(following));
      news = true;
    }
    for (int intermediate : intermediates) {
      if (known.add(intermediate)) {
        outbox.put(job.values(intermediate));
        news = true;
      }
    }
    if (news) {
      outbox.put(new Message.Told(++tellings));
    }
    return tellings;
  }

  /** Whether the ranks know of a job. */
  synchronized boolean knows(DriverJob job) {
    return told.containsKey(job.id());
  }

  synchronized void forget(DriverJob job) {
    told.remove(job.id());
  }

  @Override
  public void close() {
    outbox.close();
  }
}
