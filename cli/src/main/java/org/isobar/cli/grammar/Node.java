package org.isobar.cli.grammar;

import java.util.List;
import org.isobar.cli.operator.Operator;

/** What a word of a command line stands for, with all that belongs to it. */
public sealed interface Node {

  /** A file that is read. */
  record File(String path) implements Node {}

  /**
   * An operator with its parameters and inputs.
   *
   * @param parameters as they were typed
   */
  record Apply(Operator operator, List<String> parameters, List<Node> inputs) implements Node {
    public Apply {
      parameters = List.copyOf(parameters);
      inputs = List.copyOf(inputs);
    }
  }
}
