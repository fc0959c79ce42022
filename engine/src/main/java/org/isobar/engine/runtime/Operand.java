package org.isobar.engine.runtime;

import java.util.Arrays;
import java.util.List;
import org.isobar.engine.kernel.Batch;
import org.jspecify.annotations.Nullable;

/** The values of a source or an instruction in the current tile. */
final class Operand {
  /** How the values of a source lie along a run. */
  enum Kind {
    /** One value for the whole run. */
    CONSTANT,
    /** One after the other. */
    DENSE,
    /** In any other way: they are gathered tile by tile. */
    SPARSE
  }

  private static final double[] NONE = {};

  /** Runs up to this length are gathered as a whole. */
  private static final int WHOLE_RUN = 1 << 16;

  /** What the current slab lies in, of a source. */
  double[] data = NONE;

  /** Holds the slab instead of {@link #data} where it is stored so. */
  float @Nullable [] floats;

  Kind kind = Kind.DENSE;

  /** Holds the current tile from {@link #at} on; its first value only if {@link #constant}. */
  double[] array = NONE;

  int at;
  boolean constant;

  private double[] own = NONE;
  private final double[][] spare = {NONE, NONE, NONE, NONE};
  private int runLength;
  private int gatheredOffset = -1;
  private double[] filled = NONE;
  private int filledCells;
  private double[] aligned = NONE;

  /** Takes the values of an instruction away for a while: until this is called with the same k. */
  double[] take(int k, int n) {
    if (constant) {
      Arrays.fill(own, 0, n, own[0]);
    }
    double[] taken = own;
    own = spare[k];
    spare[k] = taken;
    return taken;
  }

  /** The buffer that an instruction writes. */
  double[] own() {
    if (own.length == 0) {
      own = new double[Program.TILE];
    }
    return own;
  }

  void computed(boolean isConstant) {
    array = own;
    at = 0;
    constant = isConstant;
  }

  void shape(List<Level> run, int cursor) {
    gatheredOffset = -1;
    boolean zero = true;
    boolean dense = true;
    int expected = 1;
    for (int l = run.size() - 1; l >= 0; l--) {
      Level level = run.get(l);
      boolean linear = level.index[cursor] == null;
      zero &= linear && level.stride[cursor] == 0;
      dense &= linear && level.stride[cursor] == expected;
      expected *= level.count;
    }
    runLength = expected;
    kind = run.isEmpty() ? Kind.DENSE : zero ? Kind.CONSTANT : dense ? Kind.DENSE : Kind.SPARSE;
  }

  /** Points at cells {@code [from, from + n)} of the run at an offset of the source's array. */
  void tile(List<Level> run, int cursor, int offset, int from, int n) {
    switch (kind) {
      case CONSTANT -> {
        point(offset, 1);
        constant = true;
      }
      case DENSE -> {
        point(offset + from, n);
        constant = false;
      }
      case SPARSE -> {
        if (runLength <= WHOLE_RUN) {
          gatherRun(run, cursor, offset);
          at = from;
        } else {
          gather(run, cursor, offset, from, n);
          at = 0;
        }
        array = own;
        constant = false;
      }
    }
  }

  /** Points at consecutive values of the source's array. */
  private void point(int from, int n) {
    if (floats == null) {
      array = data;
      at = from;
      return;
    }
    array = aligned();
    at = 0;
    Batch.widen(floats, from, n, array, 0);
  }

  private double[] aligned() {
    if (aligned.length == 0) {
      aligned = new double[Program.TILE];
    }
    return aligned;
  }

  /** Makes a constant a tile of {@code n} equal values. */
  void spread(int n) {
    if (!constant || n == 1) {
      return;
    }
    double value = array[at];
    if (filled.length == 0) {
      filled = new double[Program.TILE];
    }
    boolean same =
        filledCells > 0
            && Double.doubleToRawLongBits(filled[0]) == Double.doubleToRawLongBits(value);
    if (!same || filledCells < n) {
      Arrays.fill(filled, 0, n, value);
      filledCells = n;
    }
    array = filled;
    at = 0;
  }

  /** Makes the tile of {@code n} cells begin at index 0, as kernels want it. */
  void align(int n) {
    if (at == 0) {
      return;
    }
    double[] to = aligned();
    System.arraycopy(array, at, to, 0, n);
    array = to;
    at = 0;
  }

  /** Gathers a whole run, unless the last one was the same: weights serve every map of a slab. */
  private void gatherRun(List<Level> run, int cursor, int offset) {
    if (gatheredOffset != offset) {
      gather(run, cursor, offset, 0, runLength);
      gatheredOffset = offset;
    }
  }

  private void gather(List<Level> run, int cursor, int offset, int from, int n) {
    own = Source.room(own, Math.max(n, Program.TILE));
    double[] out = own;
    int depth = run.size();
    int[] i = new int[depth];
    int rest = from;
    for (int l = depth - 1; l >= 0; l--) {
      i[l] = rest % run.get(l).count;
      rest /= run.get(l).count;
    }
    Level inner = run.get(depth - 1);
    int done = 0;
    while (done < n) {
      int base = offset;
      for (int l = 0; l < depth - 1; l++) {
        base += run.get(l).place(cursor, i[l]);
      }
      int part = Math.min(n - done, inner.count - i[depth - 1]);
      gatherRow(inner, cursor, base, i[depth - 1], out, done, part);
      done += part;
      i[depth - 1] = 0;
      int l = depth - 2;
      while (l >= 0 && ++i[l] == run.get(l).count) {
        i[l--] = 0;
      }
    }
  }

  private void gatherRow(
      Level level, int cursor, int base, int first, double[] out, int to, int n) {
    int[] places = level.index[cursor];
    int stride = level.stride[cursor];
    if (floats != null) {
      gatherFloats(floats, places, stride, base, first, out, to, n);
    } else if (places != null) {
      for (int i = 0; i < n; i++) {
        out[to + i] = data[base + places[first + i]];
      }
    } else if (stride == 0) {
      Arrays.fill(out, to, to + n, data[base]);
    } else if (stride == 1) {
      System.arraycopy(data, base + first, out, to, n);
    } else {
      for (int i = 0; i < n; i++) {
        out[to + i] = data[base + (first + i) * stride];
      }
    }
  }

  private static void gatherFloats(
      float[] in,
      int @Nullable [] places,
      int stride,
      int base,
      int first,
      double[] out,
      int to,
      int n) {
    if (places != null) {
      for (int i = 0; i < n; i++) {
        out[to + i] = in[base + places[first + i]];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[to + i] = in[base + (first + i) * stride];
      }
    }
  }
}
