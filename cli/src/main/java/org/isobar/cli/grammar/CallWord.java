package org.isobar.cli.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.cli.operator.Action;
import org.isobar.cli.operator.CommandException;
import org.isobar.cli.operator.Operator;
import org.isobar.cli.operator.Operators;

/**
 * An operator with its parameters, as one word says it: {@code selname,tas,pr}.
 *
 * @param parameters as they were typed
 */
record CallWord(Operator operator, List<String> parameters) {
  CallWord {
    parameters = List.copyOf(parameters);
  }

  static boolean isCall(String word) {
    return word.length() > 1 && word.startsWith("-");
  }

  /**
   * @param word without the dash
   * @throws CommandException if there is no such operator, or it takes other parameters
   */
  static CallWord parse(String word) {
    String name = word.split(",", 2)[0];
    Operator op = Operators.find(name).orElseThrow(() -> unknown(name));
    int comma = word.indexOf(',');
    List<String> parameters =
        comma < 0 ? List.of() : Arrays.asList(word.substring(comma + 1).split(",", -1));
    if (!op.parameters().accepts(parameters.size())) {
      throw new CommandException(
          op.name(),
          (parameters.isEmpty() ? "parameters are missing" : found(op, parameters))
              + "; use: "
              + op.usage());
    }
    return new CallWord(op, parameters);
  }

  private static CommandException unknown(String name) {
    List<String> similar = Operators.similar(name);
    return new CommandException(
        "operator >"
            + name
            + "< not found; "
            + (similar.isEmpty()
                ? "'./isobar operators' lists all"
                : "similar: " + String.join(", ", similar)));
  }

  private static String found(Operator op, List<String> parameters) {
    int least = op.parameters().least();
    int most = op.parameters().most();
    String wanted =
        most == 0
            ? "no"
            : least == most
                ? "" + least
                : parameters.size() < least ? "at least " + least : "at most " + most;
    return "needs " + wanted + " parameters, got " + parameters.size();
  }

  /** Refuses an operator that stands as an input and has no result to read. */
  void refuseIfNoInput() {
    Optional<String> why =
        switch (operator.action()) {
          case Action.Transform t -> Optional.empty();
          case Action.Report r -> Optional.of("prints and has no result");
          case Action.Check c -> Optional.of("prints and has no result");
          case Action.Split s -> Optional.of("writes many files");
        };
    if (why.isPresent()) {
      throw new CommandException(operator.name(), why.get() + ": it must be the first operator");
    }
  }

  Node.Apply on(List<Node> inputs) {
    return new Node.Apply(operator, parameters, inputs);
  }
}
