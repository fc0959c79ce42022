package org.isobar.expr;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.unit.Unit;

/**
 * What a node that has inputs knows from the moment it is made: dimensions, type, unit and hash.
 *
 * <p>Subexpressions are shared ({@code x - mean(x)} has {@code x} twice), so a node that asked its
 * inputs again each time would walk as many paths as there are, not as many nodes.
 */
abstract sealed class Computed permits Concat, GroupReduce, Map, Reduce, Select, Take {
  private final List<Dim> dims;
  private final DType dtype;
  private final Unit unit;
  private final List<Expr> children;
  private final List<Object> parameters;
  private final int hash;

  /**
   * @param parameters all that makes the node what it is, besides its inputs
   */
  Computed(List<Dim> dims, DType dtype, Unit unit, List<Expr> children, Object... parameters) {
    this.dims = List.copyOf(dims);
    this.dtype = dtype;
    this.unit = unit;
    this.children = List.copyOf(children);
    this.parameters = List.of(parameters);
    this.hash =
        31 * (31 * getClass().hashCode() + this.parameters.hashCode()) + children.hashCode();
  }

  public final List<Dim> dims() {
    return dims;
  }

  public final DType dtype() {
    return dtype;
  }

  public final Unit unit() {
    return unit;
  }

  public final List<Expr> children() {
    return children;
  }

  @Override
  public final boolean equals(Object o) {
    return this == o
        || (o instanceof Computed c
            && hash == c.hash
            && getClass() == c.getClass()
            && parameters.equals(c.parameters)
            && children.equals(c.children));
  }

  @Override
  public final int hashCode() {
    return hash;
  }

  /** The node and its parameters; of the inputs only their dimensions. */
  @Override
  public final String toString() {
    return getClass().getSimpleName()
        + parameters
        + " of "
        + children.stream().map(Expr::dims).toList();
  }
}
