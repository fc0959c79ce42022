package org.isobar.engine.plan;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.VariableRef;
import org.isobar.expr.Read;
import org.isobar.unit.Unit;

/**
 * The result of a fold that later stages read, as doubles. Expressions refer to it as to any other
 * variable: by a {@link Read} of a dataset whose format names no file.
 *
 * @param scratch whether it lies in a temporary file, not in memory
 */
public record Intermediate(int id, List<Dim> dims, boolean scratch) {
  private static final String FORMAT = "isobar-intermediate";

  public Intermediate {
    dims = List.copyOf(dims);
  }

  /** The expression that stands for an intermediate. */
  public static Read reference(int id, List<Dim> dims, Unit unit) {
    DatasetDescriptor none =
        DatasetDescriptor.ofFile(FORMAT, "stage result", new Fingerprint(0, 0, 0), Map.of());
    // Whole rows: an intermediate can be read in any piece.
    long[] chunk = new long[dims.size()];
    for (int d = 0; d < chunk.length; d++) {
      chunk[d] = d == chunk.length - 1 ? Math.max(1, dims.get(d).size()) : 1;
    }
    return new Read(
        new VariableRef(
            none,
            Integer.toString(id),
            dims,
            DType.FLOAT64,
            DType.FLOAT64,
            unit,
            LongList.of(chunk),
            false));
  }

  /** The intermediate that a read refers to, if it is one. */
  public static OptionalInt referred(Read read) {
    VariableRef v = read.variable();
    return v.dataset().format().equals(FORMAT)
        ? OptionalInt.of(Integer.parseInt(v.path()))
        : OptionalInt.empty();
  }

  /** Number of bytes. */
  public long bytes() {
    return 8 * dims.stream().mapToLong(Dim::size).reduce(1, Math::multiplyExact);
  }
}
