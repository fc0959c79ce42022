package org.isobar.cli.operator;

import java.util.List;
import org.isobar.Field;

/** Operators that make cells missing, fill them, or state the number that stands for them. */
final class MissingValueOperators {
  private static final String LIMITS = "least,greatest";

  private MissingValueOperators() {}

  static List<Operator> operators() {
    return List.of(
        constant(
            "setmissval", "writes missing cells as another number", MissingValueOperators::fill),
        constant("setctomiss", "makes cells of one value missing", MissingValueOperators::without),
        constant(
            "setmisstoc", "puts a number in place of missing cells", MissingValueOperators::filled),
        range(
            "setrtomiss",
            "makes cells from one number to another missing, ends included",
            (f, least, greatest) -> f.where(f.lt(least).or(f.gt(greatest)))),
        range(
            "setvrange",
            "makes cells outside two numbers missing",
            (f, least, greatest) -> f.where(f.ge(least).and(f.le(greatest)))));
  }

  /** An operation with a number. */
  @FunctionalInterface
  private interface WithNumber {
    Field apply(Field f, double number);
  }

  private static Operator constant(String name, String help, WithNumber operation) {
    return Operator.unary(
        name,
        Parameters.exactly(1, "number"),
        help,
        (call, in) -> {
          double number = call.number(0);
          return in.getFirst().mapData(name, f -> operation.apply(f, number));
        });
  }

  /** An operation with two numbers. */
  @FunctionalInterface
  private interface WithRange {
    Field apply(Field f, double least, double greatest);
  }

  private static Operator range(String name, String help, WithRange operation) {
    return Operator.unary(
        name,
        Parameters.exactly(2, LIMITS),
        help,
        (call, in) -> {
          double least = call.number(0);
          double greatest = call.number(1);
          return in.getFirst()
              .mapData(
                  name, f -> operation.apply(f, Precision.of(f, least), Precision.of(f, greatest)));
        });
  }

  /** What was valid and equals the new number is missing from now on. */
  private static Field fill(Field f, double number) {
    Field rest = Double.isNaN(number) ? f : without(f, number);
    return rest.withFill(number);
  }

  private static Field without(Field f, double number) {
    return Double.isNaN(number) ? f : f.where(f.ne(Precision.of(f, number)));
  }

  private static Field filled(Field f, double number) {
    return Double.isNaN(number) ? f : f.fillMissing(number);
  }
}
