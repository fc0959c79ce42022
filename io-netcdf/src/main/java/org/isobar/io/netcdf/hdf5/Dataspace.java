package org.isobar.io.netcdf.hdf5;

import java.util.Arrays;

/**
 * A dataspace message.
 *
 * @param shape extent per dimension; empty for a scalar
 * @param max largest extent per dimension, -1 for unlimited
 * @param empty whether there are no values at all (a null dataspace)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never modified
record Dataspace(long[] shape, long[] max, boolean empty) {
  private static final int MAX_RANK = 32;

  static Dataspace parse(Cursor c) {
    int version = c.version(1, 2);
    int rank = c.u8();
    int flags = c.u8();
    if (rank > MAX_RANK) {
      throw c.structure().damaged("a dataspace of rank " + rank);
    }
    int kind = version == 2 ? c.u8() : 1;
    if (version == 1) {
      c.skip(5);
    }
    long[] shape = new long[rank];
    for (int d = 0; d < rank; d++) {
      shape[d] = c.size();
    }
    long[] max = shape.clone();
    if ((flags & 1) != 0) {
      for (int d = 0; d < rank; d++) {
        max[d] = c.sizeOrUnlimited();
        if (max[d] >= 0 && max[d] < shape[d]) {
          throw c.structure()
              .damaged("dimension " + d + " has extent " + shape[d] + " but at most " + max[d]);
        }
      }
    }
    return new Dataspace(shape, max, version == 2 && kind == 2);
  }

  int rank() {
    return shape.length;
  }

  /** Number of values; damage if a long cannot hold it. */
  long size(H5Structure in) {
    if (empty) {
      return 0;
    }
    long n = 1;
    for (long s : shape) {
      if (s == 0) {
        return 0;
      }
    }
    for (long s : shape) {
      if (s > Long.MAX_VALUE / n) {
        throw in.damaged("a dataspace of shape " + Arrays.toString(shape));
      }
      n *= s;
    }
    return n;
  }
}
