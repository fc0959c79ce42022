package org.isobar;

import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.dataset.FileFormat;

/**
 * How a file is written.
 *
 * @param format format; empty for that of the first input if it can be written, else the
 *     64-bit-offset format (CDF-2), or CDF-5 where that cannot hold the data
 * @param type type of all computed variables; empty for each field's own
 * @param overwrite whether an existing file may be replaced
 * @param keepDims whether folded dimensions stay with one cell, in the order T, Z, Y, X, as CDO
 *     writes them, and time is unlimited; otherwise their coordinates are scalars, and what was
 *     unlimited in the source is
 * @param history the line that {@code history} begins with, such as a command, none if it is blank;
 *     empty for a line on each variable with the steps that led to it
 */
public record WriteOptions(
    Optional<FileFormat> format,
    Optional<DType> type,
    boolean overwrite,
    boolean keepDims,
    Optional<String> history) {
  public static final WriteOptions DEFAULT =
      new WriteOptions(Optional.empty(), Optional.empty(), true, false, Optional.empty());

  public WriteOptions format(FileFormat f) {
    return new WriteOptions(Optional.of(f), type, overwrite, keepDims, history);
  }

  public WriteOptions type(DType t) {
    return new WriteOptions(format, Optional.of(t), overwrite, keepDims, history);
  }

  public WriteOptions overwrite(boolean allow) {
    return new WriteOptions(format, type, allow, keepDims, history);
  }

  public WriteOptions keepDims(boolean keep) {
    return new WriteOptions(format, type, overwrite, keep, history);
  }

  public WriteOptions history(String line) {
    return new WriteOptions(format, type, overwrite, keepDims, Optional.of(line));
  }
}
