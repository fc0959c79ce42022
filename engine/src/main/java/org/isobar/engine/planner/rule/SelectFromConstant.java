package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.Select;

/**
 * Selects from values in memory at once.
 *
 * <pre>
 * Select a = 1..2
 * └─ Constant [5, 6, 7]  →  Constant [6, 7]
 * </pre>
 */
final class SelectFromConstant implements Rule {
  /** Larger ones are left: the selection is made while they are used, without a copy. */
  private static final long LARGEST = 1 << 20;

  @Override
  public Optional<Expr> apply(Expr e) {
    if (!(e instanceof Select select
        && select.input() instanceof Constant constant
        && select.size() <= LARGEST)) {
      return Optional.empty();
    }
    double[] values = new double[(int) select.size()];
    constant.value().read(select.region(), values, 0);
    NdArray selected = NdArray.allocate(select.dims(), constant.dtype());
    selected.write(Region.all(select.dims()), values, 0);
    return Optional.of(new Constant(selected, constant.unit()));
  }
}
