package org.isobar.cli.grammar;

import java.util.List;
import java.util.Optional;
import org.isobar.run.Checkpoints;

/**
 * The options that stand before the first operator.
 *
 * @param silent whether only errors are said
 * @param warnings whether warnings are said
 * @param verbose whether what was done is said even where standard error is no terminal
 * @param debug whether errors come with their stack
 * @param threads number of threads; empty for one a processor
 * @param memory budget in bytes; empty for the default
 * @param backend where the work runs; empty for threads of this process
 * @param stamp which time stamp stands for a run of steps; empty for what the environment says
 * @param checkpoints whether to note how far the work is; empty for no
 * @param output how outputs are written
 * @param rest the words behind the options
 */
public record Options(
    boolean silent,
    boolean warnings,
    boolean verbose,
    boolean debug,
    Optional<Integer> threads,
    Optional<Long> memory,
    Optional<String> backend,
    Optional<String> stamp,
    Optional<Checkpoints> checkpoints,
    OutputOptions output,
    List<String> rest) {
  public Options {
    rest = List.copyOf(rest);
  }
}
