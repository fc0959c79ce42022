package org.isobar.engine.planner.rule;

import static org.isobar.engine.planner.rule.RuleAssert.read;
import static org.isobar.engine.planner.rule.RuleAssert.select;
import static org.isobar.engine.planner.rule.RuleAssert.that;

import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.expr.Expr;
import org.isobar.expr.Take;
import org.junit.jupiter.api.Test;

class TakeRulesTest {
  private static final Expr X = read("x", "time:10,lat:6");

  private static Take take(Expr e, String from, String to, int... at) {
    return new Take(e, from, Indices.of(at), new Dim(to, at.length));
  }

  @Test
  void gatheringTwiceIsGatheringOnce() {
    that(new MergeTakes())
        .rewrites(
            take(take(X, "time", "b", 7, 5, -1), "b", "c", 2, 1, -1, 1),
            take(X, "time", "c", -1, 5, -1, 5));
    that(new MergeTakes())
        .rewrites(take(take(X, "time", "b", 7, 5), "b", "time", 1), take(X, "time", "time", 5));
    that(new MergeTakes()).doesNotFireOn(take(take(X, "time", "b", 7), "lat", "lat", 2));
    that(new MergeTakes()).doesNotFireOn(take(X, "time", "b", 7));
  }

  @Test
  void ascendingRunsAreSelections() {
    that(new TurnTakeIntoSelect())
        .rewrites(take(X, "time", "time", 3, 5, 7), select(X, "time 3:3:2"));
    that(new TurnTakeIntoSelect()).rewrites(take(X, "time", "time", 4), select(X, "time 4:1"));
    that(new TurnTakeIntoSelect()).rewrites(take(X, "time", "time"), select(X, "time 0:0"));
    that(new TurnTakeIntoSelect()).rewrites(take(X, "lat", "lat", 0, 1, 2, 3, 4, 5), X);
  }

  @Test
  void otherIndicesAreStillGathered() {
    that(new TurnTakeIntoSelect()).doesNotFireOn(take(X, "time", "time", 3, 5, 6));
    that(new TurnTakeIntoSelect()).doesNotFireOn(take(X, "time", "time", 3, 2, 1));
    that(new TurnTakeIntoSelect()).doesNotFireOn(take(X, "time", "time", 3, 3, 3));
    that(new TurnTakeIntoSelect()).doesNotFireOn(take(X, "time", "time", -1, 0, 1));
    that(new TurnTakeIntoSelect()).doesNotFireOn(take(X, "time", "time", -1));
    that(new TurnTakeIntoSelect()).doesNotFireOn(take(X, "time", "t", 3, 4));
  }

  @Test
  void selectionIsMadeBeforeGathering() {
    Expr taken = take(X, "time", "b", 7, 5, 9);
    that(new PushSelectThroughTake())
        .rewrites(select(taken, "b 1:2, lat 4!"), take(select(X, "lat 4!"), "time", "b", 5, 9));
    that(new PushSelectThroughTake())
        .rewrites(select(taken, "lat 1:3"), take(select(X, "lat 1:3"), "time", "b", 7, 5, 9));
    that(new PushSelectThroughTake())
        .rewrites(select(taken, "b 0:2:2"), take(X, "time", "b", 7, 9));
  }

  @Test
  void aSingleIndexThatIsDroppedIsSelected() {
    Expr taken = take(X, "time", "b", 7, -1, 9);
    that(new PushSelectThroughTake())
        .rewrites(select(taken, "b 2!, lat 1:2"), select(X, "time 9!, lat 1:2"));
    that(new PushSelectThroughTake())
        .rewrites(select(taken, "b 1!"), select(take(X, "time", "b", -1), "b 0!"));
  }

  @Test
  void nothingIsPushedWhereNothingIsCut() {
    that(new PushSelectThroughTake()).doesNotFireOn(select(take(X, "time", "b", -1), "b 0!"));
    that(new PushSelectThroughTake()).doesNotFireOn(select(take(X, "time", "b", 4, 2), "b 0:2"));
    that(new PushSelectThroughTake()).doesNotFireOn(select(X, "time 1:2"));
  }
}
