package org.isobar.cf;

import java.util.Optional;
import org.isobar.coord.Coordinate;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.DatasetException;
import org.isobar.time.TimeReference;

/**
 * What one file contributes along the joined dimension: the steps from {@code from} to before
 * {@code to}.
 */
final class FilePiece {
  private final OpenedFile file;
  private final Coordinate coordinate;
  private final long[] micros;
  private final int from;
  private final int to;

  private FilePiece(OpenedFile file, Coordinate coordinate, long[] micros, int from, int to) {
    this.file = file;
    this.coordinate = coordinate;
    this.micros = micros;
    this.from = from;
    this.to = to;
  }

  static FilePiece of(FileValues values, String dim) {
    OpenedFile file = values.file();
    VariableMetadata v =
        file.meaning()
            .coordinate(dim)
            .orElseThrow(
                () ->
                    new DatasetException(
                        file.location()
                            + ": no coordinate '"
                            + dim
                            + "', which the other files have"));
    Coordinate c = CoordinateReader.read(values, v);
    TimeReference time =
        c.time()
            .orElseThrow(
                () ->
                    new DatasetException(
                        file.location()
                            + ": coordinate '"
                            + dim
                            + "' cannot be read as time (units '"
                            + v.attributes().text("units").orElse("")
                            + "'), so files cannot be joined along it"));
    long[] micros = new long[c.size()];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = time.micros(c.value(i));
      if (i > 0 && micros[i] < micros[i - 1]) {
        throw new DatasetException(
            file.location()
                + ": step "
                + i
                + " ("
                + time.decode(c.value(i))
                + ") is before step "
                + (i - 1)
                + " ("
                + time.decode(c.value(i - 1))
                + "); only files whose times rise can be joined");
      }
    }
    return new FilePiece(file, c, micros, 0, micros.length);
  }

  OpenedFile file() {
    return file;
  }

  Coordinate coordinate() {
    return coordinate;
  }

  /** The part of the joined dataset that this is. */
  DatasetDescriptor.Part part() {
    return new DatasetDescriptor.Part(
        file.location(), file.header().fingerprint(), from, (long) to - from);
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Instant of a step, in microseconds of the file's calendar. */
  long micros(int step) {
    return micros[step];
  }

  long first() {
    return micros[from];
  }

  long last() {
    return micros[to - 1];
  }

  /** The steps after an instant, if any. */
  Optional<FilePiece> after(long instant) {
    int i = from;
    while (i < to && micros[i] <= instant) {
      i++;
    }
    return i == to ? Optional.empty() : Optional.of(new FilePiece(file, coordinate, micros, i, to));
  }

  /** The steps before an instant, if any. */
  Optional<FilePiece> before(long instant) {
    int i = to;
    while (i > from && micros[i - 1] >= instant) {
      i--;
    }
    return i == from
        ? Optional.empty()
        : Optional.of(new FilePiece(file, coordinate, micros, from, i));
  }
}
