package org.isobar.engine.remote;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.isobar.engine.wire.KryoWire;
import org.isobar.error.BackendException;
import org.jspecify.annotations.Nullable;

/** A driver's conversation with a member: its beginning, and what the member has been told. */
final class MemberLine {
  private static final long MOST_WAITING = 64 << 20;
  private static final long YOUNG_NANOS = 10_000_000_000L;

  private final String peer;
  private final int worker;
  private final int relapses;
  private final long begun = System.nanoTime();
  private final byte[] id = Frames.random(Frames.ID_BYTES);
  private final byte[] nonce = Frames.random(Frames.NONCE_BYTES);
  private final Link link;
  private final Secret secret;
  private final KryoWire wire;
  private final BiConsumer<MemberLine, Throwable> onFailure;
  private final Map<Long, Set<Integer>> told = new HashMap<>();
  private final Optional<Broadcast> toAll;

  /** Jobs that this member had forgotten: what was told to all has to be told again. */
  private final Set<Long> alone = new HashSet<>();

  private volatile boolean attended;
  private boolean spoke;
  private @Nullable Channel channel;
  private @Nullable Outbox outbox;
  private volatile String refusal = "";
  private int threads;
  private long memory;
  private String host = "";

  /**
   * A conversation that has not begun.
   *
   * @param worker the member's number for schedulers
   * @param relapses number of conversations with the same process that ended just before this one,
   *     each soon after its beginning
   * @param toAll what the driver tells all ranks, if it does
   * @param onFailure is called when the member cannot be reached
   */
  MemberLine(
      String peer,
      int worker,
      int relapses,
      Link link,
      Secret secret,
      KryoWire wire,
      Optional<Broadcast> toAll,
      BiConsumer<MemberLine, Throwable> onFailure) {
    this.peer = peer;
    this.worker = worker;
    this.relapses = relapses;
    this.link = link;
    this.secret = secret;
    this.wire = wire;
    this.toAll = toAll;
    this.onFailure = onFailure;
  }

  String peer() {
    return peer;
  }

  int worker() {
    return worker;
  }

  int relapses() {
    return relapses;
  }

  /** Whether the conversation has hardly begun. */
  boolean isYoung() {
    return System.nanoTime() - begun < YOUNG_NANOS;
  }

  byte[] id() {
    return id;
  }

  int threads() {
    return threads;
  }

  long memory() {
    return memory;
  }

  String host() {
    return host;
  }

  String refusal() {
    return refusal;
  }

  void refused(String why) {
    refusal = why;
  }

  void hello() {
    link.send(
        peer, Frames.frame(Frames.HELLO, id, Wires.PROTOCOL, Wires.bytes(wire.hash()), nonce));
  }

  /** The member answered: proves itself, and is given proof. Whether the conversation stands. */
  boolean welcome(Frames.Parser in) {
    byte[] theirs = in.bytes(Frames.NONCE_BYTES);
    byte[] proof = in.bytes(Secret.PROOF_BYTES);
    byte[] facts = in.rest();
    synchronized (this) {
      if (channel != null) {
        return false;
      }
      if (!Secret.same(proof, secret.prove(Wires.MEMBER, id, nonce, theirs, facts))) {
        refusal = "it does not know the shared secret";
        return false;
      }
      Frames.Parser said = new Frames.Parser(facts);
      threads = said.number();
      memory = said.large();
      host = said.text();
      Secret key = secret.derive(Wires.KEY, id, nonce, theirs);
      Channel talk = new Channel(Frames.TO_MEMBER, Frames.TO_DRIVER, id, key, wire);
      byte[] all = toAll.map(Broadcast::id).orElse(new byte[0]);
      link.send(
          peer, Frames.frame(Frames.PROOF, id, secret.prove(Wires.DRIVER, id, theirs, nonce), all));
      channel = talk;
      outbox =
          new Outbox(
              "isobar-to-" + peer,
              message -> talk.write(message, frame -> link.send(peer, frame)),
              e -> onFailure.accept(this, e));
    }
    return true;
  }

  /** What is told to all may come before what opens the conversation: its answer is waited for. */
  synchronized boolean isReady() {
    return channel != null && refusal.isEmpty() && (spoke || toAll.isEmpty());
  }

  /** The member said something; whether this made it ready. */
  synchronized boolean spoke() {
    boolean before = isReady();
    spoke = true;
    return !before && isReady();
  }

  /**
   * Does what the member asks for or hands up. That may take long where a disk is slow; whatever
   * else the member says waits for it. Called by one thread at a time.
   */
  void attend(Runnable action) {
    attended = true;
    try {
      action.run();
    } finally {
      attended = false;
    }
  }

  /** Whether what the member said is just being done: that nothing more is heard means nothing. */
  boolean isAttended() {
    return attended;
  }

  Channel channel() {
    Channel talk;
    synchronized (this) {
      talk = channel;
    }
    if (talk == null) {
      throw new BackendException("a message of " + peer + " before it proved itself");
    }
    return talk;
  }

  synchronized void send(Message message) {
    Outbox out = outbox;
    if (out != null) {
      out.put(message);
    }
  }

  /** Sends a message of so many bytes, when not too much waits before it. */
  void sendWhenRoom(Message message, long bytes) {
    Outbox out;
    synchronized (this) {
      out = outbox;
    }
    if (out != null) {
      out.putWhenRoom(message, bytes, MOST_WAITING);
    }
  }

  synchronized void send(Outbox.Source source) {
    Outbox out = outbox;
    if (out != null) {
      out.put(source);
    }
  }

  /** Sends a job's plan, unless it was sent, and the intermediates that a stage reads. */
  synchronized void prepare(DriverJob job, Set<Integer> intermediates) {
    Set<Integer> known = told.get(job.id());
    boolean isNew = known == null;
    if (known == null) {
      known = new HashSet<>();
      told.put(job.id(), known);
    }
    if (toAll.isPresent() && !alone.contains(job.id())) {
      send(new Message.After(toAll.get().tell(job, intermediates)));
      return;
    }
    if (isNew) {
      send(job.opening(List.of()));
    }
    for (int intermediate : intermediates) {
      if (known.add(intermediate)) {
        send(job.values(intermediate));
      }
    }
  }

  /** A job is over that all were told of: lets the member know of it, if it does not. */
  synchronized void hear(DriverJob job) {
    if (!told.containsKey(job.id()) && !alone.contains(job.id())) {
      prepare(job, Set.of());
    }
  }

  synchronized boolean takesPartIn(DriverJob job) {
    return told.containsKey(job.id());
  }

  /** The member has forgotten a job. */
  synchronized void forgot(DriverJob job) {
    told.remove(job.id());
    alone.add(job.id());
  }

  /** The member is not to know of a job any more. */
  synchronized void forget(DriverJob job) {
    told.remove(job.id());
    alone.remove(job.id());
  }

  synchronized void close() {
    if (outbox != null) {
      outbox.close();
    }
  }

  void bye() {
    link.send(peer, Frames.frame(Frames.BYE, id));
  }

  @Override
  public String toString() {
    return host.isEmpty() ? peer : host;
  }
}
