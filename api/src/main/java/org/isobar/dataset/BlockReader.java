package org.isobar.dataset;

import java.util.List;
import java.util.Optional;
import org.isobar.data.Region;

/**
 * Reads one open file. Used by one thread at a time; many readers of the same file may work at
 * once.
 *
 * <p>All methods throw {@link org.isobar.error.DatasetException} naming file, variable and region
 * where the file is damaged, truncated or unsupported; {@link java.io.UncheckedIOException} where
 * the operating system failed and a retry may help.
 */
public interface BlockReader extends AutoCloseable {
  /**
   * Reads a region of a numeric variable, unpacked to doubles in row-major order: {@code value *
   * scale_factor + add_offset}, and NaN where {@code _FillValue}, {@code missing_value}, {@code
   * valid_min}, {@code valid_max}, {@code valid_range}, NaN or (without any of these; bytes
   * excepted) the type's default fill value mark the cell as missing.
   *
   * @param variable full name
   * @param region in the file's own index space
   * @param target receives {@code region.size()} values
   * @param offset first index written in the target
   * @return whether any value read is missing (NaN); {@code true} is allowed where the reader does
   *     not know
   */
  boolean read(String variable, Region region, double[] target, int offset);

  /**
   * Reads a region as {@link #read} does, without widening it: half the memory, and as many values
   * again in the caches. Only for variables whose values are floats as they are stored, neither
   * scaled nor within limits; {@code read} gives the same numbers.
   *
   * @param variable full name
   * @param region in the file's own index space
   * @param target receives {@code region.size()} values, missing ones as NaN
   * @param offset first index written in the target
   * @return as {@code read}; empty, with the target as it was, if this variable is not read so
   */
  default Optional<Boolean> readFloats(String variable, Region region, float[] target, int offset) {
    return Optional.empty();
  }

  /**
   * All strings of a {@link VariableType.Chars} or {@link VariableType.Strings} variable,
   * row-major, trailing NULs removed.
   */
  List<String> readText(String variable);

  @Override
  void close();
}
