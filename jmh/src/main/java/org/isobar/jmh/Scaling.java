package org.isobar.jmh;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.backend.local.LocalBackend;
import org.isobar.engine.plan.Plan;

/**
 * Prints tables of what operators cost against bounds, sizes, numbers of files and threads.
 *
 * <p>Arguments: years of daily fields in the file that operators are measured with (10), runs that
 * are measured (7), tables (operators sizes threads files plans).
 */
public final class Scaling {
  private static final int ROWS = 96;
  private static final int COLUMNS = 192;
  private static final int YEAR = 365;
  private static final int WARM_UPS = 20;
  private static final int THREADS = 2;
  private static final double GB = 1e9;
  private static final int SMALL_FILES = 10_000;

  /** Each file is forced to disk, which waits rather than works. */
  private static final int WRITERS = 32;

  private final int years;
  private final int runs;
  private final PrintStream out;

  private Scaling(int years, int runs, PrintStream out) {
    this.years = years;
    this.runs = runs;
    this.out = out;
  }

  public static void main(String[] args) {
    int years = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    Scaling scaling = new Scaling(years, runs, System.out);
    List<String> tables =
        args.length > 2
            ? List.of(args).subList(2, args.length)
            : List.of("operators", "sizes", "threads", "files", "plans");
    tables.forEach(scaling::table);
  }

  private void table(String name) {
    switch (name) {
      case "operators" -> operators();
      case "sizes" -> sizes();
      case "threads" -> threads();
      case "files" -> files();
      case "plans" -> plans();
      default -> throw new IllegalArgumentException("no table is called " + name);
    }
  }

  private void line(String format, Object... args) {
    out.printf(Locale.ROOT, format + "%n", args);
    out.flush();
  }

  /** Each operator against the bare bound of its format, on as many threads. */
  private void operators() {
    line("### Warm, in one JVM, against the bound");
    line("");
    line(
        "%d years, %d threads, %d runs after %d. The bound is reading alone for classic"
            + " files; reading, inflating by libdeflate and unshuffling for deflated ones."
            + " Milliseconds of processor time of the whole process and, in brackets, of the"
            + " clock.",
        years, THREADS, runs, WARM_UPS);
    line("");
    line(
        "| file | operator | bound | Isobar | bound / Isobar | heap per GB | Netcdf-Java and loops"
            + " |");
    line("|---|---|---|---|---|---|---|");
    for (DailyFile.Kind kind : DailyFile.Kind.values()) {
      try (Series series = new Series(kind, years * YEAR, ROWS, COLUMNS);
          Shares shares = new Shares(THREADS);
          Backend backend = LocalBackend.create(THREADS)) {
        Meter.Cost bound = Meter.measure(WARM_UPS, runs, () -> bound(series, kind, shares));
        for (Operator operator : Operator.values()) {
          row(series, kind, operator, backend, bound);
        }
      }
    }
    line("");
  }

  private static void bound(Series series, DailyFile.Kind kind, Shares shares) throws Exception {
    if (kind == DailyFile.Kind.CLASSIC) {
      series.bareRead(shares);
    } else {
      series.bareChunks(shares);
    }
  }

  private void row(
      Series series, DailyFile.Kind kind, Operator operator, Backend backend, Meter.Cost bound) {
    Meter.Cost isobar = isobar(series, operator, backend);
    String plain = "";
    if (operator != Operator.YMONSUB) {
      plain =
          both(
              Meter.measure(
                  2,
                  3,
                  () ->
                      operator.check("by Netcdf-Java", series.netcdfJava(operator), series.sums)));
    }
    line(
        "| %s | %s | %s | %s | %.2f (%.2f) | %.1f MB | %s |",
        lower(kind),
        lower(operator),
        both(bound),
        both(isobar),
        bound.cpu() / isobar.cpu(),
        bound.medianWall() / isobar.medianWall(),
        isobar.allocated() / 1e6 * GB / series.bytes(),
        plain);
  }

  private Meter.Cost isobar(Series series, Operator operator, Backend backend) {
    series.check(operator, series.isobar(operator, backend), backend);
    return Meter.measure(WARM_UPS, runs, () -> series.isobar(operator, backend));
  }

  /** Cost of a mean over time against the size of a file. */
  private void sizes() {
    line("### Against the size of a file");
    line("");
    line("| file | size | CPU ms | CPU ms per GB | heap per GB |");
    line("|---|---|---|---|---|");
    for (DailyFile.Kind kind : DailyFile.Kind.values()) {
      for (int y = Math.max(1, years / 8); y <= 2 * years; y *= 2) {
        try (Series series = new Series(kind, y * YEAR, ROWS, COLUMNS);
            Backend backend = LocalBackend.create(THREADS)) {
          Meter.Cost cost = isobar(series, Operator.TIMMEAN, backend);
          double gb = series.bytes() / GB;
          line(
              "| %s | %.3f GB | %.0f | %.0f | %.1f MB |",
              lower(kind), gb, cost.cpu(), cost.cpu() / gb, cost.allocated() / 1e6 / gb);
        }
      }
    }
    line("");
  }

  private void threads() {
    line("### Against threads");
    line("");
    line("| file | operator | threads | CPU ms | clock ms, least | clock ms, median |");
    line("|---|---|---|---|---|---|");
    for (DailyFile.Kind kind : DailyFile.Kind.values()) {
      try (Series series = new Series(kind, years * YEAR, ROWS, COLUMNS)) {
        for (Operator operator : List.of(Operator.TIMMEAN, Operator.FLDMEAN, Operator.YMONMEAN)) {
          for (int n = 1; n <= THREADS; n++) {
            try (Backend backend = LocalBackend.create(n)) {
              Meter.Cost cost = isobar(series, operator, backend);
              line(
                  "| %s | %s | %d | %.0f | %.0f | %.0f |",
                  lower(kind), lower(operator), n, cost.cpu(), cost.wall(), cost.medianWall());
            }
          }
        }
      }
    }
    line("");
  }

  /** One dataset of many small classic files. */
  private void files() {
    Sums sums = new Sums(SMALL_FILES, 8, 16);
    line("### Against the number of files");
    line("");
    line(
        "Classic files of one day, %d x %d cells, opened as one dataset and averaged over time.",
        sums.rows, sums.columns);
    line("");
    line(
        "| files | opening, CPU ms per file | averaging, CPU ms per file | both, clock ms per file"
            + " |");
    line("|---|---|---|---|");
    for (int n = SMALL_FILES / 10; n <= SMALL_FILES; n *= 10) {
      files(new Sums(n, sums.rows, sums.columns));
    }
    line("");
  }

  private void files(Sums sums) {
    int n = sums.steps;
    try (Scratch scratch = new Scratch();
        Backend backend = LocalBackend.create(THREADS)) {
      String[] names = new String[n];
      try (Shares writers = new Shares(WRITERS)) {
        writers.run(
            n,
            (from, to) -> {
              for (int t = (int) from; t < to; t++) {
                Path file = scratch.file(String.format(Locale.ROOT, "tas_%05d.nc", t));
                DailyFile.write(file, DailyFile.Kind.CLASSIC, sums, t, 1);
                names[t] = file.toString();
              }
              return to - from;
            });
      }
      Meter.Cost open = Meter.measure(2, 3, () -> Dataset.open(names).field("tas"));
      Meter.Cost both =
          Meter.measure(
              2,
              3,
              () ->
                  Operator.TIMMEAN.check(
                      "of " + n + " files",
                      Dataset.open(names).field("tas").mean("time").compute(backend).values(),
                      sums));
      line(
          "| %d | %.3f | %.3f | %.3f |",
          n, open.cpu() / n, (both.cpu() - open.cpu()) / n, both.medianWall() / n);
    }
  }

  private void plans() {
    line("### Plans");
    line("");
    line("Of the mean square of anomalies, two passes over a series of days.");
    line("");
    line("| input | tasks | plan, bytes | planning, ms |");
    line("|---|---|---|---|");
    for (Planning.Size size : Planning.Size.values()) {
      Planning planning = new Planning(size);
      Plan plan = planning.plan();
      planning.check(plan);
      Meter.Cost cost = Meter.measure(20, runs, planning::plan);
      line("| 1 %s | %d | %d | %.2f |", size, plan.tasks(), ContentBytes.of(plan), cost.wall());
    }
    line("");
  }

  private static String both(Meter.Cost cost) {
    return String.format(Locale.ROOT, "%.0f (%.0f)", cost.cpu(), cost.medianWall());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
