package org.isobar.cli.operator;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One of the two coordinates of a horizontal grid as listings show it: a value for each column or
 * row, or one for each cell.
 */
final class GridAxis {
  private static final double EVEN = 0.01;
  private static final double CIRCLE = 360;
  private final String name;
  private final String dim;
  private final String longName;
  private final String units;
  private final boolean single;
  private final double[] values;
  private final double[] bounds;

  /**
   * @param dim name of the dimension that it runs along
   * @param longName empty if there is none
   * @param units empty if there are none
   * @param single whether the file holds floats, which have no more than seven digits
   * @param bounds corners of each cell one after another; empty if there are none
   */
  GridAxis(
      String name,
      String dim,
      String longName,
      String units,
      boolean single,
      double[] values,
      double[] bounds) {
    this.name = name;
    this.dim = dim;
    this.longName = longName;
    this.units = units;
    this.single = single;
    this.values = values.clone();
    this.bounds = bounds.clone();
  }

  String name() {
    return name;
  }

  /** The same axis with a long name where it has none. */
  GridAxis called(String words) {
    return longName.isEmpty()
        ? new GridAxis(name, dim, words, units, single, values, bounds)
        : this;
  }

  String dim() {
    return dim;
  }

  String longName() {
    return longName;
  }

  String units() {
    return units;
  }

  boolean single() {
    return single;
  }

  int size() {
    return values.length;
  }

  double value(int i) {
    return values[i];
  }

  double[] values() {
    return values.clone();
  }

  boolean bounded() {
    return bounds.length > 0;
  }

  double[] bounds() {
    return bounds.clone();
  }

  /** The smallest and the largest value. */
  double[] range() {
    return new double[] {
      Arrays.stream(values).min().orElse(Double.NaN), Arrays.stream(values).max().orElse(Double.NaN)
    };
  }

  /** The distance of neighbours if it is the same all along, within a hundredth. */
  Optional<Double> step() {
    return step(0, 1, values.length);
  }

  /** As {@link #step()} along the first row or column of a table of so many columns. */
  Optional<Double> step(int columns, boolean alongRow) {
    int rows = values.length / columns;
    int n = alongRow ? columns : rows;
    int next = alongRow ? 1 : columns;
    int across = alongRow ? columns : 1;
    for (int k = 1; k < values.length / n; k++) {
      boolean firsts = values[k * across] == values[0];
      boolean lasts = values[k * across + (n - 1) * next] == values[(n - 1) * next];
      if (!firsts || !lasts) {
        return Optional.empty();
      }
    }
    return step(0, next, n);
  }

  private Optional<Double> step(int from, int next, int n) {
    if (n < 2) {
      return Optional.empty();
    }
    double step = (values[from + (n - 1) * next] - values[from]) / (n - 1);
    for (int i = 1; i < n; i++) {
      double own = values[from + i * next] - values[from + (i - 1) * next];
      if (Math.abs(Math.abs(own) - Math.abs(step)) > EVEN * Math.abs(step)) {
        return Optional.empty();
      }
    }
    return step == 0 ? Optional.empty() : Optional.of(step);
  }

  /** Whether values at the distance of the first two go once around the circle. */
  boolean isClosed() {
    int n = values.length;
    if (n < 2) {
      return false;
    }
    double step = Math.abs(values[1] - values[0]);
    return Math.abs(step * n - CIRCLE) < EVEN * step;
  }

  /** As {@link #isClosed()} for more than half of the rows of a table of so many columns. */
  boolean isClosed(int columns) {
    int rows = values.length / columns;
    int closed = 0;
    for (int j = 0; columns > 1 && j < rows; j++) {
      int from = j * columns;
      double step = Math.abs(values[from + 1] - values[from]);
      double gap = Math.IEEEremainder(values[from] - values[from + columns - 1], CIRCLE);
      closed += Math.abs(Math.abs(gap) - step) < step / 2 ? 1 : 0;
    }
    return closed > rows / 2;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof GridAxis g
        && name.equals(g.name)
        && dim.equals(g.dim)
        && longName.equals(g.longName)
        && units.equals(g.units)
        && Arrays.equals(values, g.values)
        && Arrays.equals(bounds, g.bounds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, dim, values.length, bounds.length);
  }
}
