package org.isobar.engine.plan;

import java.util.List;

/**
 * All of how a request runs, priced. Its size depends on the expressions, not on the data.
 *
 * @param stages in an order in which each finds the intermediates it reads
 * @param results one for each expression of the request, in order
 * @param memory bytes that a process may hold at once: the dearest stage, the intermediates and
 *     results in memory
 * @param budget the bytes it was planned for
 */
public record Plan(
    List<Stage> stages,
    List<Intermediate> intermediates,
    List<ResultSpec> results,
    List<FileSpec> files,
    long memory,
    long budget) {
  public Plan {
    stages = List.copyOf(stages);
    intermediates = List.copyOf(intermediates);
    results = List.copyOf(results);
    files = List.copyOf(files);
  }

  public long tasks() {
    return stages.stream().mapToLong(Stage::tasks).sum();
  }

  public long bytesToRead() {
    return stages.stream().mapToLong(s -> s.price().bytesToRead()).sum();
  }

  /** Bytes of all results. */
  public long bytesToWrite() {
    return results.stream().mapToLong(ResultSpec::bytes).sum();
  }
}
