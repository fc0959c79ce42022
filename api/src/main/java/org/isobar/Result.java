package org.isobar;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.error.ShapeException;

/**
 * Computed values with the coordinates of their field.
 *
 * @param field the field they were computed from
 * @param array the values, row-major in the field's dimensions; missing cells are NaN
 */
public record Result(Field field, NdArray array) {

  /** All values, row-major. */
  public double[] values() {
    return array.toDoubleArray();
  }

  /** All values rounded to float, row-major. */
  public float[] floats() {
    return array.toFloatArray();
  }

  /**
   * The only value.
   *
   * @throws ShapeException if there are several
   */
  public double value() {
    if (array.size() != 1) {
      throw new ShapeException(
          "'" + field.name() + "' has " + array.size() + " values, not one: " + array.dims());
    }
    return array.get(0);
  }

  /** The value at one index per dimension. */
  public double get(long... indices) {
    List<Dim> dims = array.dims();
    if (indices.length != dims.size()) {
      throw new ShapeException(indices.length + " indices for dimensions " + dims);
    }
    long at = 0;
    for (int d = 0; d < indices.length; d++) {
      if (indices[d] < 0 || indices[d] >= dims.get(d).size()) {
        throw new ShapeException("index " + indices[d] + " of dimension " + dims.get(d));
      }
      at = at * dims.get(d).size() + indices[d];
    }
    return array.get(at);
  }

  public List<Dim> dims() {
    return array.dims();
  }

  /** Values of the coordinate along an axis. */
  public double[] coordinate(Axis axis) {
    return field.coordinate(axis).values();
  }

  /**
   * One line per value: a column for each dimension (dates in ISO form, labels as text), then the
   * value; missing values are empty. The first line names the columns.
   */
  public String toCsv() {
    StringBuilder out = new StringBuilder();
    for (Dim d : dims()) {
      out.append(quote(d.name())).append(',');
    }
    out.append(quote(field.name())).append('\n');
    long[] at = new long[dims().size()];
    for (long i = 0; i < array.size(); i++) {
      for (int d = 0; d < at.length; d++) {
        out.append(label(d, (int) at[d])).append(',');
      }
      double v = array.get(i);
      out.append(Double.isNaN(v) ? "" : number(v)).append('\n');
      for (int d = at.length - 1; d >= 0 && ++at[d] == dims().get(d).size(); d--) {
        at[d] = 0;
      }
    }
    return out.toString();
  }

  private String label(int dim, int index) {
    Optional<Coordinate> c = field.coordinates().of(dims().get(dim).name());
    if (c.isEmpty()) {
      return Integer.toString(index);
    }
    if (c.get().isText()) {
      return quote(c.get().labels().get(index));
    }
    double v = c.get().value(index);
    boolean single = c.get().type() == DType.FLOAT32;
    return c.get()
        .time()
        .map(t -> t.decode(v).toString())
        .orElse(single ? Float.toString((float) v) : Double.toString(v));
  }

  private String number(double v) {
    return switch (array.dtype()) {
      case FLOAT32 -> Float.toString((float) v);
      case INT32, INT64 -> String.format(Locale.ROOT, "%d", (long) v);
      case INT8, UINT8, INT16, UINT16, UINT32, UINT64, FLOAT64 -> Double.toString(v);
    };
  }

  private static String quote(String s) {
    return s.matches("[^,\"\r\n]*") ? s : '"' + s.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return field + (array.size() == 1 ? " = " + array.get(0) : " of " + array.size() + " values");
  }
}
