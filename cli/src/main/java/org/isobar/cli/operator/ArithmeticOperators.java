package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.isobar.Field;
import org.isobar.op.Arithmetic;
import org.isobar.op.BinaryFunction;

/**
 * Arithmetic between files and with numbers. Missing cells propagate, but zero times a missing cell
 * is zero; quotients by zero are missing. As in CDO units are not converted: numbers are taken as
 * they stand.
 */
final class ArithmeticOperators {
  private ArithmeticOperators() {}

  static List<Operator> operators() {
    List<Operator> all = new ArrayList<>();
    all.add(between("add", "adds the second input", Field::plus));
    all.add(between("sub", "subtracts the second input", Field::minus));
    all.add(
        between(
            "mul",
            "multiplies by the second input; 0 times a missing cell is 0",
            ArithmeticOperators::times));
    all.add(between("div", "divides by the second input", Field::divide));
    all.add(
        between(
            "min",
            "the smaller of both inputs; the valid one where one is missing",
            valid(Field::min)));
    all.add(
        between(
            "max",
            "the larger of both inputs; the valid one where one is missing",
            valid(Field::max)));
    all.add(constant("addc", "adds a number", Field::plus));
    all.add(constant("subc", "subtracts a number", Field::minus));
    all.add(constant("mulc", "multiplies by a number", ArithmeticOperators::times));
    all.add(constant("divc", "divides by a number", Field::divide));
    all.add(
        constant(
            "minc",
            "the smaller of the cell and a number; the number where the cell is missing",
            (f, c) -> limited(Arithmetic.MINIMUM, f, c)));
    all.add(
        constant(
            "maxc",
            "the larger of the cell and a number; the number where the cell is missing",
            (f, c) -> limited(Arithmetic.MAXIMUM, f, c)));
    all.addAll(CycleArithmetic.operators());
    return all;
  }

  private static Operator between(String name, String help, BinaryOperator<Field> operation) {
    return Operator.binary(
        name,
        help,
        (call, in) -> Pairing.of(call, in.get(0), in.get(1)).combine(sameUnit(operation)));
  }

  /** The operation where both are valid, the valid one where one is missing. */
  private static BinaryOperator<Field> valid(BinaryOperator<Field> operation) {
    return (a, b) -> operation.apply(a.fillMissing(b), b.fillMissing(a));
  }

  static Field times(Field a, Field b) {
    return a.apply(BinaryFunction.ZERO_ABSORBING_PRODUCT, b);
  }

  private static Field times(Field f, double number) {
    return number == 0 ? times(f, Field.ofNumber(0)).withUnit(f.unit().text()) : f.times(number);
  }

  private static Field limited(Arithmetic extreme, Field f, double number) {
    return f.fillMissing(number).apply(extreme, Field.ofNumber(number));
  }

  /** CDO adds degC to K: the second input's unit is taken to be the first's. */
  static BinaryOperator<Field> sameUnit(BinaryOperator<Field> operation) {
    return (a, b) -> operation.apply(a, b.withUnit(a.unit().text()));
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
}
