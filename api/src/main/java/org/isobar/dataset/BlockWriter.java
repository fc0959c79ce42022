package org.isobar.dataset;

import java.util.List;
import org.isobar.data.Region;

/**
 * Writes one new file. The data lie in a temporary file beside the target until {@link #commit};
 * without it, {@link #close} removes the temporary file and leaves what stood under the final name
 * as it was.
 *
 * <p>Regions that do not overlap may be written by several threads at once, in any order.
 */
public interface BlockWriter extends AutoCloseable {
  /**
   * Packs and writes a region of a numeric variable. NaN is stored as the variable's {@code
   * _FillValue} (else {@code missing_value}, else the type's default fill). A value that the packed
   * type cannot hold is an error.
   *
   * @param region stride must be 1
   * @param values row-major, {@code region.size()} of them from {@code offset} on
   */
  void write(String variable, Region region, double[] values, int offset);

  /** Writes all strings of a character or string variable, row-major. */
  void writeText(String variable, List<String> values);

  /**
   * Checks that every value of every variable was written, forces the data to disk and renames the
   * file to its final name, all or nothing.
   */
  void commit();

  @Override
  void close();
}
