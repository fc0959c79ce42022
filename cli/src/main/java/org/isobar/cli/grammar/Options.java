package org.isobar.cli.grammar;

import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.dataset.FileFormat;

/**
 * The options that stand before the first operator.
 *
 * @param silent whether only errors are said
 * @param debug whether errors come with their stack
 * @param threads number of threads; empty for one a processor
 * @param memory budget in bytes; empty for the default
 * @param type type of results; empty for that of the input
 * @param format format of outputs; empty for that of the first input
 * @param rest the words behind the options
 */
public record Options(
    boolean silent,
    boolean debug,
    Optional<Integer> threads,
    Optional<Long> memory,
    Optional<DType> type,
    Optional<FileFormat> format,
    List<String> rest) {
  public Options {
    rest = List.copyOf(rest);
  }
}
