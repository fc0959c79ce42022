package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.isobar.data.NdArray;
import org.isobar.expr.Expr;

/**
 * One use of an operator.
 *
 * @param operator name of the operator
 * @param parameters as they were typed
 * @param values reads auxiliary coordinates, which are small
 * @param settings what the environment says
 * @param warnings is told what the user should know, one line each
 */
public record Call(
    String operator,
    List<String> parameters,
    Function<Expr, NdArray> values,
    Settings settings,
    Consumer<String> warnings) {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?(?i:inf|nan)");
  private static final Pattern RANGE =
      Pattern.compile("([+-]?[0-9]{1,9})(?:/([+-]?[0-9]{1,9}))?(?:/([+-]?[0-9]{1,9}))?");

  public Call {
    parameters = List.copyOf(parameters);
  }

  void warn(String text) {
    warnings.accept(text);
  }

  /** The time stamp of a run of steps: as the user says, else as the operator does. */
  Stamp stamp(Stamp usual) {
    return settings.stamp().orElse(usual);
  }

  CommandException refuse(String text) {
    return new CommandException(operator, text);
  }

  /** A parameter that is a number. */
  double number(int index) {
    String text = parameters.get(index);
    if (NUMBER.matcher(text).matches()) {
      return parsed(text);
    }
    throw refuse("parameter " + (index + 1) + " must be a number, got >" + text + "<");
  }

  private static double parsed(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.endsWith("nan")) {
      return Double.NaN;
    }
    if (word.endsWith("inf")) {
      return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(text);
  }

  /** Parameters from one on, numbers all. */
  double[] numbers(int from) {
    return IntStream.range(from, parameters.size()).mapToDouble(this::number).toArray();
  }

  /** Parameters from one on that are whole numbers or ranges of them, in the order typed. */
  List<Integer> wholeNumbers(int from) {
    return parameters.stream().skip(from).flatMap(p -> wholeNumbers(p).stream()).toList();
  }

  /**
   * A whole number, or a range: {@code 3}, {@code -1}, {@code 1/10}, {@code 1/10/2}, {@code 10/1}.
   */
  List<Integer> wholeNumbers(String text) {
    List<Integer> out = new ArrayList<>();
    Matcher m = RANGE.matcher(text);
    if (m.matches()) {
      int first = Integer.parseInt(m.group(1));
      int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
      int every = m.group(3) == null ? (last < first ? -1 : 1) : Integer.parseInt(m.group(3));
      for (int i = first; every != 0 && (every > 0 ? i <= last : i >= last); i += every) {
        out.add(i);
      }
    }
    if (out.isEmpty()) {
      throw refuse(
          "parameter >" + text + "< must be a whole number, or first/last or first/last/step");
    }
    return out;
  }
}
