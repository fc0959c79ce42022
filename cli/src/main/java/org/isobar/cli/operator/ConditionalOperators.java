package org.isobar.cli.operator;

import java.util.List;
import java.util.function.BinaryOperator;
import org.isobar.Field;

/**
 * Cells that a mask chooses: every valid number but 0 is true. The mask, which comes first, may
 * have a single variable or a single time step; names, dates and attributes are the data's.
 */
final class ConditionalOperators {
  private ConditionalOperators() {}

  static List<Operator> operators() {
    return List.of(
        masked(
            "ifthen",
            "the second input where the first is not 0, else missing",
            (data, mask) -> data.where(mask)),
        masked(
            "ifnotthen",
            "the second input where the first is 0, else missing",
            (data, mask) -> data.where(mask.not())),
        Operator.ternary(
            "ifthenelse",
            "the second input where the first is not 0, the third where it is 0",
            ConditionalOperators::ifThenElse));
  }

  private static Operator masked(String name, String help, BinaryOperator<Field> operation) {
    return Operator.binary(
        name,
        help,
        (call, in) -> {
          Masks masks = Masks.of(call, in.get(0), in.get(1));
          return in.get(1).mapData(name, f -> operation.apply(f, masks.of(f)));
        });
  }

  private static Source ifThenElse(Call call, List<Source> in) {
    Masks masks = Masks.of(call, in.get(0), in.get(1));
    return Pairing.of(call, in.get(1), in.get(2))
        .combine((a, b) -> a.where(masks.of(a), b.withUnit(a.unit().text())));
  }
}
