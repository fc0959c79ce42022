package org.isobar.jmh;

/** How a block of values comes to the process that works on it. */
enum StudyWay {
  /** A reference to a variable of a dataset; the file is opened for each task. */
  ISOBAR_REOPENED,
  /** The same, with a reader that stays open. */
  ISOBAR_KEPT,
  /** The names of a file and a variable, opened by Netcdf-Java without coordinates. */
  VARIABLE_REOPENED,
  VARIABLE_KEPT,
  /** The same, opened with coordinate systems, missing values and units understood. */
  COORDINATES_REOPENED,
  COORDINATES_KEPT,
  /** The block's values. */
  BLOCK,
  /** The same, as the library of the array itself writes it. */
  BLOCK_BY_LIBRARY,
  /** All values, once. */
  WHOLE,
  /** Where a block lies in the values that came before. */
  PART,
  /** What references have in common, once. */
  ATTACHMENT
}
