package org.isobar.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Cuts a range of work into a share for each thread. */
final class Shares implements AutoCloseable {
  /** Does the work from an index to another, exclusive. */
  interface Work {
    long run(long from, long to) throws Exception;
  }

  private final int threads;
  private final ExecutorService pool;

  Shares(int threads) {
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(threads);
  }

  /** Does all of the work; the sum of what its shares return. */
  long run(long n, Work work) {
    List<Future<Long>> shares = new ArrayList<>();
    for (int k = 0; k < threads; k++) {
      long from = n * k / threads;
      long to = n * (k + 1) / threads;
      shares.add(pool.submit(() -> work.run(from, to)));
    }
    long sum = 0;
    try {
      for (Future<Long> share : shares) {
        sum += share.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return sum;
  }

  @Override
  public void close() {
    pool.close();
  }
}
