package org.isobar.cli.operator;

import java.util.List;

/** What an operator does with what it reads. */
public sealed interface Action {

  /** Makes one result of the inputs. Lazy: data are read when the result is written or reported. */
  @FunctionalInterface
  non-sealed interface Transform extends Action {
    Source apply(Call call, List<Source> inputs);
  }

  /** Prints something about the inputs, and has no other result. */
  @FunctionalInterface
  non-sealed interface Report extends Action {
    void print(Call call, List<Source> inputs, Console console);
  }

  /** Prints something about the inputs, and answers yes or no, which the exit code tells. */
  @FunctionalInterface
  non-sealed interface Check extends Action {
    boolean holds(Call call, List<Source> inputs, Console console);
  }

  /** Cuts the inputs into pieces; each becomes a file of its own. */
  @FunctionalInterface
  non-sealed interface Split extends Action {
    List<Piece> apply(Call call, List<Source> inputs);
  }

  /**
   * What goes to one of many files.
   *
   * @param suffix what its name has between the prefix that was typed and the extension
   */
  record Piece(String suffix, Source source) {}
}
