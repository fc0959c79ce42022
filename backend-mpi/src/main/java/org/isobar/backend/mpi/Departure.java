package org.isobar.backend.mpi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How the ranks leave the world together: the root says that the work is over; when all below a
 * rank are ready it says so to the one above, and how many messages of the backend they have sent
 * less those that they have received; when the root has heard it of all, and the sum is 0, all
 * leave. Ranks that are ready begin no messages, so that none is on its way any more then, between
 * whomever: whoever leaves can take none, and its sender would wait for ever. MPI's own way, to
 * wait in MPI_Finalize, would burn processors and notice no death. Used by one thread.
 */
final class Departure {
  /** Sends to a rank. */
  interface Sender {
    /**
     * Sends to a rank.
     *
     * @param number what the message says, if its kind says one
     */
    void send(int to, Tag tag, long number);
  }

  private final Tree tree;
  private final Sender sender;
  private final Runnable whenOver;
  private final Set<Integer> present;

  /** Messages under way of the branches that are ready, as far as each has told. */
  private final Map<Integer, Long> branches = new HashMap<>();

  /** What this rank has sent less what it has received. */
  private long balance;

  private boolean over;
  private boolean ready;
  private boolean leaving;

  /**
   * @param whenOver runs once on each rank when the work is over
   */
  Departure(Tree tree, Sender sender, Runnable whenOver) {
    this.tree = tree;
    this.sender = sender;
    this.whenOver = whenOver;
    this.present = new HashSet<>(tree.children());
  }

  /** This rank is ready to leave; at the root this ends the work of all. */
  void ready() {
    if (!ready) {
      ready = true;
      if (tree.rank() == 0) {
        over();
      }
      tellReady();
    }
  }

  /**
   * Counts a message of the backend that is to be sent; whether it may be. When a rank is ready
   * nobody needs what it has to say any more.
   */
  boolean mayBegin() {
    if (!ready) {
      balance++;
    }
    return !ready;
  }

  /** Counts a message of the backend that was received, all of it. */
  void received() {
    balance--;
    tellReady();
  }

  /** Takes a message. */
  void take(int from, Tag tag, long number) {
    switch (tag) {
      case END -> over();
      case READY -> {
        branches.put(from, number);
        tellReady();
      }
      case LEAVE -> leave();
      case BYE -> present.remove(from);
      case WHOLE, LENGTH, PART, BEAT, DYING, CONSUMED ->
          throw new IllegalArgumentException("tag " + tag);
    }
  }

  /** Whether this rank has said its last message. */
  boolean isLeaving() {
    return leaving;
  }

  /** Whether this rank may leave as soon as it has sent everything. */
  boolean mayLeave() {
    return leaving && present.isEmpty();
  }

  private void over() {
    if (!over) {
      over = true;
      tree.children().forEach(child -> sender.send(child, Tag.END, 0));
      whenOver.run();
    }
  }

  /**
   * Says how it stands, and again whenever that changes. What was told is never less than what is
   * under way, since only receiving changes it: a sum of 0 is true, however old.
   */
  private void tellReady() {
    if (!ready || leaving || branches.size() < tree.children().size()) {
      return;
    }
    long underWay = balance + branches.values().stream().mapToLong(n -> n).sum();
    if (tree.rank() != 0) {
      sender.send(tree.parent(), Tag.READY, underWay);
    } else if (underWay == 0) {
      leave();
    }
  }

  private void leave() {
    if (!leaving) {
      leaving = true;
      tree.children().forEach(child -> sender.send(child, Tag.LEAVE, 0));
      if (tree.rank() != 0) {
        sender.send(tree.parent(), Tag.BYE, 0);
      }
    }
  }
}
