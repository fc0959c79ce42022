package org.isobar;

import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.Storage;

/**
 * How a file is written.
 *
 * @param format format; empty for that of the first input where it can hold the data, else one that
 *     can; the 64-bit-offset format (CDF-2) for what comes from no file
 * @param type type of all computed variables; empty for each field's own
 * @param overwrite whether an existing file may be replaced
 * @param keepDims whether folded dimensions stay with one cell, in the order T, Z, Y, X, as CDO
 *     writes them, and time is unlimited; otherwise their coordinates are scalars, and what was
 *     unlimited in the source is
 * @param history the line that {@code history} begins with, such as a command, none if it is blank;
 *     empty for a line on each variable with the steps that led to it, without a date: the same
 *     request gives the same bytes
 * @param storage chunks and compression, which only NetCDF-4 has
 */
public record WriteOptions(
    Optional<FileFormat> format,
    Optional<DType> type,
    boolean overwrite,
    boolean keepDims,
    Optional<String> history,
    Storage storage) {
  public static final WriteOptions DEFAULT =
      new WriteOptions(
          Optional.empty(), Optional.empty(), true, false, Optional.empty(), Storage.PLAIN);

  public WriteOptions format(FileFormat f) {
    return new WriteOptions(Optional.of(f), type, overwrite, keepDims, history, storage);
  }

  public WriteOptions type(DType t) {
    return new WriteOptions(format, Optional.of(t), overwrite, keepDims, history, storage);
  }

  public WriteOptions overwrite(boolean allow) {
    return new WriteOptions(format, type, allow, keepDims, history, storage);
  }

  public WriteOptions keepDims(boolean keep) {
    return new WriteOptions(format, type, overwrite, keep, history, storage);
  }

  public WriteOptions history(String line) {
    return new WriteOptions(format, type, overwrite, keepDims, Optional.of(line), storage);
  }

  /** Deflates at a level from 1 to 9, or not at all with 0; NetCDF-4 only. */
  public WriteOptions deflate(int level) {
    return new WriteOptions(format, type, overwrite, keepDims, history, storage.deflate(level));
  }

  /** Chunks so many cells long along a dimension of the file; NetCDF-4 only. */
  public WriteOptions chunk(String dim, long cells) {
    return new WriteOptions(format, type, overwrite, keepDims, history, storage.chunk(dim, cells));
  }
}
