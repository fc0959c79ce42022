package org.isobar.dataset;

import org.isobar.data.DType;

/** The type of a variable in a file. */
public sealed interface VariableType {
  /** A numeric variable. */
  record Numeric(DType type) implements VariableType {}

  /** Characters; the innermost dimension is the length of the strings. */
  record Chars() implements VariableType {}

  /** NetCDF-4 strings. */
  record Strings() implements VariableType {}

  /** Compound, opaque, variable-length and other types that are listed but not read. */
  record Other(String description) implements VariableType {}
}
