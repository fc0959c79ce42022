package org.isobar.dataset;

import java.util.List;
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
   * All strings of a {@link VariableType.Chars} or {@link VariableType.Strings} variable,
   * row-major, trailing NULs removed.
   */
  List<String> readText(String variable);

  @Override
  void close();
}
