package org.isobar.engine.planner.rule;

import static org.isobar.engine.planner.rule.RuleAssert.read;
import static org.isobar.engine.planner.rule.RuleAssert.select;
import static org.isobar.engine.planner.rule.RuleAssert.that;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Arithmetic;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;

class SelectRulesTest {
  private static final Expr X = read("x", "time:10,lat:6,lon:8");

  @Test
  void selectionOfEverythingIsDropped() {
    that(new DropWholeSelect()).rewrites(select(X, "time 0:10"), X);
    that(new DropWholeSelect()).doesNotFireOn(select(X, "time 0:9"));
    that(new DropWholeSelect()).doesNotFireOn(select(X, "time 0:5:2"));
    Expr single = read("y", "time:1,lat:6");
    that(new DropWholeSelect()).doesNotFireOn(select(single, "time 0!"));
    that(new DropWholeSelect()).rewrites(select(single, "time 0:1:7"), single);
  }

  @Test
  void selectionsOfSelectionsAreMerged() {
    that(new MergeSelects())
        .rewrites(
            select(select(X, "time 1:4:2, lat 2!"), "time 1:3, lon 3:5"),
            select(X, "time 3:3:2, lat 2!, lon 3:5"));
    that(new MergeSelects())
        .rewrites(select(select(X, "time 1:4:2"), "time 3!"), select(X, "time 7!"));
    that(new MergeSelects()).doesNotFireOn(select(X, "time 1:4"));
  }

  @Test
  void selectionOfAConstantIsMade() {
    Expr constant =
        new Constant(
            NdArray.ofFloats(List.of(new Dim("a", 3), new Dim("b", 2)), 1, 2, 3, 4, 5, 6),
            Unit.parse("m"));
    Expr selected = new Constant(NdArray.ofFloats(List.of(new Dim("a", 2)), 2, 6), Unit.parse("m"));
    that(new SelectFromConstant()).rewrites(select(constant, "a 0:2:2, b 1!"), selected);
    that(new SelectFromConstant()).doesNotFireOn(select(X, "time 1:2"));
    Expr large =
        new Constant(NdArray.allocate(List.of(new Dim("a", 1 << 21)), DType.INT32), Unit.NONE);
    that(new SelectFromConstant()).doesNotFireOn(select(large, "a 1:2000000"));
  }

  @Test
  void selectionIsMadeBeforeAMap() {
    Expr y = read("y", "lat:6");
    Expr number = Constant.of(3);
    that(new PushSelectThroughMap())
        .rewrites(
            select(Map.of(Arithmetic.ADD, X, y), "lat 3:3, time 0!"),
            Map.of(Arithmetic.ADD, select(X, "lat 3:3, time 0!"), select(y, "lat 3:3")));
    that(new PushSelectThroughMap())
        .rewrites(
            select(Map.of(Arithmetic.ADD, number, X), "lat 3!"),
            Map.of(Arithmetic.ADD, number, select(X, "lat 3!")));
    that(new PushSelectThroughMap())
        .rewrites(
            select(Map.of(Arithmetic.ADD, X, y), "time 3:2"),
            Map.of(Arithmetic.ADD, select(X, "time 3:2"), y));
    that(new PushSelectThroughMap()).doesNotFireOn(Map.of(Arithmetic.ADD, X, y));
    that(new PushSelectThroughMap()).doesNotFireOn(select(X, "lat 3:3"));
  }

  @Test
  void broadcastDimensionsKeepTheirOrderWhenOneIsDropped() {
    Expr lat = read("a", "lat:6");
    Expr lon = read("b", "lon:8,time:10");
    that(new PushSelectThroughMap())
        .rewrites(
            select(Map.of(Arithmetic.MULTIPLY, lat, lon), "lat 2!"),
            Map.of(Arithmetic.MULTIPLY, select(lat, "lat 2!"), lon));
  }

  @Test
  void aSelectionStaysWhereTheOrderOfDimensionsWouldChange() {
    // The second has most dimensions and says how they come; without time the first does.
    Expr first = read("a", "lev:5,lat:6");
    Expr second = read("b", "lat:6,lev:5,time:10");
    Map both = Map.of(Arithmetic.SUBTRACT, first, second);
    assertEquals(List.of("lat", "lev", "time"), both.dims().stream().map(Dim::name).toList());

    that(new PushSelectThroughMap()).doesNotFireOn(select(both, "time 0!"));
    that(new PushSelectThroughMap())
        .rewrites(
            select(both, "time 0:1"),
            Map.of(Arithmetic.SUBTRACT, first, select(second, "time 0:1")));
  }
}
