package org.isobar.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark once on tiny data, so that none rots; each checks its answer. */
class EveryBenchmarkTest {
  @Test
  void everyBenchmarkRunsAndItsAnswerIsRight() throws RunnerException {
    Options tiny =
        new OptionsBuilder()
            .mode(Mode.SingleShotTime)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .jvmArgs()
            .param("steps", "400")
            .param("rows", "6")
            .param("columns", "8")
            .param("cells", "5000")
            .build();
    System.setProperty("jmh.ignoreLock", "true");

    Collection<RunResult> results = new Runner(tiny).run();

    Set<String> ran =
        results.stream().map(r -> r.getParams().getBenchmark()).collect(Collectors.toSet());
    assertEquals(known(), new TreeSet<>(ran));
  }

  private static Set<String> known() {
    return BenchmarkList.defaultList()
        .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
        .stream()
        .map(BenchmarkListEntry::getUsername)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aWrongAnswerThrows() {
    double[] found = {1, 2, Double.NaN};

    Check.values("right", found, 3, i -> i == 2 ? Double.NaN : i + 1, 0);

    assertThrows(
        IllegalStateException.class, () -> Check.values("off", found, 2, i -> i + 1.1, 0.01));
    assertThrows(
        IllegalStateException.class, () -> Check.values("missing", found, 3, i -> i + 1, 0.01));
    assertThrows(IllegalStateException.class, () -> Check.values("short", found, 4, i -> i, 1));
  }
}
