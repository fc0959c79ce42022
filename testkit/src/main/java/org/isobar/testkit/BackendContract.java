package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.isobar.Backend;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.error.PlanException;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Arithmetic;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Std;
import org.isobar.run.Explanation;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Backend} must do: the right numbers, the same bits under all circumstances,
 * refusals before anything is read, errors that say where, and service to several callers. A
 * subclass makes backends:
 *
 * <pre>{@code
 * class LocalBackendContractTest extends BackendContract {
 *   protected Backend backend(int workers, long memory, TaskInterceptor faults) {
 *     return LocalBackend.builder().threads(workers).memory(memory).interceptor(faults).create();
 *   }
 * }
 * }</pre>
 */
public abstract class BackendContract extends BackendAccidents {

  /** Counts the values that are read. */
  private static final class Values implements ReadHook {
    final AtomicLong read = new AtomicLong();

    @Override
    public void reading(String location, String variable, Region region) {
      read.addAndGet(region.size());
    }
  }

  /**
   * What share of the tasks may run twice although nothing fails, because another process took them
   * over at the same time; none where the threads of one process share them.
   */
  protected double tasksRunTwice() {
    return 0;
  }

  private void assertRead(long least, Values values) {
    long read = values.read.get();
    assertTrue(
        least <= read && read <= least * (1 + tasksRunTwice()),
        () -> read + " values were read of " + least);
  }

  @Test
  void statisticsOfOneFieldShareAPass() {
    Values values = new Values();
    try (ReadHook.Installed hook = ReadHook.install(values);
        Backend backend = backend(2, BUDGET)) {
      VirtualDataset set = VirtualDataset.of("golden", "time:3000,lat:20,lon:40").chunk(5, 20, 40);
      Expr x = set.with("hook", hook.id()).read();
      List<Request.Output> outputs =
          List.of(
              new Request.ToMemory(fold(new Mean(), x, "time")),
              new Request.ToMemory(fold(new Std(0), x, "time")),
              new Request.ToMemory(fold(new Max(), x, "time")));
      Request request = new Request(outputs, RunOptions.DEFAULT);
      Explanation explanation = backend.explain(request);
      backend.submit(request).await();
      assertRead(3000L * 20 * 40, values);
      assertEquals(4 * 3000L * 20 * 40, explanation.bytesToRead());
    }
  }

  @Test
  void anomaliesTakeTwoPasses() {
    Values values = new Values();
    try (ReadHook.Installed hook = ReadHook.install(values);
        Backend backend = backend(2, BUDGET)) {
      VirtualDataset set = VirtualDataset.of("golden", "time:3000,lat:20,lon:40").chunk(5, 20, 40);
      Expr x = set.with("hook", hook.id()).read();
      Expr anomaly = Map.of(Arithmetic.SUBTRACT, x, fold(new Mean(), x, "time"));
      Request request = toMemory(anomaly);
      Explanation explanation = backend.explain(request);
      backend.submit(request).await();
      assertRead(2 * 3000L * 20 * 40, values);
      // Reading the mean again may count.
      long bytes = 4 * 2 * 3000L * 20 * 40;
      assertTrue(explanation.bytesToRead() >= bytes, explanation::toString);
      assertTrue(explanation.bytesToRead() <= bytes + bytes / 100, explanation::toString);
    }
  }

  @Test
  void selectionsReadNoMoreThanTheyNeed() {
    Values values = new Values();
    try (ReadHook.Installed hook = ReadHook.install(values);
        Backend backend = backend(2, BUDGET)) {
      VirtualDataset set = VirtualDataset.of("golden", "time:3000,lat:20,lon:40").chunk(1, 20, 40);
      Expr x = set.with("hook", hook.id()).read();
      Expr anomaly = Map.of(Arithmetic.SUBTRACT, x, fold(new Mean(), x, "time"));
      Expr one =
          org.isobar.expr.Select.of(
              anomaly, Region.of(new long[] {100, 3, 0}, new long[] {10, 1, 40}));
      compute(backend, one);
      assertRead(3000L * 40 + 10 * 40, values);
    }
  }

  @Test
  void progressIsToldInOrder() {
    List<ProgressEvent> events = Collections.synchronizedList(new ArrayList<>());
    try (Backend backend = backend(3, BUDGET)) {
      Expr x = VirtualDataset.of("golden", "time:9000,lat:20,lon:40").chunk(5, 20, 40).read();
      Expr e = Map.of(Arithmetic.SUBTRACT, fold(new Mean(), x, "time"), fold(new Mean(), x, "lat"));
      backend.submit(toMemory(e, RunOptions.DEFAULT.progress(events::add))).await();
    }
    ProgressEvent.Planned planned = assertInstanceOf(ProgressEvent.Planned.class, events.get(0));
    assertInstanceOf(ProgressEvent.Finished.class, events.get(events.size() - 1));
    List<Integer> started = new ArrayList<>();
    long last = 0;
    for (ProgressEvent event : events) {
      if (event instanceof ProgressEvent.StageStarted s) {
        started.add(s.stage());
        last = 0;
      } else if (event instanceof ProgressEvent.TasksDone d) {
        assertTrue(d.done() > last && d.done() <= d.tasks(), events::toString);
        last = d.done();
      }
    }
    assertEquals(planned.stages(), started.size());
    assertEquals(started.stream().sorted().distinct().toList(), started);
  }

  @Test
  void failingListenersDoNotStopTheJob() {
    try (Backend backend = backend(2, BUDGET)) {
      Expr x = VirtualDataset.of("golden", "time:100,lat:20").read();
      RunOptions options =
          RunOptions.DEFAULT.progress(
              event -> {
                throw new IllegalStateException("listener");
              });
      Expr mean = fold(new Mean(), x, "time");
      NdArray got = backend.submit(toMemory(mean, options)).await().get(0);
      Agreement.assertSameBits(compute(backend, mean), got, "with a listener that fails");
    }
  }

  @Test
  void callersShareABackend() throws Exception {
    try (Backend backend = backend(2, BUDGET, FaultInjector.chaos(99));
        ExecutorService callers = Executors.newFixedThreadPool(6)) {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int c = 0; c < 6; c++) {
        long seed = c;
        calls.add(() -> call(backend, seed));
      }
      for (Future<Void> done : callers.invokeAll(calls)) {
        done.get();
      }
    }
  }

  private static Void call(Backend backend, long seed) {
    RandomExprs exprs = new RandomExprs(seed, 10);
    for (int i = 0; i < 15; i++) {
      RandomExprs.Sample sample = exprs.next();
      Agreement.assertClose(
          NaiveEvaluator.evaluate(sample.expr()),
          compute(backend, sample.expr()),
          sample.scale(),
          "caller " + seed + ", sample " + i);
      Expr thick = VirtualDataset.of("golden", "time:40000,lat:500").chunk(40_000, 500).read();
      assertThrows(
          PlanException.class,
          () ->
              backend.submit(
                  toMemory(Map.of(Arithmetic.ADD, thick, thick), RunOptions.DEFAULT.memory(MIB))));
    }
    return null;
  }
}
