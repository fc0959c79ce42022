package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import org.isobar.Field;
import org.isobar.op.Comparison;

/** Comparisons between files and with numbers: 1 or 0, missing where an input is missing. */
final class ComparisonOperators {
  private ComparisonOperators() {}

  static List<Operator> operators() {
    List<Operator> all = new ArrayList<>();
    for (Comparison c : Comparison.values()) {
      all.add(
          Operator.binary(
              c.label(),
              "1 where the first input is " + words(c) + " the second, else 0",
              (call, in) ->
                  Pairing.of(call, in.get(0), in.get(1)).combine((a, b) -> compare(c, a, b))));
    }
    for (Comparison c : Comparison.values()) {
      String name = c.label() + "c";
      all.add(
          Operator.unary(
              name,
              Parameters.exactly(1, "number"),
              "1 where the cell is " + words(c) + " a number, else 0",
              (call, in) -> {
                double number = call.number(0);
                return in.getFirst().mapData(name, f -> compare(c, f, number));
              }));
    }
    return all;
  }

  private static String words(Comparison c) {
    return switch (c) {
      case GT -> "greater than";
      case GE -> "greater than or equal to";
      case LT -> "less than";
      case LE -> "less than or equal to";
      case EQ -> "equal to";
      case NE -> "not equal to";
    };
  }

  private static Field compare(Comparison c, Field a, Field b) {
    Field first = Precision.of(b, a);
    Field second = Precision.of(a, b);
    return first.compare(c, second.withUnit(a.unit().text()));
  }

  private static Field compare(Comparison c, Field f, double number) {
    return f.apply(c, Field.ofNumber(Precision.of(f, number)));
  }
}
