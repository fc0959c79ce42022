package org.isobar.backend.mpi;

import java.util.HashSet;
import java.util.Set;

/**
 * How the ranks leave the world together: the root says that the work is over; when all below a
 * rank are ready it says so to the one above; when the root has heard it of all, all leave, and no
 * message is on its way any more. MPI's own way, to wait in MPI_Finalize, would burn processors and
 * notice no death. Used by one thread.
 */
final class Departure {
  /** Sends to a rank. */
  interface Sender {
    void send(int to, Tag tag);
  }

  private final Tree tree;
  private final Sender sender;
  private final Runnable whenOver;
  private final Set<Integer> unready;
  private final Set<Integer> present;
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
    this.unready = new HashSet<>(tree.children());
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

  /** Takes a message. */
  void take(int from, Tag tag) {
    switch (tag) {
      case END -> over();
      case READY -> {
        unready.remove(from);
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
      tree.children().forEach(child -> sender.send(child, Tag.END));
      whenOver.run();
    }
  }

  private void tellReady() {
    if (!ready || !unready.isEmpty()) {
      return;
    }
    if (tree.rank() == 0) {
      leave();
    } else {
      sender.send(tree.parent(), Tag.READY);
    }
  }

  private void leave() {
    if (!leaving) {
      leaving = true;
      tree.children().forEach(child -> sender.send(child, Tag.LEAVE));
      if (tree.rank() != 0) {
        sender.send(tree.parent(), Tag.BYE);
      }
    }
  }
}
