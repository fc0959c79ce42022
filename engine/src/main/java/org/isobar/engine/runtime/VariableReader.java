package org.isobar.engine.runtime;

import java.util.List;
import org.isobar.data.Region;
import org.isobar.dataset.DatasetDescriptor.Part;
import org.isobar.dataset.VariableRef;

/** Reads regions of a variable whose files lie end to end along one dimension. */
final class VariableReader {
  private final VariableRef variable;
  private final ReaderPool pool;
  private final int join;
  private final long[] partStart;
  private double[] piece = {};

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
    List<Part> parts = variable.dataset().parts();
    if (join < 0) {
      return read(parts.get(0), region, target, 0);
    }
    if (parts.size() == 1) {
      Part part = parts.get(0);
      return read(
          part, region.with(join, region.start(join) + part.start(), count(region)), target, 0);
    }
    return readParts(parts, region, target);
  }

  private long count(Region region) {
    return region.count(join);
  }

  private boolean readParts(List<Part> parts, Region region, double[] target) {
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
      if (outermost) {
        mayMiss |= read(part, inFile, target, (int) (done * inner(region)));
      } else {
        piece = Source.room(piece, inFile.size());
        mayMiss |= read(part, inFile, piece, 0);
        scatter(region, done, n, target);
      }
      done += n;
    }
    return mayMiss;
  }

  private int partOf(long index) {
    int at = java.util.Arrays.binarySearch(partStart, index);
    return at >= 0 ? Math.min(at, partStart.length - 2) : -at - 2;
  }

  /** Copies a piece that holds {@code n} of the joined indices to its place. */
  private void scatter(Region region, long done, long n, double[] target) {
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

  private boolean read(Part part, Region inFile, double[] target, int offset) {
    return pool.read(variable.dataset(), part, variable.path(), inFile, target, offset);
  }
}
