package org.isobar.engine.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.isobar.engine.runtime.RangeSet;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.KryoWire;

/**
 * The ranks that work for one driver, seen from one of them: what the driver tells all, and what
 * they send each other. Thread-safe.
 */
final class Audience implements AutoCloseable {
  private final byte[] id;
  private final Link link;
  private final Ranking ranking;
  private final KryoWire wire;
  private final Consumer<Throwable> onFailure;
  private final Channel ofDriver;
  private final Map<Integer, Outbox> outboxes = new ConcurrentHashMap<>();
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();

  /** Partials that came before the job did. */
  private final Map<Long, List<Message.Partials>> early = new HashMap<>();

  /** Drivers number jobs before they tell of them: they may come in another order. */
  private final RangeSet opened = new RangeSet();

  /**
   * An audience.
   *
   * @param id that the driver gave it
   * @param onFailure is told when a rank cannot be reached
   */
  Audience(byte[] id, Link link, Ranking ranking, KryoWire wire, Consumer<Throwable> onFailure) {
    this.id = id;
    this.link = link;
    this.ranking = ranking;
    this.wire = wire;
    this.onFailure = onFailure;
    this.ofDriver = new Channel(Frames.TO_ALL, Frames.TO_ALL, id, Secret.NONE, wire);
  }

  Ranking ranking() {
    return ranking;
  }

  /** What the driver tells all, when all frames of it are there. Called by one thread at a time. */
  Optional<Message> ofDriver(byte[] frame) {
    return ofDriver.read(frame);
  }

  private Channel channel() {
    return new Channel(Frames.TO_RANK, Frames.TO_RANK, id, Secret.NONE, wire);
  }

  /** What a rank sent. Called by one thread at a time for each rank. */
  Optional<Message> ofRank(String peer, byte[] frame) {
    return channels.computeIfAbsent(peer, p -> channel()).read(frame);
  }

  /**
   * Sends something to another rank, sometime soon. Nobody waits here: ranks send when they have
   * received, and two that waited for each other's room would do so for ever. What lies here for a
   * slow rank is partials that meet there, each once in a stage: no more than it would hold itself
   * until their neighbours come.
   */
  void send(int rank, Message message) {
    outboxes.computeIfAbsent(rank, this::outbox).put(message);
  }

  private Outbox outbox(int rank) {
    String peer = ranking.name(rank);
    Channel to = channel();
    return new Outbox(
        "isobar-to-" + peer,
        message -> to.write(message, frame -> link.send(peer, frame)),
        onFailure);
  }

  /** Keeps partials of a job that this rank has not heard of yet; whether they have to wait. */
  synchronized boolean keepEarly(Message.Partials partials) {
    if (opened.contains(partials.job())) {
      return false;
    }
    early.computeIfAbsent(partials.job(), job -> new ArrayList<>()).add(partials);
    return true;
  }

  /** A job begins; what came before it did. */
  synchronized List<Message.Partials> opened(long job) {
    opened.add(new TaskRange(job, job + 1));
    List<Message.Partials> waiting = early.remove(job);
    return waiting == null ? List.of() : waiting;
  }

  @Override
  public void close() {
    outboxes.values().forEach(Outbox::close);
  }
}
