package org.isobar;

import java.util.List;
import org.isobar.cf.FieldConstruct;
import org.isobar.dataset.Attributes;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.ReduceOp;
import org.isobar.op.Sum;
import org.isobar.time.By;

/** Keeps {@code cell_methods} true: CF conventions, section 7.3. */
final class CellMethods {
  private CellMethods() {}

  /**
   * Appends {@code dim: dim: method}. Counts are another quantity: they lose methods and
   * standard_name.
   */
  static FieldConstruct append(FieldConstruct c, List<String> dims, ReduceOp op) {
    if (op instanceof Count || op instanceof CountTrue) {
      return c.withAttributes(c.attributes().without("standard_name", "cell_methods"));
    }
    return op.cellMethod().isEmpty()
        ? c
        : append(
            c, String.join(" ", dims.stream().map(d -> d + ":").toList()) + " " + op.cellMethod());
  }

  static FieldConstruct append(FieldConstruct c, String method) {
    Attributes a = c.attributes();
    String before = a.text("cell_methods").map(m -> m + " ").orElse("");
    return c.withAttributes(a.with("cell_methods", before + method));
  }

  /**
   * Appends {@code time: method within years time: method over years}; for hours of the day days
   * take the place of years. What is not the same in two steps, as a standard deviation, is
   * appended as one; so is all that is done to each year.
   */
  static FieldConstruct appendClimatology(FieldConstruct c, String dim, ReduceOp op, By by) {
    boolean twoSteps =
        op instanceof Mean || op instanceof Sum || op instanceof Min || op instanceof Max;
    if (!twoSteps || by == By.YEAR) {
      return append(c, List.of(dim), op);
    }
    String period = by == By.HOUR_OF_DAY ? "days" : "years";
    String m = dim + ": " + op.cellMethod();
    return append(c, m + " within " + period + " " + m + " over " + period);
  }
}
