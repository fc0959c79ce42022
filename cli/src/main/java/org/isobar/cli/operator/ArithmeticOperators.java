package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.isobar.Field;
import org.isobar.GroupedField;
import org.isobar.dataset.Attributes;
import org.isobar.time.By;

/**
 * Arithmetic between files, with numbers, and cell by cell. Missing cells propagate; division by
 * zero and roots of negative numbers are missing. As in CDO units are not converted: numbers are
 * taken as they stand.
 */
final class ArithmeticOperators {
  private ArithmeticOperators() {}

  static List<Operator> operators() {
    List<Operator> all = new ArrayList<>();
    all.add(between("add", "adds the second input", Field::plus));
    all.add(between("sub", "subtracts the second input", Field::minus));
    all.add(between("mul", "multiplies by the second input", Field::times));
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
    all.add(constant("mulc", "multiplies by a number", Field::times));
    all.add(constant("divc", "divides by a number", Field::divide));
    all.add(cellwise("abs", "absolute value", Field::abs));
    all.add(cellwise("sqrt", "square root", Field::sqrt));
    all.add(
        byMonth("ymonadd", "adds the mean of the same month", (f, c) -> f.plus(c), Field::plus));
    all.add(
        byMonth(
            "ymonsub", "subtracts the mean of the same month", (f, c) -> f.minus(c), Field::minus));
    all.add(
        byMonth(
            "ymonmul",
            "multiplies by the mean of the same month",
            (f, c) -> f.times(c),
            Field::times));
    all.add(
        byMonth(
            "ymondiv",
            "divides by the mean of the same month",
            (f, c) -> f.divide(c),
            Field::divide));
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
    return (a, b) ->
        b.where(a.isMissing(), a.where(b.isMissing(), operation.apply(a, b)))
            .rename(a.name())
            .withAttributes(a.attributes());
  }

  /** CDO adds degC to K: the second input's unit is taken to be the first's. */
  private static BinaryOperator<Field> sameUnit(BinaryOperator<Field> operation) {
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

  private static Operator cellwise(String name, String help, UnaryOperator<Field> operation) {
    return Operator.unary(
        name, Parameters.NONE, help, (call, in) -> in.getFirst().mapData(name, operation));
  }

  /** An operation between a variable grouped by month and twelve monthly means. */
  @FunctionalInterface
  private interface WithClimatology {
    Field apply(GroupedField f, Field climatology);
  }

  /** Variables without time meet as in the plain operation. */
  private static Operator byMonth(
      String name, String help, WithClimatology grouped, BinaryOperator<Field> plain) {
    return Operator.binary(
        name,
        help + " of the year in the second input, one step for each month",
        (call, in) ->
            Pairing.byMonth(call, in.get(0), in.get(1))
                .combine(
                    (f, c) ->
                        Layout.of(f).time().isEmpty() && Layout.of(c).time().isEmpty()
                            ? sameUnit(plain).apply(f, c)
                            : byMonth(call, f, c, grouped)));
  }

  private static Field byMonth(Call call, Field f, Field means, WithClimatology grouped) {
    for (Field input : List.of(f, means)) {
      if (Layout.of(input).time().isEmpty()) {
        throw call.refuse(
            "'"
                + input.name()
                + "' has no time axis in one of the inputs, and has one in the other");
      }
    }
    Attributes kept = f.attributes();
    return grouped
        .apply(f.groupBy(By.MONTH_OF_YEAR).stamped(), means.withUnit(f.unit().text()))
        .withAttributes(kept);
  }
}
