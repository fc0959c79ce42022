package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.data.NdArray;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.expr.Reduce;
import org.isobar.op.Arithmetic;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Agreement;
import org.isobar.testkit.VirtualDataset;
import org.junit.jupiter.api.Test;

/** Where the partials of a session's world meet. */
class CombiningInSession {
  private static final int LEAST_RANKS = 4;
  private static final long MEMORY = 256L << 20;

  /** Both stages fold to one value, and so have one tile each. */
  private static final int TILES = 2;

  @Test
  void partialsOfManyTasksMeetAmongFourAndMoreRanks() {
    Expr values = VirtualDataset.of("golden", "time:9000,lat:20,lon:40").chunk(5, 20, 40).read();
    Expr anomaly = Map.of(Arithmetic.SUBTRACT, values, fold(new Mean(), values));
    Expr std = fold(new Std(1), anomaly);
    AtomicLong tasks = new AtomicLong();
    RunOptions options =
        RunOptions.DEFAULT.progress(
            event -> {
              if (event instanceof ProgressEvent.Planned planned) {
                tasks.set(planned.tasks());
              }
            });
    Node node = SessionMain.node();
    Node.Driver driver = node.newBackend(MEMORY);
    try (Backend local = LocalBackend.builder().threads(2).memory(MEMORY).create();
        Backend mpi = driver.backend()) {
      NdArray right = compute(local, std, RunOptions.DEFAULT);
      Agreement.assertSameBits(right, compute(mpi, std, options), "with any number of ranks");
      assertTrue(tasks.get() > 10 * TILES, () -> tasks + " tasks leave little to combine");
      assertEquals(
          node.size() < LEAST_RANKS ? 0 : TILES,
          driver.traffic().get().combined(),
          () -> "tiles that " + node.size() + " ranks combined of " + tasks + " tasks");
    }
  }

  private static Expr fold(ReduceOp op, Expr values) {
    return new Reduce(op, values, Set.of("time", "lat", "lon"), Optional.empty(), MissingRule.SKIP);
  }

  private static NdArray compute(Backend backend, Expr expr, RunOptions options) {
    Request request = new Request(List.of(new Request.ToMemory(expr)), options);
    return backend.submit(request).await().getFirst();
  }
}
