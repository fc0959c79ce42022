package org.isobar.expr;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.unit.Unit;

/**
 * A lazy computation: a tree of few node kinds, each of which checks itself when it is made.
 * Equality is structural: equal subtrees are evaluated once.
 *
 * <p>Every node knows the dimensions (outermost first), the presented type and the unit of its
 * values. Missing values are NaN.
 */
public sealed interface Expr
    permits Read, Constant, Select, Take, Map, Reduce, GroupReduce, Concat {
  List<Dim> dims();

  DType dtype();

  Unit unit();

  List<Expr> children();

  /** Position of a dimension by name, or -1. */
  default int indexOf(String dim) {
    List<Dim> dims = dims();
    for (int i = 0; i < dims.size(); i++) {
      if (dims.get(i).name().equals(dim)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Number of values.
   *
   * @throws org.isobar.error.ShapeException if there are 2^63 or more
   */
  default long size() {
    return Region.all(dims()).size();
  }
}
