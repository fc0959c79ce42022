package org.isobar.io.netcdf.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isobar.data.Region;
import org.isobar.error.DatasetException;
import org.isobar.error.ShapeException;

/** What writers of all layouts ask of what they are given. */
public final class WriteChecks {
  private WriteChecks() {}

  /**
   * Requires that a region lies inside a variable and has no strides.
   *
   * @throws ShapeException naming both
   */
  public static void requireInside(Path target, String name, long[] shape, Region region) {
    boolean inside = region.rank() == shape.length;
    for (int d = 0; inside && d < shape.length; d++) {
      inside = region.end(d) <= shape[d] && (region.stride(d) == 1 || region.count(d) <= 1);
    }
    if (!inside) {
      throw new ShapeException(
          "cannot write region "
              + region
              + " of variable '"
              + name
              + "' of "
              + target
              + " with the shape "
              + Arrays.toString(shape));
    }
  }

  /**
   * Requires as many values as a region has cells.
   *
   * @param given number of values from {@code offset} on
   */
  public static void requireValues(String name, Region region, int offset, long given) {
    if (offset < 0 || given < region.size()) {
      throw new ShapeException(
          region + " of variable '" + name + "' needs " + region.size() + " values, got " + given);
    }
  }

  /**
   * The characters of a variable whose innermost dimension is the length of its strings, in UTF-8,
   * padded with NULs.
   *
   * @throws ShapeException unless there are as many strings as the other dimensions have indices
   * @throws DatasetException if a string is longer than that dimension
   */
  public static byte[] characters(Path target, String name, long[] shape, List<String> values) {
    int length = shape.length == 0 ? 1 : Math.toIntExact(shape[shape.length - 1]);
    long[] outer = Arrays.copyOf(shape, Math.max(0, shape.length - 1));
    requireStrings(target, name, outer, values);
    byte[] out = new byte[Math.multiplyExact(values.size(), length)];
    int at = 0;
    for (String value : values) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      if (utf8.length > length) {
        throw new DatasetException(
            "variable '"
                + name
                + "' of "
                + target
                + " holds strings of "
                + length
                + " bytes; this one has "
                + utf8.length
                + ": "
                + value);
      }
      System.arraycopy(utf8, 0, out, at, utf8.length);
      at += length;
    }
    return out;
  }

  /** Requires a string for each cell of a shape. */
  public static void requireStrings(Path target, String name, long[] shape, List<String> values) {
    long rows = Region.all(shape).size();
    if (rows != values.size()) {
      throw new ShapeException(
          "variable '"
              + name
              + "' of "
              + target
              + " holds "
              + rows
              + " strings, not "
              + values.size());
    }
  }
}
