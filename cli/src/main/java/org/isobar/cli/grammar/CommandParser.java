package org.isobar.cli.grammar;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobar.cli.operator.CommandException;
import org.isobar.cli.operator.Operator;

/**
 * Reads {@code operator[,parameters] inputs... output}, where each input is a file or, with a dash
 * before its name, an operator with inputs of its own: {@code sub a.nc -timmean a.nc out.nc}.
 *
 * <p>An operator that takes any number of inputs takes all that follow it but the outputs. Brackets
 * say where its inputs end: {@code sub -merge [ a.nc b.nc ] c.nc out.nc}. Operators may be applied
 * to each of several inputs: {@code merge -apply,-timmean [ a.nc b.nc ] out.nc}, or {@code merge [
 * -timmean : a.nc b.nc ] out.nc}. Words with stars, question marks and brackets that name no file
 * are patterns of file names.
 */
public final class CommandParser {
  private static final String OPEN = "[";
  private static final String CLOSE = "]";
  private static final String APPLY = "-apply";
  private static final String EACH = ":";
  private final List<String> words;
  private final boolean outputsNeeded;
  private int next;
  private int end;

  /** Whether an operator of any number of inputs reads on, without brackets, at this depth. */
  private boolean open;

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
    CallWord root = CallWord.parse(first.startsWith("-") ? first.substring(1) : first);
    Operator op = root.operator();
    boolean any = op.inputs() == Operator.ANY_NUMBER;
    end = words.size() - (outputsNeeded || any ? op.outputs() : 0);
    if (end < next && outputsNeeded) {
      throw missing(op, "an output");
    }
    end = Math.max(end, next);
    Node.Apply node = root.on(inputs(op));
    List<String> rest = words.subList(next, words.size());
    if (rest.size() > op.outputs()) {
      throw tooMany(op, rest.getFirst());
    }
    if (outputsNeeded && rest.size() < op.outputs()) {
      throw missing(op, "an output");
    }
    return new Command(node, rest.stream().map(w -> output(op, w)).toList());
  }

  private static CommandException tooMany(Operator op, String word) {
    return word.equals(CLOSE)
        ? new CommandException(op.name(), "a ] without a [ before it")
        : new CommandException(
            op.name(), "too many files: >" + word + "< is not needed; " + usage(op));
  }

  private static Path output(Operator root, String word) {
    if (CallWord.isCall(word)) {
      throw new CommandException(
          root.name(), ">" + word + "< stands where the output is needed; " + usage(root));
    }
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new CommandException(root.name(), ">" + word + "< is not a path: " + e.getReason());
    }
  }

  // ---- inputs

  private boolean more() {
    return next < end && !words.get(next).equals(CLOSE);
  }

  private boolean at(String word) {
    return next < end && words.get(next).equals(word);
  }

  private List<Node> inputs(Operator op) {
    boolean any = op.inputs() == Operator.ANY_NUMBER;
    List<Node> inputs;
    if (at(OPEN)) {
      inputs = group(op);
    } else {
      inputs = any ? all(op) : counted(op);
    }
    if (any ? inputs.isEmpty() : inputs.size() < op.inputs()) {
      throw missing(op, any ? "an input" : "input " + (inputs.size() + 1));
    }
    if (!any && inputs.size() > op.inputs()) {
      throw new CommandException(
          op.name(), "needs " + op.inputs() + " inputs, got " + inputs.size() + "; " + usage(op));
    }
    return inputs;
  }

  /** All inputs that there are: at each depth of brackets only one operator may take them so. */
  private List<Node> all(Operator op) {
    if (open) {
      throw new CommandException(
          op.name(),
          "takes any number of inputs, and so does an operator before it; say by brackets where"
              + " its inputs end: -"
              + op.name()
              + " [ infiles ]");
    }
    open = true;
    List<Node> inputs = new ArrayList<>();
    while (more()) {
      inputs.addAll(item(op));
    }
    return inputs;
  }

  private List<Node> counted(Operator op) {
    List<Node> inputs = new ArrayList<>();
    while (inputs.size() < op.inputs() && more()) {
      inputs.addAll(item(op));
    }
    return inputs;
  }

  /** {@code [ inputs ]}, or {@code [ operators : inputs ]}. */
  private List<Node> group(Operator op) {
    boolean outside = open;
    open = false;
    next++;
    int each = each();
    List<CallWord> chain = List.of();
    if (each >= 0) {
      chain = words.subList(next, each).stream().map(w -> link(op, w)).toList();
      next = each + 1;
    }
    List<Node> inputs = new ArrayList<>();
    while (more()) {
      for (Node n : item(op)) {
        inputs.add(applied(chain, n));
      }
    }
    if (!at(CLOSE)) {
      throw new CommandException(op.name(), "a [ without a ] behind it");
    }
    if (inputs.isEmpty()) {
      throw new CommandException(op.name(), "nothing stands between [ and ]");
    }
    next++;
    open = outside;
    return inputs;
  }

  /** Where the colon of this group is, behind operators alone; -1 if it has none. */
  private int each() {
    for (int i = next; i < end && (CallWord.isCall(words.get(i)) || i > next); i++) {
      if (words.get(i).equals(EACH)) {
        return i;
      }
      if (!CallWord.isCall(words.get(i))) {
        return -1;
      }
    }
    return -1;
  }

  /** An operator of a chain that is applied to each of several inputs. */
  private static CallWord link(Operator reader, String word) {
    CallWord call = CallWord.parse(word.startsWith("-") ? word.substring(1) : word);
    if (call.operator().inputs() != 1 || call.operator().outputs() != 1) {
      throw new CommandException(
          reader.name(),
          "-" + call.operator().name() + " cannot be applied to each input: it has not just one");
    }
    return call;
  }

  private static Node applied(List<CallWord> chain, Node input) {
    Node out = input;
    for (CallWord call : chain.reversed()) {
      out = call.on(List.of(out));
    }
    return out;
  }

  /** The inputs that a word stands for: one, or all files of a pattern or of a group. */
  private List<Node> item(Operator reader) {
    String word = words.get(next);
    if (word.equals(OPEN)) {
      return group(reader);
    }
    next++;
    if (word.startsWith(APPLY + ",")) {
      return apply(reader, word);
    }
    if (!CallWord.isCall(word)) {
      return Patterns.files(reader, word).stream().<Node>map(Node.File::new).toList();
    }
    CallWord call = CallWord.parse(word.substring(1));
    call.refuseIfNoInput();
    return List.of(call.on(inputs(call.operator())));
  }

  /** {@code -apply,operators [ inputs ]}; the operators are one word. */
  private List<Node> apply(Operator reader, String word) {
    List<CallWord> chain = new ArrayList<>();
    for (String w : word.substring(APPLY.length() + 1).strip().split("\\s+", -1)) {
      chain.add(link(reader, w));
    }
    if (!at(OPEN)) {
      throw new CommandException(
          reader.name(), word + " needs its inputs in brackets: " + word + " [ infiles ]");
    }
    return group(reader).stream().map(n -> applied(chain, n)).toList();
  }

  private static CommandException missing(Operator op, String what) {
    return new CommandException(op.name(), what + " is missing; " + usage(op));
  }

  private static String usage(Operator op) {
    return "use: " + op.usage();
  }
}
