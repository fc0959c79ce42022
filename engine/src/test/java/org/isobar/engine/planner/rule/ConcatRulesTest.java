package org.isobar.engine.planner.rule;

import static org.isobar.engine.planner.rule.RuleAssert.read;
import static org.isobar.engine.planner.rule.RuleAssert.select;
import static org.isobar.engine.planner.rule.RuleAssert.that;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.expr.Concat;
import org.isobar.expr.Expr;
import org.junit.jupiter.api.Test;

class ConcatRulesTest {
  private static final Expr X = read("x", "time:5,lat:6");
  private static final Expr Y = read("y", "time:5,lat:6");
  private static final Expr Z = read("z", "time:2,lat:6");

  private static Concat join(String dim, Expr... inputs) {
    return new Concat(dim, List.of(inputs));
  }

  @Test
  void onlyInputsThatAreTouchedStay() {
    that(new PushSelectThroughConcat())
        .rewrites(
            select(join("time", X, Y, Z), "time 8:4, lat 1:2"),
            join("time", select(Y, "time 3:2, lat 1:2"), select(Z, "lat 1:2")));
    that(new PushSelectThroughConcat())
        .rewrites(
            select(join("time", X, Y, Z), "time 1:4:3"),
            join("time", select(X, "time 1:2:3"), select(Y, "time 2:1"), select(Z, "time 0:1")));
    that(new PushSelectThroughConcat())
        .rewrites(
            select(join("time", X, Z, Y), "time 4:2:6"),
            join("time", select(X, "time 4:1"), select(Y, "time 3:1")));
  }

  @Test
  void aDroppedIndexLeavesOneInput() {
    that(new PushSelectThroughConcat())
        .rewrites(select(join("time", X, Y), "time 7!"), select(Y, "time 2!"));
    that(new PushSelectThroughConcat())
        .rewrites(select(join("member", X, Y), "member 1!, lat 3!"), select(Y, "lat 3!"));
  }

  @Test
  void stacksKeepTheirNewDimension() {
    that(new PushSelectThroughConcat())
        .rewrites(
            select(join("member", X, Y, Y), "member 0:1, time 1:2"),
            join("member", select(X, "time 1:2")));
    that(new DropSingleConcat()).doesNotFireOn(join("member", X));
  }

  @Test
  void aSingleInputIsNotJoined() {
    that(new DropSingleConcat()).rewrites(join("time", X), X);
    that(new DropSingleConcat()).doesNotFireOn(join("time", X, Y));
  }

  @Test
  void theTypeOfTheJoinStays() {
    Expr wide = read("w", "time:5,lat:6", DType.FLOAT64);
    that(new PushSelectThroughConcat())
        .rewrites(
            select(join("time", X, wide), "time 0:3, lat 2:2"),
            select(join("time", select(X, "lat 2:2"), select(wide, "lat 2:2")), "time 0:3"));
    that(new PushSelectThroughConcat()).doesNotFireOn(select(join("time", X, wide), "time 0:3"));
    that(new PushSelectThroughConcat())
        .rewrites(
            select(join("time", X, wide), "time 5:3"), join("time", select(wide, "time 0:3")));
  }

  @Test
  void emptySelectionsStay() {
    that(new PushSelectThroughConcat()).doesNotFireOn(select(join("time", X, Y), "time 3:0"));
    that(new PushSelectThroughConcat()).doesNotFireOn(select(X, "time 1:2"));
  }
}
