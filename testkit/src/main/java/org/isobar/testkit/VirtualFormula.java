package org.isobar.testkit;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.error.DatasetException;

/** Closed-form values, produced row by row. */
sealed interface VirtualFormula {

  /**
   * Writes a run along the innermost dimension.
   *
   * @param index index of the run's first value, one entry per dimension
   * @param stride distance of the values along the innermost dimension
   */
  void row(long[] index, long stride, int n, double[] out, int offset);

  /** {@code table[(sum of factor(d) index(d)) mod table.length]}. */
  final class Modular implements VirtualFormula {
    private final double[] table;
    private final long[] factors;

    Modular(double[] table, long[] factors) {
      this.table = table;
      this.factors = factors;
    }

    @Override
    public void row(long[] index, long stride, int n, double[] out, int offset) {
      int m = table.length;
      long sum = 0;
      for (int d = 0; d < index.length; d++) {
        sum += factors[d] * (index[d] % m) % m;
      }
      int at = (int) (sum % m);
      int step = index.length == 0 ? 0 : (int) (factors[factors.length - 1] * (stride % m) % m);
      for (int i = offset; i < offset + n; i++) {
        out[i] = table[at];
        at += step;
        if (at >= m) {
          at -= m;
        }
      }
    }
  }

  /** {@code offset + slope(0) index(0) + slope(1) index(1) + ...}, rounded to float on demand. */
  final class Linear implements VirtualFormula {
    private final double base;
    private final double[] slopes;
    private final boolean asFloat;

    Linear(double base, double[] slopes, boolean asFloat) {
      this.base = base;
      this.slopes = slopes;
      this.asFloat = asFloat;
    }

    @Override
    public void row(long[] index, long stride, int n, double[] out, int offset) {
      int last = index.length - 1;
      double row = base;
      for (int d = 0; d < last; d++) {
        row += slopes[d] * index[d];
      }
      for (int i = 0; i < n; i++) {
        double v = last < 0 ? row : row + slopes[last] * (index[last] + i * stride);
        out[offset + i] = asFloat ? (float) v : v;
      }
    }
  }

  /** What packed values are: {@code value = stored * scale + offset}. */
  record Packing(double scale, double offset) {}

  /** The packing of integer storage whose unpacked values are the formula's. */
  static Packing packing(VirtualDataset set) {
    return switch (set.formula()) {
      case "golden" -> new Packing(0.25, 0);
      case "float32" -> new Packing(0.001, 240);
      default -> new Packing(1, 0);
    };
  }

  static VirtualFormula of(VirtualDataset set) {
    boolean asFloat = set.storage() == DType.FLOAT32;
    List<Dim> dims = set.dims();
    return switch (set.formula()) {
      case "golden" -> modular(set, 101, goldenFactors(dims.size()));
      case "float32" -> modular(set, 60013, floatFactors(dims));
      case "constant" -> {
        double value = set.numberOption("value", 1);
        yield new Modular(new double[] {asFloat ? (float) value : value}, new long[dims.size()]);
      }
      case "linear" -> new Linear(set.numberOption("offset", 0), slopes(set, dims.size()), asFloat);
      default ->
          throw new DatasetException(
              set.location()
                  + ": unknown formula '"
                  + set.formula()
                  + "', known are golden, float32, constant, linear");
    };
  }

  private static Modular modular(VirtualDataset set, int modulus, long[] factors) {
    Packing packing = packing(set);
    double[] table = new double[modulus];
    for (int k = 0; k < modulus; k++) {
      double value =
          switch (set.storage()) {
            case FLOAT32, FLOAT64 -> set.formula().equals("golden") ? k / 4.0 : 240 + k / 1000.0;
            case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
                k * packing.scale() + packing.offset();
          };
      table[k] = set.storage() == DType.FLOAT32 ? (float) value : value;
    }
    return new Modular(table, factors);
  }

  private static long[] goldenFactors(int rank) {
    long[] primes = {31, 17, 7, 5, 3, 2};
    long[] factors = new long[rank];
    for (int d = 0; d < rank; d++) {
      factors[d] = primes[Math.min(d, primes.length - 1)];
    }
    return factors;
  }

  private static long[] floatFactors(List<Dim> dims) {
    long[] factors = new long[dims.size()];
    long factor = 104729;
    for (int d = dims.size() - 1; d > 0; d--) {
      factors[d] = factor % 60013;
      factor = factors[d] * (dims.get(d).size() % 60013);
    }
    if (factors.length > 0) {
      factors[0] = 7919;
    }
    return factors;
  }

  private static double[] slopes(VirtualDataset set, int rank) {
    double[] given = set.numbersOption("slope");
    double[] slopes = new double[rank];
    for (int d = 0; d < rank; d++) {
      slopes[d] = d < given.length ? given[d] : given.length == 0 && d == 0 ? 1 : 0;
    }
    return slopes;
  }
}
