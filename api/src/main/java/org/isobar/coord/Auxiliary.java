package org.isobar.coord;

import java.util.List;
import java.util.Optional;
import org.isobar.dataset.Attributes;
import org.isobar.expr.Expr;

/**
 * A variable that comes along with a field and is not its data nor a dimension's coordinate:
 * two-dimensional latitudes, scalar heights, a grid mapping, hybrid coefficients, cell areas, a
 * second time axis.
 */
public sealed interface Auxiliary {
  String name();

  /** Names of its dimensions, outermost first. */
  List<String> dims();

  Attributes attributes();

  /** Why the field has it. */
  Role role();

  /** How CF ties an auxiliary variable to a field. */
  enum Role {
    /** Named by {@code coordinates}. */
    COORDINATE,
    /** Bounds of another auxiliary. */
    BOUNDS,
    /** Named by {@code grid_mapping}. */
    GRID_MAPPING,
    /** Named by {@code cell_measures}. */
    CELL_MEASURE,
    /** A term of {@code formula_terms}, or text along a dimension. */
    OTHER
  }

  /** Numbers, lazily read. */
  record Numbers(String name, Expr expr, Attributes attributes, Role role) implements Auxiliary {
    @Override
    public List<String> dims() {
      return expr.dims().stream().map(d -> d.name()).toList();
    }
  }

  /**
   * Text with at most one dimension besides the characters.
   *
   * @param dim the dimension, empty for a single string
   */
  record Texts(
      String name, Optional<String> dim, List<String> values, Attributes attributes, Role role)
      implements Auxiliary {
    public Texts {
      values = List.copyOf(values);
    }

    @Override
    public List<String> dims() {
      return dim.stream().toList();
    }
  }
}
