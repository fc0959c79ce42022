package org.isobar.cli.operator;

import java.util.List;
import java.util.function.UnaryOperator;
import org.isobar.Field;
import org.isobar.op.Elementary;

/**
 * Functions of each cell. Missing cells stay missing, and so is what has no real value, as the root
 * of a negative number.
 */
final class MathFunctions {
  private MathFunctions() {}

  static List<Operator> operators() {
    return List.of(
        cellwise("abs", "absolute value", Field::abs),
        cellwise("int", "the integer towards zero", of(Elementary.TRUNCATE)),
        cellwise("nint", "the nearest integer, halves away from zero", of(Elementary.ROUND)),
        cellwise("sqr", "square", Field::square),
        cellwise("sqrt", "square root", Field::sqrt),
        cellwise("exp", "exponential", Field::exp),
        cellwise("ln", "natural logarithm", Field::ln),
        cellwise("log10", "logarithm to the base of 10", Field::log10),
        cellwise("sin", "sine of radians", of(Elementary.SIN)),
        cellwise("cos", "cosine of radians", of(Elementary.COS)),
        cellwise("tan", "tangent of radians", of(Elementary.TAN)),
        cellwise("asin", "arc sine in radians", of(Elementary.ASIN)),
        cellwise("acos", "arc cosine in radians", of(Elementary.ACOS)),
        cellwise("atan", "arc tangent in radians", of(Elementary.ATAN)),
        cellwise("reci", "reciprocal; missing for 0", of(Elementary.RECIPROCAL)),
        cellwise("not", "1 where the cell is 0, else 0", Field::not),
        Operator.unary(
            "pow",
            Parameters.exactly(1, "exponent"),
            "raises to a power",
            (call, in) -> {
              double exponent = call.number(0);
              return in.getFirst().mapData("pow", f -> f.power(exponent));
            }));
  }

  private static UnaryOperator<Field> of(Elementary function) {
    return f -> f.apply(function);
  }

  private static Operator cellwise(String name, String help, UnaryOperator<Field> operation) {
    return Operator.unary(
        name, Parameters.NONE, help, (call, in) -> in.getFirst().mapData(name, operation));
  }
}
