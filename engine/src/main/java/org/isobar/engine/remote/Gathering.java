package org.isobar.engine.remote;

import java.util.LinkedHashSet;
import java.util.Set;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;

/**
 * The ranks that combine the partials of one stage among themselves, and what has come of it. All
 * of them have to stay until it has. Confined to its stage's lock.
 */
final class Gathering {
  private final int ranks;
  private final Set<MemberLine> members = new LinkedHashSet<>();
  private long tilesLeft;
  private boolean begun;

  /**
   * Nobody yet.
   *
   * @param ranks number of ranks that combine; 0 if the driver does it alone
   */
  Gathering(Stage stage, int ranks) {
    this.ranks = ranks;
    this.tilesLeft = ranks > 0 && stage instanceof ReduceStage reduce ? reduce.tiles().count() : 0;
  }

  /** Whether ranks combine anything. */
  boolean isInUse() {
    return ranks > 0;
  }

  void add(MemberLine member) {
    members.add(member);
  }

  Set<MemberLine> members() {
    return members;
  }

  /** Whether partials are lost for good if a member goes. */
  boolean needs(MemberLine member) {
    return members.contains(member) && tilesLeft > 0;
  }

  /** Tells the ranks to hand on what they have, once all are there and all tasks are done. */
  void begin(boolean tasksAreDone, Message.Gather message) {
    if (isInUse() && members.size() == ranks && tasksAreDone && !begun) {
      begun = true;
      members.forEach(m -> m.send(message));
    }
  }

  /** So many whole tiles have come. */
  void took(int tiles) {
    tilesLeft -= tiles;
  }

  /** Whether all tiles are there. */
  boolean isComplete() {
    return tilesLeft == 0;
  }
}
