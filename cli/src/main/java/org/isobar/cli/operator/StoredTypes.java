package org.isobar.cli.operator;

import org.isobar.Field;
import org.isobar.data.DType;
import org.isobar.expr.Expr;
import org.isobar.expr.Read;
import org.isobar.expr.Select;
import org.isobar.expr.Take;

/** Types of numbers in files. */
final class StoredTypes {
  private StoredTypes() {}

  /** The type in which the file has a variable, or of a computed one that of its numbers. */
  static DType of(Field f) {
    return of(f.expr());
  }

  private static DType of(Expr e) {
    return switch (e) {
      case Read r -> r.variable().storage();
      case Select s -> of(s.input());
      case Take t -> of(t.input());
      default -> e.dtype();
    };
  }
}
