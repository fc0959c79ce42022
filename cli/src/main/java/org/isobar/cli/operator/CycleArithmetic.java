package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.isobar.Field;
import org.isobar.GroupedField;
import org.isobar.dataset.Attributes;
import org.isobar.op.BinaryFunction;
import org.isobar.time.By;

/**
 * Arithmetic between a series and one step for each month, season, day or hour of the year: {@code
 * ymonsub}. Steps meet by their dates, never by position.
 */
final class CycleArithmetic {
  private CycleArithmetic() {}

  static List<Operator> operators() {
    List<Operator> all = new ArrayList<>();
    add(all, "ymon", By.MONTH_OF_YEAR, "month of the year");
    add(all, "yseas", By.SEASON_OF_YEAR, "season");
    add(all, "yday", By.DAY_OF_YEAR, "day of the year");
    return all;
  }

  private static void add(List<Operator> all, String prefix, By by, String what) {
    String step = " the step of the same " + what + " of the second input";
    all.add(operator(prefix + "add", "adds" + step, by, GroupedField::plus, Field::plus));
    all.add(operator(prefix + "sub", "subtracts" + step, by, GroupedField::minus, Field::minus));
    all.add(
        operator(
            prefix + "mul",
            "multiplies by" + step,
            by,
            (f, c) -> f.apply(BinaryFunction.ZERO_ABSORBING_PRODUCT, c),
            ArithmeticOperators::times));
    all.add(operator(prefix + "div", "divides by" + step, by, GroupedField::divide, Field::divide));
  }

  /** An operation between a grouped variable and one step for each group. */
  @FunctionalInterface
  private interface WithCycle {
    Field apply(GroupedField f, Field cycle);
  }

  /** Variables without time meet as in the plain operation. */
  private static Operator operator(
      String name, String help, By by, WithCycle grouped, BinaryOperator<Field> plain) {
    return Operator.binary(
        name,
        help,
        (call, in) ->
            Pairing.byGroup(call, in.get(0), in.get(1))
                .combine(
                    (f, c) ->
                        Layout.of(f).time().isEmpty() && Layout.of(c).time().isEmpty()
                            ? ArithmeticOperators.sameUnit(plain).apply(f, c)
                            : timed(call, f, c, by, grouped)));
  }

  private static Field timed(Call call, Field f, Field cycle, By by, WithCycle grouped) {
    for (Field input : List.of(f, cycle)) {
      if (Layout.of(input).time().isEmpty()) {
        throw call.refuse(
            "'"
                + input.name()
                + "' has no time axis in one of the inputs, and has one in the other");
      }
    }
    Attributes kept = f.attributes();
    return grouped
        .apply(f.groupBy(by).stamped(), cycle.withUnit(f.unit().text()))
        .withAttributes(kept);
  }
}
