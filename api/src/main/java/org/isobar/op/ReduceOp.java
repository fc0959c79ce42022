package org.isobar.op;

import org.isobar.data.DType;
import org.isobar.unit.Unit;

/**
 * An operation that folds many cells into one. Missing cells are skipped or make the result missing
 * as the expression's {@link MissingRule} says; a result without any valid cell is missing (counts
 * excepted: they are 0).
 *
 * <p>A value: implementations are records with structural equality. Accumulators are doubles;
 * partial results are merged in an order that depends on the shape of the data alone.
 */
public interface ReduceOp {
  /** Name in explanations and in {@code history}: {@code mean}, {@code std}. */
  String label();

  /** Type in which the result is presented. By default that of the input. */
  default DType resultType(DType input, long cells) {
    return input.unpacked();
  }

  /** Unit of the result. By default that of the input. */
  default Unit unit(Unit input) {
    return input;
  }

  /** The method as CF's {@code cell_methods} spells it, empty if CF has no word for it. */
  String cellMethod();

  /** Whether weights are allowed. */
  default boolean weightable() {
    return false;
  }
}
