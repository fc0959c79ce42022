package org.isobar.cli.operator;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.isobar.data.NdArray;
import org.isobar.expr.Expr;

/**
 * One use of an operator.
 *
 * @param operator name of the operator
 * @param parameters as they were typed
 * @param values reads auxiliary coordinates, which are small
 * @param warnings is told what the user should know, one line each
 */
public record Call(
    String operator,
    List<String> parameters,
    Function<Expr, NdArray> values,
    Consumer<String> warnings) {
  public Call {
    parameters = List.copyOf(parameters);
  }

  void warn(String text) {
    warnings.accept(text);
  }

  CommandException refuse(String text) {
    return new CommandException(operator, text);
  }

  /** A parameter that is a number. */
  double number(int index) {
    String text = parameters.get(index);
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw refuse("parameter " + (index + 1) + " must be a number, got >" + text + "<");
    }
  }
}
