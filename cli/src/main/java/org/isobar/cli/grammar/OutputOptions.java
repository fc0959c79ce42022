package org.isobar.cli.grammar;

import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.dataset.FileFormat;

/**
 * How outputs are written.
 *
 * @param type type of results; empty for that of the input
 * @param format format of outputs; empty for that of the first input
 * @param deflate level of deflation of NetCDF-4 outputs; 0 for none
 * @param chunks shape of the chunks of NetCDF-4 outputs
 * @param timeAxis how times are written; empty for as in the input
 * @param overwrite whether outputs that are there may be replaced where operators ask
 * @param history whether the command is added to the history of the output
 * @param reduceDims whether dimensions of one cell are left out
 * @param sorted whether variables are sorted by name
 */
public record OutputOptions(
    Optional<DType> type,
    Optional<FileFormat> format,
    int deflate,
    ChunkKind chunks,
    Optional<TimeAxisKind> timeAxis,
    boolean overwrite,
    boolean history,
    boolean reduceDims,
    boolean sorted) {

  /** What a chunk holds. */
  public enum ChunkKind {
    /** A field, or several of a series of small ones; at most 4 MiB. */
    AUTO,
    /** A field, however large. */
    GRID,
    /** A row of a field. */
    LINES
  }

  /** How times are written. */
  public enum TimeAxisKind {
    /** As a number of units since a date. */
    RELATIVE,
    /** As a date: {@code 20000131.5}. */
    ABSOLUTE
  }
}
