package org.isobar.engine.runtime;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.DatasetDescriptor.Part;
import org.isobar.dataset.VariableRef;

/** Reads regions of a variable whose files lie end to end along one dimension. */
final class VariableReader {
  private final VariableRef variable;
  private final ReaderPool pool;
  private final int join;
  private final long[] partStart;
  private final Kind<double[]> doubles = new Doubles();
  private final Kind<float[]> floats = new Floats();

  VariableReader(VariableRef variable, ReaderPool pool) {
    this.variable = variable;
    this.pool = pool;
    this.join = variable.joinIndex();
    List<Part> parts = variable.dataset().parts();
    this.partStart = new long[parts.size() + 1];
    for (int p = 0; p < parts.size(); p++) {
      partStart[p + 1] = partStart[p] + parts.get(p).length();
    }
  }

  /** Reads a region, row-major, to the start of the target; returns whether a value may be NaN. */
  boolean read(Region region, double[] target) {
    return read(region, target, doubles).orElseThrow();
  }

  /**
   * Reads a region as {@link #read}, without widening it; empty, with anything in the target, where
   * not all of it is stored as floats.
   */
  Optional<Boolean> readFloats(Region region, float[] target) {
    return read(region, target, floats);
  }

  private <A> Optional<Boolean> read(Region region, A target, Kind<A> kind) {
    List<Part> parts = variable.dataset().parts();
    if (join < 0) {
      return read(parts.get(0), region, target, 0, kind);
    }
    if (parts.size() == 1) {
      Part part = parts.get(0);
      Region inFile = region.with(join, region.start(join) + part.start(), count(region));
      return read(part, inFile, target, 0, kind);
    }
    return readParts(parts, region, target, kind);
  }

  private long count(Region region) {
    return region.count(join);
  }

  private <A> Optional<Boolean> readParts(List<Part> parts, Region region, A target, Kind<A> kind) {
    long stride = region.stride(join);
    boolean outermost = outer(region) == 1;
    boolean mayMiss = false;
    long done = 0;
    int p = partOf(region.start(join));
    while (done < count(region)) {
      long first = region.start(join) + done * stride;
      while (first >= partStart[p + 1]) {
        p++;
      }
      long n = Math.min(count(region) - done, Math.ceilDiv(partStart[p + 1] - first, stride));
      Part part = parts.get(p);
      Region inFile = region.with(join, first - partStart[p] + part.start(), n);
      Optional<Boolean> found;
      if (outermost) {
        found = read(part, inFile, target, (int) (done * inner(region)), kind);
      } else {
        A piece = kind.piece(inFile.size());
        found = read(part, inFile, piece, 0, kind);
        scatter(region, done, n, piece, target);
      }
      if (found.isEmpty()) {
        return found;
      }
      mayMiss |= found.get();
      done += n;
    }
    return Optional.of(mayMiss);
  }

  private int partOf(long index) {
    int at = java.util.Arrays.binarySearch(partStart, index);
    return at >= 0 ? Math.min(at, partStart.length - 2) : -at - 2;
  }

  /** Copies a piece that holds {@code n} of the joined indices to its place. */
  private void scatter(Region region, long done, long n, Object piece, Object target) {
    int inner = (int) inner(region);
    int length = (int) n * inner;
    int row = (int) count(region) * inner;
    int outer = (int) outer(region);
    for (int o = 0; o < outer; o++) {
      System.arraycopy(piece, o * length, target, o * row + (int) done * inner, length);
    }
  }

  private long outer(Region region) {
    long n = 1;
    for (int d = 0; d < join; d++) {
      n *= region.count(d);
    }
    return n;
  }

  private long inner(Region region) {
    long n = 1;
    for (int d = join + 1; d < region.rank(); d++) {
      n *= region.count(d);
    }
    return n;
  }

  private <A> Optional<Boolean> read(Part part, Region inFile, A target, int offset, Kind<A> kind) {
    return pool.read(
        variable.dataset(),
        part,
        variable.path(),
        inFile,
        reader -> kind.read(reader, variable.path(), inFile, target, offset));
  }

  /** Arrays of one type. */
  private abstract static class Kind<A> {
    private A piece;

    Kind(A nothing) {
      this.piece = nothing;
    }

    /** A reused buffer. */
    A piece(long size) {
      if (size > Array.getLength(piece)) {
        piece = array(Math.toIntExact(size));
      }
      return piece;
    }

    abstract A array(int n);

    /** Reads a region; empty if the variable is not read into such arrays. */
    abstract Optional<Boolean> read(
        BlockReader reader, String variable, Region inFile, A target, int offset);
  }

  private static final class Doubles extends Kind<double[]> {
    Doubles() {
      super(new double[0]);
    }

    @Override
    double[] array(int n) {
      return new double[n];
    }

    @Override
    Optional<Boolean> read(
        BlockReader reader, String variable, Region inFile, double[] target, int offset) {
      return Optional.of(reader.read(variable, inFile, target, offset));
    }
  }

  private static final class Floats extends Kind<float[]> {
    Floats() {
      super(new float[0]);
    }

    @Override
    float[] array(int n) {
      return new float[n];
    }

    @Override
    Optional<Boolean> read(
        BlockReader reader, String variable, Region inFile, float[] target, int offset) {
      return reader.readFloats(variable, inFile, target, offset);
    }
  }
}
