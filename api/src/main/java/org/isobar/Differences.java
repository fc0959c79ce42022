package org.isobar;

import java.util.IdentityHashMap;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.isobar.op.Affine;
import org.isobar.op.Arithmetic;
import org.isobar.op.Choose;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.FillMissing;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Relabel;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Where;

/**
 * Tells differences from values: an anomaly, a spread, a range. It matters where a unit has an
 * origin, as degC has: a difference converts without it.
 */
final class Differences {
  /** Subexpressions are shared: each is looked at once. */
  private final IdentityHashMap<Expr, Boolean> known = new IdentityHashMap<>();

  private Differences() {}

  /** Whether the values of an expression are differences between values of its unit. */
  static boolean is(Expr e) {
    return new Differences().of(e);
  }

  private boolean of(Expr e) {
    Boolean done = known.get(e);
    if (done == null) {
      done =
          switch (e) {
            case Read r -> false;
            case Constant c -> false;
            case Select s -> of(s.input());
            case Take t -> of(t.input());
            case Concat c -> of(c.inputs().get(0));
            case Map m -> of(m);
            case Reduce r -> fold(r.op(), r.input());
            case GroupReduce g -> fold(g.op(), g.input());
          };
      known.put(e, done);
    }
    return done;
  }

  private boolean fold(ReduceOp op, Expr input) {
    return switch (op) {
      case Std s -> true;
      case Range r -> true;
      case Mean m -> of(input);
      case Sum s -> of(input);
      case Min m -> of(input);
      case Max m -> of(input);
      default -> false;
    };
  }

  private boolean of(Map m) {
    Expr first = m.inputs().get(0);
    return switch (m.op()) {
      case Arithmetic a ->
          switch (a) {
            case ADD -> of(first) && (isNumber(m.inputs().get(1)) || of(m.inputs().get(1)));
            case SUBTRACT -> of(first) || !(isNumber(m.inputs().get(1)) || of(m.inputs().get(1)));
            case MULTIPLY, DIVIDE, MINIMUM, MAXIMUM -> of(first);
            case POWER -> false;
          };
      case Elementary e ->
          switch (e) {
            case NEGATE, ABS, FLOOR, CEIL, TRUNCATE, ROUND, TO_FLOAT -> of(first);
            case SQUARE, SQRT, RECIPROCAL, EXP, LN, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN -> false;
            case SINH, COSH, TANH, ASINH, ACOSH, ATANH -> false;
          };
      case ElementOp op -> keeps(op) && of(first);
    };
  }

  /** Whether an operation leaves valid values of its first input what they are. */
  private static boolean keeps(ElementOp op) {
    return op instanceof Affine
        || op instanceof Relabel
        || op instanceof Where
        || op instanceof Choose
        || op instanceof FillMissing;
  }

  /** Numbers shift values, they are not values themselves. */
  private static boolean isNumber(Expr e) {
    return e instanceof Constant c && c.number();
  }
}
