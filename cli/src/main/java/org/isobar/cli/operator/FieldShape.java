package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.data.Dim;

/**
 * How a variable lies in its array. Steps, levels, rows and columns may come in any order; listings
 * have them in this one.
 *
 * @param levels number of levels, of all dimensions of levels together
 * @param cells number of cells of the horizontal grid
 */
record FieldShape(Field field, Layout layout, long steps, long levels, long cells) {

  static FieldShape of(Field f) {
    Layout layout = Layout.of(f);
    return new FieldShape(
        f,
        layout,
        layout.steps(f),
        Layout.cells(f, layout.levels()),
        Layout.cells(f, layout.horizontal(f)));
  }

  boolean timed() {
    return layout.time().isPresent();
  }

  /** The dimension whose cells are rows. */
  private Optional<String> rowDim() {
    return layout.y().or(layout::x);
  }

  long rows() {
    return Layout.cells(field, rowDim().stream().toList());
  }

  /** The variable at some steps; all of it if it has no time. */
  Field steps(long from, long to) {
    return timed() ? field.slice(layout.time().orElseThrow(), from, to, 1) : field;
  }

  /** Some rows of one step and level. */
  Field part(long step, long level, long firstRow, long lastRow) {
    Field out = timed() ? steps(step, step + 1) : field;
    long rest = level;
    for (String dim : layout.levels().reversed()) {
      long size = Layout.cells(field, List.of(dim));
      out = out.slice(dim, rest % size, rest % size + 1, 1);
      rest /= size;
    }
    return rowDim().isPresent() ? out.slice(rowDim().get(), firstRow, lastRow, 1) : out;
  }

  private List<String> order() {
    List<String> out = new ArrayList<>(layout.time().stream().toList());
    out.addAll(layout.levels());
    layout.y().ifPresent(out::add);
    layout.x().ifPresent(out::add);
    return out;
  }

  /**
   * Values with the steps outermost, then levels, rows and columns.
   *
   * @param part the variable or a part of it, that the values are of
   */
  double[] ordered(Field part, double[] values) {
    List<String> names = part.dims().stream().map(Dim::name).toList();
    List<String> order = order();
    if (names.equals(order)) {
      return values;
    }
    int rank = order.size();
    int[] size = new int[rank];
    int[] stride = new int[rank];
    for (int k = 0; k < rank; k++) {
      int at = names.indexOf(order.get(k));
      size[k] = Math.toIntExact(part.dims().get(at).size());
      stride[k] = 1;
      for (Dim inner : part.dims().subList(at + 1, rank)) {
        stride[k] *= Math.toIntExact(inner.size());
      }
    }
    return gathered(values, size, stride);
  }

  private static double[] gathered(double[] values, int[] size, int[] stride) {
    double[] out = new double[values.length];
    int[] index = new int[size.length];
    int from = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] = values[from];
      for (int k = size.length - 1; k >= 0; k--) {
        from += stride[k];
        index[k]++;
        if (index[k] < size[k]) {
          break;
        }
        from -= stride[k] * size[k];
        index[k] = 0;
      }
    }
    return out;
  }
}
