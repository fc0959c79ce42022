package org.isobar.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.FoldGeometry;
import org.isobar.engine.plan.Price;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.expr.Constant;
import org.isobar.op.MissingRule;
import org.isobar.op.Sum;

/**
 * A stage that sums, what its tasks give, and what that comes to: of unlike sizes, so that another
 * order of summing gives other bits.
 *
 * @param runs tasks of a tile
 * @param cells values of a tile
 */
public record SumStage(long runs, int tiles, int cells, long seed) {
  private static final int PLANES = 2;

  /** The stage. */
  public ReduceStage stage() {
    FoldGeometry geometry =
        new FoldGeometry(
            List.of(new Dim("time", runs), new Dim("x", (long) tiles * cells)),
            List.of(true, false),
            Optional.empty(),
            LongList.of(1, (long) tiles * cells),
            2);
    Fold sum =
        new Fold(
            new Sum(),
            Constant.of(1),
            Optional.empty(),
            MissingRule.SKIP,
            Optional.empty(),
            0,
            List.of(new Destination.ToResult(0)));
    LongList tile = LongList.of(1, cells);
    return new ReduceStage("sum", geometry, List.of(sum), tile, 0, tile, 1, new Price(0, 1, 0));
  }

  /** What tasks give, merged as a member does it before it says that they are done. */
  public List<Subtree> nodes(TaskRange tasks) {
    Forest forest = new Forest(stage(), Kernels.builtin());
    for (long task = tasks.begin(); task < tasks.end(); task++) {
      double[][] states = {leaf(task / runs, task % runs)};
      forest.partial(task / runs, task % runs, states);
    }
    return forest.take();
  }

  /** What the runs of a node come to. */
  public Subtree node(long tile, int level, long index) {
    return new Subtree(tile, level, index, List.of(sum(tile, level, index)));
  }

  /** What all runs of a tile come to. */
  public Subtree whole(long tile) {
    int level = 0;
    while (nodesOf(level) > 1) {
      level++;
    }
    return node(tile, level, 0);
  }

  private double[] sum(long tile, int level, long index) {
    if (level == 0) {
      return leaf(tile, index);
    }
    double[] sum = sum(tile, level - 1, 2 * index);
    if (2 * index + 1 < nodesOf(level - 1)) {
      double[] right = sum(tile, level - 1, 2 * index + 1);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += right[i];
      }
    }
    return sum;
  }

  private long nodesOf(int level) {
    return ((runs - 1) >> level) + 1;
  }

  private double[] leaf(long tile, long run) {
    Random random = new Random(Objects.hash(seed, tile, run));
    double[] state = new double[PLANES * cells];
    for (int i = 0; i < state.length; i++) {
      state[i] = random.nextDouble() * Math.pow(10, random.nextInt(8));
    }
    return state;
  }

  /** Fails unless both are the same place, and have the same bits. */
  public static void assertSame(Subtree expected, Subtree got) {
    assertEquals(
        List.of(expected.tile(), (long) expected.level(), expected.index()),
        List.of(got.tile(), (long) got.level(), got.index()));
    assertEquals(1, got.states().size());
    assertArrayEquals(expected.states().getFirst(), got.states().getFirst(), expected::toString);
  }
}
