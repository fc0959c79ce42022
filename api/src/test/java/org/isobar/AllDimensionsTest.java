package org.isobar;

import static org.isobar.Fields.dims;
import static org.isobar.Fields.labels;
import static org.isobar.Fields.over;
import static org.isobar.Fields.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Set;
import org.isobar.expr.Reduce;
import org.isobar.memory.Values;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.junit.jupiter.api.Test;

/** Reductions that name no dimension fold all. */
class AllDimensionsTest {
  /** Values 0 to 5. */
  private static final Field FIELD =
      over("K", labels("model", "a", "b"), labels("run", "1", "2", "3"));

  private static Reduce folded(ReduceOp op, Field f) {
    Reduce reduce = assertInstanceOf(Reduce.class, f.expr());
    assertEquals(op, reduce.op());
    assertEquals(Set.of("model", "run"), reduce.over());
    assertEquals("[]", dims(f));
    return reduce;
  }

  @Test
  void reductionsWithoutArgumentsFoldAllDimensions() {
    folded(new Mean(), FIELD.mean());
    folded(new Sum(), FIELD.sum());
    folded(new Min(), FIELD.min());
    folded(new Max(), FIELD.max());
    folded(new Range(), FIELD.range());
    folded(new Count(), FIELD.count());
    folded(new CountTrue(), FIELD.countTrue());
    folded(new Std(0), FIELD.std());
    folded(new Std(1), FIELD.std(1));
    folded(new Variance(1), FIELD.var(1));
  }

  @Test
  void rulesForMissingCellsHoldForThemToo() {
    MissingRule rule = new MissingRule(true, 3);
    Reducing three = FIELD.unweighted().minCount(3);
    assertEquals(rule, folded(new Mean(), three.mean()).missing());
    assertEquals(rule, folded(new Sum(), three.sum()).missing());
    assertEquals(rule, folded(new Min(), three.min()).missing());
    assertEquals(rule, folded(new Max(), three.max()).missing());
    assertEquals(rule, folded(new Range(), three.range()).missing());
    assertEquals(rule, folded(new Count(), three.count()).missing());
    assertEquals(rule, folded(new CountTrue(), three.countTrue()).missing());
    assertEquals(rule, folded(new Std(0), three.std()).missing());
    assertEquals(rule, folded(new Std(1), three.std(1)).missing());
    assertEquals(rule, folded(new Variance(1), three.var(1)).missing());
  }

  @Test
  void allDimensionsStandInCellMethods() {
    assertEquals("model: run: variance", text(FIELD.var(1), "cell_methods"));
    assertEquals(15, Values.of(FIELD.sum())[0]);
    assertEquals(Math.sqrt(35.0 / 12), Values.of(FIELD.std())[0], 1e-6);
  }
}
