package org.isobar.cli.grammar;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.cli.operator.CommandException;
import org.isobar.cli.operator.Operator;
import org.isobar.cli.operator.Operators;

/**
 * Reads {@code operator[,parameters] inputs... output}, where each input is a file or, with a dash
 * before its name, an operator with inputs of its own: {@code sub a.nc -timmean a.nc out.nc}.
 *
 * <p>An operator that takes any number of inputs takes all that follow it but the outputs.
 */
public final class CommandParser {
  private final List<String> words;
  private final boolean outputsNeeded;
  private int next;

  private CommandParser(List<String> words, boolean outputsNeeded) {
    this.words = words;
    this.outputsNeeded = outputsNeeded;
  }

  /**
   * Parses what stands behind the options.
   *
   * @throws CommandException naming the word that does not fit
   */
  public static Command parse(List<String> words) {
    return new CommandParser(words, true).command();
  }

  /** As {@link #parse}; the outputs may be left out. */
  public static Command parseWithoutOutputs(List<String> words) {
    return new CommandParser(words, false).command();
  }

  private Command command() {
    if (words.isEmpty()) {
      throw new CommandException(
          "no operator given; './isobar operators' lists them, './isobar help' explains the rest");
    }
    String first = words.getFirst();
    next = 1;
    Operator root = operator(first.startsWith("-") ? first.substring(1) : first);
    List<String> parameters = parameters(root, first);
    int outputs = root.outputs();
    if (outputsNeeded && words.size() - next < outputs) {
      throw missing(root, "an output");
    }
    Node.Apply node = new Node.Apply(root, parameters, inputs(root, outputs));
    List<String> rest = words.subList(next, words.size());
    if (rest.size() > outputs) {
      throw new CommandException(
          root.name(), "too many files: >" + rest.getFirst() + "< is not needed; " + usage(root));
    }
    if (outputsNeeded && rest.size() < outputs) {
      throw missing(root, "an output");
    }
    return new Command(node, rest.stream().map(w -> output(root, w)).toList());
  }

  private static Path output(Operator root, String word) {
    if (isCall(word)) {
      throw new CommandException(
          root.name(), ">" + word + "< stands where the output is needed; " + usage(root));
    }
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new CommandException(root.name(), ">" + word + "< is not a path: " + e.getReason());
    }
  }

  /** Reads the inputs of an operator, leaving as many words as the outputs need. */
  private List<Node> inputs(Operator op, int outputs) {
    List<Node> inputs = new ArrayList<>();
    boolean any = op.inputs() == Operator.ANY_NUMBER;
    while (any ? words.size() - next > outputs : inputs.size() < op.inputs()) {
      if (next >= words.size() || (outputsNeeded && words.size() - next <= outputs)) {
        throw missing(op, "input " + (inputs.size() + 1));
      }
      inputs.add(node(outputs));
    }
    if (inputs.isEmpty()) {
      throw missing(op, "an input");
    }
    return inputs;
  }

  private Node node(int outputs) {
    String word = words.get(next++);
    if (!isCall(word)) {
      return new Node.File(word);
    }
    Operator op = operator(word.substring(1));
    List<String> parameters = parameters(op, word);
    if (op.outputs() != 1) {
      throw new CommandException(
          op.name(), "prints and has no result: it must be the first operator");
    }
    return new Node.Apply(op, parameters, inputs(op, outputs));
  }

  private static boolean isCall(String word) {
    return word.length() > 1 && word.startsWith("-");
  }

  private static Operator operator(String call) {
    String name = call.split(",", 2)[0];
    Optional<Operator> found = Operators.find(name);
    if (found.isPresent()) {
      return found.get();
    }
    List<String> similar = Operators.similar(name);
    throw new CommandException(
        "operator >"
            + name
            + "< not found; "
            + (similar.isEmpty()
                ? "'./isobar operators' lists all"
                : "similar: " + String.join(", ", similar)));
  }

  private static List<String> parameters(Operator op, String word) {
    int comma = word.indexOf(',');
    List<String> out =
        comma < 0 ? List.of() : Arrays.asList(word.substring(comma + 1).split(",", -1));
    if (!op.parameters().accepts(out.size())) {
      throw new CommandException(
          op.name(),
          (out.isEmpty() ? "parameters are missing" : found(op, out)) + "; " + usage(op));
    }
    return out;
  }

  private static String found(Operator op, List<String> parameters) {
    int least = op.parameters().least();
    return "needs " + (least == 0 ? "no" : least) + " parameters, got " + parameters.size();
  }

  private static CommandException missing(Operator op, String what) {
    return new CommandException(op.name(), what + " is missing; " + usage(op));
  }

  private static String usage(Operator op) {
    return "use: " + op.usage();
  }
}
