package org.isobar.engine.planner.rule;

import static org.isobar.engine.planner.rule.RuleAssert.groupMean;
import static org.isobar.engine.planner.rule.RuleAssert.mean;
import static org.isobar.engine.planner.rule.RuleAssert.read;
import static org.isobar.engine.planner.rule.RuleAssert.select;
import static org.isobar.engine.planner.rule.RuleAssert.that;

import java.util.Optional;
import java.util.Set;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.junit.jupiter.api.Test;

class ReductionRulesTest {
  private static final Expr X = read("x", "time:6,lat:6,lon:8");
  private static final Rule REDUCE = new PushSelectThroughReduce(e -> false);
  private static final Rule GROUP = new PushSelectThroughGroupReduce(e -> false);

  @Test
  void selectionIsMadeBeforeAReduction() {
    that(REDUCE)
        .rewrites(
            select(mean(X, "time"), "lat 3:2, lon 5!"), mean(select(X, "lat 3:2, lon 5!"), "time"));
  }

  @Test
  void weightsAreCutToo() {
    Expr w = read("w", "lat:6,time:6");
    Expr before = new Reduce(new Mean(), X, Set.of("time"), Optional.of(w), MissingRule.STRICT);
    Expr after =
        new Reduce(
            new Mean(),
            select(X, "lat 3:2, lon 1:2"),
            Set.of("time"),
            Optional.of(select(w, "lat 3:2")),
            MissingRule.STRICT);
    that(REDUCE).rewrites(select(before, "lat 3:2, lon 1:2"), after);
  }

  @Test
  void reductionsThatOthersNeedStayWhole() {
    Expr reduced = mean(X, "time");
    that(new PushSelectThroughReduce(reduced::equals)).doesNotFireOn(select(reduced, "lat 3:2"));
    that(REDUCE).doesNotFireOn(reduced);
    Expr grouped = groupMean(X, "time", "month", 2, 0, 1, 0, 1, 0, 1);
    that(new PushSelectThroughGroupReduce(grouped::equals))
        .doesNotFireOn(select(grouped, "lat 3:2"));
  }

  @Test
  void onlySelectedGroupsAreFormed() {
    Expr months = groupMean(X, "time", "month", 4, 0, 0, 1, 2, 3, 1);
    that(GROUP)
        .rewrites(
            select(months, "month 1:2, lat 3:2"),
            groupMean(select(X, "lat 3:2"), "time", "month", 2, -1, -1, 0, 1, -1, 0));
    that(GROUP)
        .rewrites(
            select(months, "month 0:2:2"), groupMean(X, "time", "month", 2, 0, 0, -1, 1, -1, -1));
    that(GROUP)
        .rewrites(
            select(months, "month 3!"),
            select(groupMean(X, "time", "month", 1, -1, -1, -1, -1, 0, -1), "month 0!"));
    that(GROUP)
        .rewrites(
            select(months, "lon 2!"),
            groupMean(select(X, "lon 2!"), "time", "month", 4, 0, 0, 1, 2, 3, 1));
  }

  @Test
  void aSingleGroupThatIsDroppedStays() {
    Expr one = groupMean(X, "time", "month", 1, 0, 0, -1, 0, 0, 0);
    that(GROUP).doesNotFireOn(select(one, "month 0!"));
    that(GROUP).doesNotFireOn(select(one, "month 0:0"));
    that(GROUP).doesNotFireOn(one);
  }

  @Test
  void cellsOutsideOfAllGroupsAreNotRead() {
    that(new NarrowGroups())
        .rewrites(
            groupMean(X, "time", "month", 2, -1, -1, 0, -1, 1, -1),
            groupMean(select(X, "time 2:3"), "time", "month", 2, 0, -1, 1));
    that(new NarrowGroups()).doesNotFireOn(groupMean(X, "time", "g", 1, 0, -1, -1, -1, -1, 0));
    that(new NarrowGroups()).doesNotFireOn(groupMean(X, "time", "g", 1, -1, -1, -1, -1, -1, -1));
    that(new NarrowGroups()).doesNotFireOn(mean(X, "time"));
  }
}
