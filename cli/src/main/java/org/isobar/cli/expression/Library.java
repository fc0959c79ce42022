package org.isobar.cli.expression;

import java.util.List;
import java.util.Optional;
import org.isobar.Field;

/** What an expression needs to know of grids, levels and dates. */
public interface Library {

  /**
   * The result of a function about the grid, the levels or the dates of fields, such as {@code
   * fldmean}: empty if there is no such function.
   *
   * @param function name of the function
   * @param fields the arguments that are fields
   * @param numbers the arguments that are numbers
   * @throws org.isobar.error.IsobarException if the arguments do not fit
   */
  Optional<Value> call(String function, List<Field> fields, List<Double> numbers);

  /**
   * Two fields brought together: dimensions that mean the same have the same names and coordinates,
   * and single levels, rows or columns are gone, so that they repeat.
   *
   * @throws org.isobar.error.IsobarException if the grids do not fit
   */
  Pair meet(Field first, Field second);

  /** Two fields that fit together. */
  record Pair(Field first, Field second) {}
}
