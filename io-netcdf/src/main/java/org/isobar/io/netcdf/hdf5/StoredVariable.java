package org.isobar.io.netcdf.hdf5;

import org.isobar.data.DType;

/**
 * A dataset as the reader needs it.
 *
 * @param path full name, groups separated by {@code /}
 * @param shape extents of the variable's dimensions; the dataset itself may be smaller along
 *     unlimited ones
 * @param stored extents of the dataset
 * @param max largest extents of the dataset, -1 for unlimited
 * @param fill bytes of one value for cells that were never written; none means zeros
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never modified
record StoredVariable(
    String path,
    long[] shape,
    long[] stored,
    long[] max,
    Datatype type,
    Layout layout,
    FilterPipeline filters,
    byte[] fill) {

  int rank() {
    return shape.length;
  }

  int elementBytes() {
    return type.size();
  }

  /** The numeric storage type; only for variables that have one. */
  DType number() {
    return type.number().orElseThrow();
  }
}
