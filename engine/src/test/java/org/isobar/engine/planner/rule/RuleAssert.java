package org.isobar.engine.planner.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.VariableRef;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.unit.Unit;

/** Short ways to write expressions, and what a rule makes of them. */
public final class RuleAssert {
  private final Rule rule;

  private RuleAssert(Rule rule) {
    this.rule = rule;
  }

  static RuleAssert that(Rule rule) {
    return new RuleAssert(rule);
  }

  /** The rule turns one expression into the other, of the same shape, type and unit. */
  void rewrites(Expr before, Expr after) {
    assertEquals(Optional.of(after), rule.apply(before));
    assertEquals(before.dims(), after.dims());
    assertEquals(before.dtype(), after.dtype());
    assertEquals(before.unit(), after.unit());
  }

  void doesNotFireOn(Expr e) {
    assertEquals(Optional.empty(), rule.apply(e));
  }

  /** A float variable with dimensions such as {@code "time:5,lat:3"}. */
  public static Read read(String name, String dims) {
    return read(name, dims, DType.FLOAT32);
  }

  public static Read read(String name, String dims, DType type) {
    List<Dim> list =
        Arrays.stream(dims.split(",", -1))
            .map(d -> d.split(":", -1))
            .map(d -> new Dim(d[0], Long.parseLong(d[1])))
            .toList();
    return new Read(
        new VariableRef(
            DatasetDescriptor.ofFile("none", "file", new Fingerprint(1, 2, 3), Map.of()),
            name,
            list,
            type,
            type,
            Unit.parse("K"),
            LongList.of(list.stream().mapToLong(Dim::size).toArray()),
            false));
  }

  /**
   * A selection such as {@code "lat 1:3, time 4!, lon 0:4:2"}: from, number and stride; {@code !}
   * drops the dimension.
   */
  public static Select select(Expr e, String cuts) {
    Region region = Region.all(e.dims());
    List<Boolean> drop = new ArrayList<>(Collections.nCopies(e.dims().size(), false));
    for (String cut : cuts.split(", ", -1)) {
      String[] words = cut.split(" ", -1);
      int d = e.indexOf(words[0]);
      boolean single = words[1].endsWith("!");
      String[] numbers = words[1].replace("!", "").split(":", -1);
      region =
          region.with(
              d,
              Long.parseLong(numbers[0]),
              single ? 1 : Long.parseLong(numbers[1]),
              numbers.length > 2 ? Long.parseLong(numbers[2]) : 1);
      drop.set(d, single);
    }
    return new Select(e, region, drop);
  }

  public static Reduce mean(Expr e, String... over) {
    return new Reduce(new Mean(), e, Set.of(over), Optional.empty(), MissingRule.SKIP);
  }

  public static GroupReduce groupMean(Expr e, String dim, String groups, int n, int... codes) {
    return new GroupReduce(
        new Mean(),
        e,
        dim,
        new Dim(groups, n),
        Indices.of(codes),
        Optional.empty(),
        MissingRule.SKIP);
  }
}
