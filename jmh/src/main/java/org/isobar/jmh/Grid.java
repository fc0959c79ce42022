package org.isobar.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.backend.hazelcast.HazelcastBackend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.engine.remote.Traffic;
import org.isobar.error.PlanException;
import org.isobar.expr.Reduce;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.VirtualDataset;

/**
 * Prints what a grid of two members of one thread on this host costs beside two threads of one
 * process, and beside dask.distributed with two processes: what tasks and ranges cost that do
 * nothing, and the mean over time of files. Run by {@code jmh/grid.sh}.
 *
 * <p>Arguments: runs, the Python program of dask or {@code none}, and the files; without files two
 * are made, of ten years.
 */
public final class Grid implements AutoCloseable {
  private static final int MEMBERS = 2;
  private static final int YEARS = 10;
  private static final int ROWS = 96;
  private static final int COLUMNS = 192;
  private static final int WARM_UPS = 3;
  private static final int TRIVIAL_RUNS = 15;

  /** Members are processes of their own: each has to be warm. */
  private static final int FILE_WARM_UPS = 25;

  private static final double VALUE = 272.5;

  /** Numbers of tasks that the same few values are cut into. */
  private static final long[] TASKS = {1, 4, 16, 64, 256, 1024, 4096, 16384};

  private static final long CELLS = TASKS[TASKS.length - 1];
  private static final VirtualDataset SET =
      VirtualDataset.of("constant", "time:16,cell:" + CELLS).with("value", "" + VALUE);

  /** From so many tasks on, ranges hardly count beside them. */
  private static final long SOME = 1024;

  private final int runs;
  private final Backend local = LocalBackend.create(MEMBERS);
  private final HazelcastBackend grid;

  private Grid(int runs) {
    this.runs = runs;
    this.grid = HazelcastBackend.embedded(HazelcastBackend.Embedding.of(MEMBERS).threads(1));
  }

  public static void main(String[] args) {
    int runs = Integer.parseInt(args[0]);
    Optional<Path> dask = args[1].equals("none") ? Optional.empty() : Optional.of(Path.of(args[1]));
    try (Grid measured = new Grid(runs)) {
      measured.trivial();
      if (args.length > 2) {
        measured.files(dask, List.of(args).subList(2, args.length), Optional.empty());
      } else {
        for (DailyFile.Kind kind : DailyFile.Kind.values()) {
          try (Series series = new Series(kind, YEARS * 365, ROWS, COLUMNS)) {
            measured.files(dask, List.of(series.file.toString()), Optional.of(series.sums));
          }
        }
      }
    }
  }

  private static void line(String format, Object... args) {
    System.out.printf(Locale.ROOT, format + "%n", args);
    System.out.flush();
  }

  // --- Tasks that do nothing.

  /** What a job of trivial tasks took: milliseconds, and what went over the wire. */
  private record Trivial(
      long tasks, double local, double grid, double first, double ranges, Traffic traffic) {}

  private void trivial() {
    line("### Tasks that do nothing");
    line("");
    line(
        "Means of 16 steps of %d cells, cut into tasks by the memory budget; medians of %d runs; %d"
            + " members of one thread, %d threads of one process.",
        CELLS, TRIVIAL_RUNS, MEMBERS, MEMBERS);
    line("");
    line(
        "| tasks | local, ms | grid, ms | first result, ms | ranges | frames out / in | bytes out /"
            + " in |");
    line("|---|---|---|---|---|---|---|");
    for (int i = 0; i < WARM_UPS; i++) {
      for (long n : TASKS) {
        trivial(n, TRIVIAL_RUNS / WARM_UPS);
      }
    }
    List<Trivial> all = new ArrayList<>();
    for (long n : TASKS) {
      Trivial t = trivial(n, TRIVIAL_RUNS);
      all.add(t);
      line(
          "| %d | %.2f | %.2f | %.2f | %.0f | %d / %d | %d / %d |",
          t.tasks,
          t.local,
          t.grid,
          t.first,
          t.ranges,
          t.traffic.framesOut() / TRIVIAL_RUNS,
          t.traffic.framesIn() / TRIVIAL_RUNS,
          t.traffic.bytesOut() / TRIVIAL_RUNS,
          t.traffic.bytesIn() / TRIVIAL_RUNS);
    }
    Trivial one = all.getFirst();
    Trivial some = all.stream().filter(t -> t.tasks <= SOME).toList().getLast();
    Trivial many = all.getLast();
    line("");
    line(
        "At most, what is computed included, a job takes %.2f ms for one more range (from %d to %d"
            + " tasks) and %.1f us for one more task (from %d to %d), shared by %d members.",
        (some.grid - one.grid) / (some.ranges - one.ranges),
        one.tasks,
        some.tasks,
        1e3 * (many.grid - some.grid) / (many.tasks - some.tasks),
        some.tasks,
        many.tasks,
        MEMBERS);
    line("");
  }

  private Trivial trivial(long wanted, int times) {
    long memory = memory(wanted);
    double[] localTimes = new double[times];
    double[] gridTimes = new double[times];
    double[] firsts = new double[times];
    Traffic before = grid.traffic();
    for (int i = 0; i < times; i++) {
      localTimes[i] = run(local, memory, new AtomicLong());
      AtomicLong first = new AtomicLong();
      gridTimes[i] = run(grid, memory, first);
      firsts[i] = first.get() / 1e6;
    }
    Traffic traffic = grid.traffic().since(before);
    return new Trivial(
        tasks(memory),
        median(localTimes),
        median(gridTimes),
        median(firsts),
        (double) traffic.ranges() / times,
        traffic);
  }

  /** The least budget with which there are at most so many tasks. */
  private long memory(long wanted) {
    long least = 1;
    long most = 1L << 28;
    while (least < most) {
      long middle = (least + most) / 2;
      if (tasks(middle) <= wanted) {
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    return least;
  }

  /** Number of tasks with a budget; more than any if there is no plan within it. */
  private long tasks(long memory) {
    try {
      return grid.explain(request(RunOptions.DEFAULT.memory(memory))).stages().getFirst().tasks();
    } catch (PlanException tooSmall) {
      return Long.MAX_VALUE;
    }
  }

  private static Request request(RunOptions options) {
    return new Request(
        List.of(
            new Request.ToMemory(
                new Reduce(
                    new Mean(), SET.read(), Set.of("time"), Optional.empty(), MissingRule.SKIP))),
        options);
  }

  /** Milliseconds of a job; sets the nanoseconds until the first tasks were done. */
  private static double run(Backend backend, long memory, AtomicLong first) {
    long start = System.nanoTime();
    RunOptions options =
        RunOptions.DEFAULT
            .memory(memory)
            .progress(
                event -> {
                  if (event instanceof ProgressEvent.TasksDone) {
                    first.compareAndSet(0, System.nanoTime() - start);
                  }
                });
    double[] found = backend.submit(request(options)).await().getFirst().toDoubleArray();
    double millis = (System.nanoTime() - start) / 1e6;
    Check.values(backend.name(), found, (int) CELLS, i -> VALUE, 0);
    return millis;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  // --- Files.

  private void files(Optional<Path> script, List<String> files, Optional<Sums> sums) {
    line("### Mean over time of a file");
    line("");
    line(
        "Fastest (median) of %d runs in turns after %d without dask, in seconds; %d threads of one"
            + " process, %d members of one thread, %d processes of one thread of dask.distributed.",
        runs, FILE_WARM_UPS, MEMBERS, MEMBERS, MEMBERS);
    line("");
    line("| file | local | grid | local / grid | dask | dask / grid | bytes out / in of a job |");
    line("|---|---|---|---|---|---|---|");
    for (String file : files) {
      try (DaskPeer dask = script.map(s -> new DaskPeer(s, file)).orElse(null)) {
        row(file, sums, Optional.ofNullable(dask));
      }
    }
    line("");
  }

  private void row(String file, Optional<Sums> sums, Optional<DaskPeer> dask) {
    double[] localTimes = new double[runs];
    double[] gridTimes = new double[runs];
    double[] daskTimes = new double[runs];
    Traffic traffic = grid.traffic();
    for (int i = -FILE_WARM_UPS; i < runs; i++) {
      long start = System.nanoTime();
      double[] right = mean(file, local);
      final double localTime = (System.nanoTime() - start) / 1e9;
      sums.ifPresent(s -> Check.values("local", right, s.cells(), s::mean, 1e-7));
      Traffic before = grid.traffic();
      start = System.nanoTime();
      double[] found = mean(file, grid);
      final double gridTime = (System.nanoTime() - start) / 1e9;
      traffic = grid.traffic().since(before);
      Check.values("grid", found, right.length, c -> right[c], 0);
      if (i == -1) {
        dask.ifPresent(d -> d.run(right));
      }
      if (i >= 0) {
        localTimes[i] = localTime;
        gridTimes[i] = gridTime;
        daskTimes[i] = dask.map(d -> d.run(right)).orElse(Double.NaN);
      }
    }
    line(
        "| %s | %s | %s | %.2f (%.2f) | %s | %.1f | %d / %d |",
        Path.of(file).getFileName(),
        shown(localTimes),
        shown(gridTimes),
        least(localTimes) / least(gridTimes),
        median(localTimes) / median(gridTimes),
        shown(daskTimes),
        least(daskTimes) / least(gridTimes),
        traffic.bytesOut(),
        traffic.bytesIn());
  }

  private static double[] mean(String file, Backend backend) {
    return Dataset.open(Path.of(file)).field("tas").mean("time").compute(backend).values();
  }

  private static double least(double[] values) {
    return java.util.Arrays.stream(values).min().orElseThrow();
  }

  private static String shown(double[] values) {
    return Double.isNaN(values[0])
        ? "-"
        : String.format(Locale.ROOT, "%.3f (%.3f)", least(values), median(values));
  }

  @Override
  public void close() {
    grid.close();
    local.close();
  }
}
