package org.isobar.backend.mpi;

import java.util.List;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.data.NdArray;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.expr.Expr;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Agreement;
import org.isobar.testkit.RandomExprs;
import org.junit.jupiter.api.Test;

/** A session's world gives the bits of threads of one process. */
class SameBitsInSession {
  private static final int SAMPLES = 60;
  private static final long MEMORY = 256L << 20;

  @Test
  void randomExpressionsHaveTheBitsOfLocalThreads() {
    RandomExprs exprs = new RandomExprs(20_261, 12);
    try (Backend local = LocalBackend.builder().threads(2).memory(MEMORY).create();
        Backend mpi = SessionMain.backend(MEMORY, TaskInterceptor.NONE)) {
      for (int i = 0; i < SAMPLES; i++) {
        Expr expr = exprs.next().expr();
        Agreement.assertSameBits(compute(local, expr), compute(mpi, expr), "sample " + i);
      }
    }
  }

  private static NdArray compute(Backend backend, Expr expr) {
    Request request = new Request(List.of(new Request.ToMemory(expr)), RunOptions.DEFAULT);
    return backend.submit(request).await().getFirst();
  }
}
