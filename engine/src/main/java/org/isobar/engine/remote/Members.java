package org.isobar.engine.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.KryoWire;
import org.isobar.error.BackendException;
import org.isobar.error.IsobarException;

/**
 * The members that one driver knows: those it talks to, those it has said hello to, and those that
 * have refused. Thread-safe.
 */
final class Members {
  private static final Logger LOG = System.getLogger("org.isobar.engine.remote");
  private static final long POLL_MILLIS = 200;
  private static final long GRACE_NANOS = 1_000_000_000L;
  private static final long BYE_MILLIS = 1_000;

  /** Whatever ends conversations one after the other would end the next one, too. */
  private static final int MOST_RELAPSES = 5;

  private final Link link;
  private final Secret secret;
  private final KryoWire wire;
  private final Optional<Broadcast> toAll;
  private final Watcher watcher;
  private final Map<Blob, MemberLine> lines = new ConcurrentHashMap<>();
  private int workers;
  private volatile boolean closed;

  /** Hears of members. */
  interface Watcher {
    /** A member can take tasks. */
    void began(MemberLine member);

    /** A member's conversation is at an end. */
    void ended(MemberLine member);
  }

  /**
   * Nobody yet.
   *
   * @param toAll what the driver tells all ranks, if it does
   */
  Members(Link link, Secret secret, KryoWire wire, Optional<Broadcast> toAll, Watcher watcher) {
    this.link = link;
    this.secret = secret;
    this.wire = wire;
    this.toAll = toAll;
    this.watcher = watcher;
  }

  /** A process is there; nothing new if it is talked to, or said hello to, already. */
  void joined(String peer) {
    greet(peer, 0);
  }

  /**
   * Says hello to a process: at once, or with the next {@link #greet()} if conversations with it
   * end as soon as they have begun.
   */
  private void greet(String peer, int relapses) {
    MemberLine member;
    synchronized (this) {
      boolean known =
          lines.values().stream().anyMatch(m -> m.peer().equals(peer) && m.refusal().isEmpty());
      if (closed || known) {
        return;
      }
      member =
          new MemberLine(
              peer, ++workers, relapses, link, secret, wire, toAll, this::cannotBeReached);
      lines.values().removeIf(m -> m.peer().equals(peer));
      lines.put(Blob.of(member.id()), member);
    }
    if (relapses <= 1) {
      sayHello(member);
    }
  }

  /** What was to be said to a member could not be sent, which says nothing of its process. */
  private void cannotBeReached(MemberLine member, Throwable e) {
    LOG.log(Level.WARNING, "what was to be said to " + member + " cannot be sent", e);
    if (toAll.isEmpty()) {
      beginAnew(member, "what was to be said to it cannot be sent: " + e);
    } else {
      lose(Blob.of(member.id()));
    }
  }

  private static void sayHello(MemberLine member) {
    // Sending may wait; whoever tells us of a peer must not.
    Thread.ofVirtual().name("isobar-hello").start(member::hello);
  }

  void lost(String peer) {
    lines.forEach(
        (id, member) -> {
          if (member.peer().equals(peer)) {
            lose(id);
          }
        });
  }

  private boolean lose(Blob id) {
    MemberLine member = lines.remove(id);
    if (member != null) {
      member.close();
      watcher.ended(member);
    }
    return member != null;
  }

  /** Whom a peer's frame is from; nobody if it is of another driver, or of what is over. */
  Optional<MemberLine> find(Blob id, String peer) {
    return Optional.ofNullable(lines.get(id)).filter(m -> m.peer().equals(peer));
  }

  /** Whether a conversation stands. */
  boolean has(MemberLine member) {
    return !closed && lines.get(Blob.of(member.id())) == member && member.isReady();
  }

  List<MemberLine> all() {
    return List.copyOf(lines.values());
  }

  /** Those that can take tasks now. */
  List<MemberLine> ready() {
    return lines.values().stream().filter(MemberLine::isReady).toList();
  }

  /** A member has become ready. */
  void begin(MemberLine member) {
    synchronized (this) {
      notifyAll();
    }
    watcher.began(member);
  }

  /** A member will not talk to this driver, or no more. */
  void refused(MemberLine member, String why) {
    boolean talked = member.isReady();
    member.refused(why);
    LOG.log(Level.WARNING, "member {0} refuses: {1}", member, why);
    if (talked) {
      Blob id = Blob.of(member.id());
      lose(id);
      lines.put(id, member);
    }
  }

  /**
   * A conversation is at an end while its process is there: there will be another one, unless one
   * after the other ends as soon as it has begun. Not with a rank: in a new conversation it would
   * wait for all that all were told in the old one, and hear nothing. It takes no part any more,
   * but for sending on what is for others.
   */
  void beginAnew(MemberLine member, String why) {
    if (!member.refusal().isEmpty()) {
      return;
    }
    if (toAll.isEmpty()) {
      int relapses = member.isYoung() ? member.relapses() + 1 : 1;
      if (relapses > MOST_RELAPSES) {
        refused(member, relapses + " conversations ended as soon as they had begun: " + why);
      } else if (lose(Blob.of(member.id()))) {
        greet(member.peer(), relapses);
      }
    } else {
      refused(
          member,
          "it has ended the conversation (was this process stopped for long?), and cannot be told"
              + " again what all ranks were told; start all ranks again");
    }
  }

  /** A sign of life to those that talk to us, and another hello to those that have not answered. */
  void greet() {
    for (MemberLine member : lines.values()) {
      if (member.isReady()) {
        member.send(new Message.Alive());
      } else if (member.refusal().isEmpty()) {
        sayHello(member);
      }
    }
  }

  /**
   * Waits until so many can take tasks.
   *
   * @param grid what they are members of
   * @param patience nanoseconds
   * @throws BackendException if they are not in time; says what is known of others
   */
  void await(int count, String grid, long patience) {
    long end = System.nanoTime() + patience;
    synchronized (this) {
      while (ready().size() < count && !closed) {
        long left = end - System.nanoTime();
        boolean hopeless = left < patience - GRACE_NANOS && allRefuse();
        if (left <= 0 || hopeless) {
          throw new BackendException(absent(count, grid));
        }
        try {
          wait(Math.max(1, Math.min(left / 1_000_000, POLL_MILLIS)));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new BackendException("interrupted while waiting for members of " + grid, e);
        }
      }
    }
  }

  /** Whether there is nobody but members that have said no, which waiting does not change. */
  private boolean allRefuse() {
    return !lines.isEmpty() && lines.values().stream().noneMatch(m -> m.refusal().isEmpty());
  }

  private String absent(int count, String grid) {
    String refusals =
        lines.values().stream()
            .filter(m -> !m.isReady())
            .map(m -> m.peer() + ": " + (m.refusal().isEmpty() ? "no answer" : m.refusal()))
            .sorted()
            .collect(Collectors.joining("; "));
    return grid
        + " has "
        + ready().size()
        + " members, "
        + count
        + " are needed"
        + (refusals.isEmpty() ? "" : "; " + refusals);
  }

  boolean isClosed() {
    return closed;
  }

  /** From now on nobody joins, and nobody begins to wait for an answer of a member. */
  void close() {
    closed = true;
    synchronized (this) {
      notifyAll();
    }
  }

  /** Says good-bye to all, for a second at most. */
  void leave() {
    List<MemberLine> all = all();
    lines.clear();
    sayBye(all);
    for (MemberLine member : all) {
      member.close();
      watcher.ended(member);
    }
  }

  /** A member that takes no frames keeps none of the others, nor the caller, from leaving. */
  private static void sayBye(List<MemberLine> members) {
    CountDownLatch said = new CountDownLatch(members.size());
    for (MemberLine member : members) {
      Thread.ofVirtual()
          .name("isobar-bye")
          .start(
              () -> {
                try {
                  member.bye();
                } catch (IsobarException e) {
                  LOG.log(Level.DEBUG, "no good-bye to " + member, e);
                } finally {
                  said.countDown();
                }
              });
    }
    try {
      boolean _ = said.await(BYE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
