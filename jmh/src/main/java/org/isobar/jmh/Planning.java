package org.isobar.jmh;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.planner.Planner;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.expr.Reduce;
import org.isobar.op.Arithmetic;
import org.isobar.op.Elementary;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.VirtualDataset;

/** Plans of the mean square of anomalies of a series of some size: two passes over it. */
public final class Planning {
  private static final long BUDGET = 4L << 30;
  private static final int WORKERS = 2;
  private static final int ROWS = 96;
  private static final int COLUMNS = 192;

  /** Sizes of the input. */
  public enum Size {
    GB(1e9),
    TB(1e12),
    PB(1e15);

    private final long steps;

    Size(double bytes) {
      this.steps = Math.round(bytes / (Float.BYTES * ROWS * COLUMNS));
    }

    /** Bytes of whole steps. */
    long bytes() {
      return steps * Float.BYTES * ROWS * COLUMNS;
    }
  }

  private final Size size;
  private final Request request;
  private final Planner planner = new Planner(Kernels.load());

  Planning(Size size) {
    this.size = size;
    Expr series =
        VirtualDataset.of("golden", "time:" + size.steps + ",lat:" + ROWS + ",lon:" + COLUMNS)
            .chunk(1, ROWS, COLUMNS)
            .read();
    Expr anomaly = new Map(Arithmetic.SUBTRACT, List.of(series, mean(series, "time")));
    Expr square = new Map(Elementary.SQUARE, List.of(anomaly));
    this.request =
        new Request(List.of(new Request.ToMemory(mean(square, "time"))), RunOptions.DEFAULT);
  }

  private static Expr mean(Expr in, String dim) {
    ReduceOp op = new Mean();
    return new Reduce(op, in, Set.of(dim), Optional.empty(), MissingRule.SKIP);
  }

  Plan plan() {
    return planner.plan(request, BUDGET, WORKERS);
  }

  /** The series has to be read twice, and the mean once, in more tasks than workers. */
  void check(Plan plan) {
    long mean = (long) Double.BYTES * ROWS * COLUMNS;
    if (plan.bytesToRead() != 2 * size.bytes() + mean || plan.tasks() < WORKERS) {
      throw new IllegalStateException(
          size + ": reads " + plan.bytesToRead() + " bytes in " + plan.tasks() + " tasks");
    }
  }
}
