package org.isobar.dataset;

/** Formats of files, as users name them. */
public enum FileFormat {
  /** NetCDF classic, CDF-1: 32-bit offsets. */
  NC1,
  /** NetCDF 64-bit offset, CDF-2. */
  NC2,
  /** NetCDF 64-bit data, CDF-5. */
  NC5,
  /** NetCDF-4 on HDF5. */
  NC4,
  /** NetCDF-4 on HDF5, classic model. */
  NC4C,
  /** Values that are computed, not stored. */
  VIRTUAL
}
