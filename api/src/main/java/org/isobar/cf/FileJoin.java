package org.isobar.cf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.CalendarException;
import org.isobar.error.DatasetException;
import org.isobar.time.TimeReference;

/**
 * Files of the same variables laid end to end along time: ordered by their first step, numbers
 * brought to the first file's reference date, overlaps found.
 */
final class FileJoin {
  private final List<OpenedFile> files;
  private final String dim;
  private final Optional<Coordinate> coordinate;
  private final List<DatasetDescriptor.Part> parts;

  private FileJoin(
      List<OpenedFile> files,
      String dim,
      Optional<Coordinate> coordinate,
      List<DatasetDescriptor.Part> parts) {
    this.files = files;
    this.dim = dim;
    this.coordinate = coordinate;
    this.parts = parts;
  }

  static FileJoin single(OpenedFile file) {
    return new FileJoin(List.of(file), "", Optional.empty(), file.descriptor().parts());
  }

  static FileJoin of(List<OpenedFile> files, Overlap overlap) {
    if (files.size() == 1) {
      return single(files.get(0));
    }
    String dim = timeDim(files.get(0));
    List<FilePiece> pieces = new ArrayList<>();
    for (OpenedFile f : files) {
      FilePiece p = FilePiece.of(f, dim);
      if (p.to() > 0) {
        pieces.add(p);
      }
    }
    if (pieces.isEmpty()) {
      return single(files.get(0));
    }
    checkCalendars(pieces);
    pieces.sort(Comparator.comparingLong(FilePiece::first));
    pieces = Overlaps.resolve(pieces, overlap);
    List<DatasetDescriptor.Part> parts = new ArrayList<>();
    for (FilePiece p : pieces) {
      parts.add(
          new DatasetDescriptor.Part(
              p.file().location(),
              p.file().header().fingerprint(),
              p.from(),
              (long) p.to() - p.from()));
    }
    return new FileJoin(
        pieces.stream().map(FilePiece::file).toList(),
        dim,
        Optional.of(join(pieces)),
        List.copyOf(parts));
  }

  private static String timeDim(OpenedFile file) {
    Header header = new Header(file.header());
    List<String> candidates = new ArrayList<>();
    for (var d : file.header().dims()) {
      Optional<VariableMetadata> c = header.coordinate(d.name());
      if (c.isPresent()
          && AxisKinds.of(c.get().path(), c.get().attributes()).equals(Optional.of(Axis.T))) {
        candidates.add(d.name());
      }
    }
    if (candidates.isEmpty()) {
      throw new DatasetException(
          file.location()
              + ": files can be joined along time only, and this one has no time coordinate;"
              + " dimensions are "
              + file.header().dims().stream().map(d -> d.name()).toList());
    }
    return candidates.get(0);
  }

  private static void checkCalendars(List<FilePiece> pieces) {
    FilePiece first = pieces.get(0);
    for (FilePiece p : pieces) {
      if (!p.coordinate().calendar().equals(first.coordinate().calendar())) {
        throw new CalendarException(
            "cannot join files of unlike calendars: "
                + first.file().location()
                + " has "
                + first.coordinate().calendar().orElseThrow().cfName()
                + ", "
                + p.file().location()
                + " has "
                + p.coordinate().calendar().orElseThrow().cfName()
                + "; open them as two datasets and use alignTime");
      }
    }
  }

  private static Coordinate join(List<FilePiece> pieces) {
    Coordinate model = pieces.get(0).coordinate();
    TimeReference to = model.time().orElseThrow();
    int n = pieces.stream().mapToInt(p -> p.to() - p.from()).sum();
    double[] values = new double[n];
    double[] pairs = new double[2 * n];
    boolean bounded = pieces.stream().allMatch(p -> p.coordinate().bounds().isPresent());
    int at = 0;
    for (FilePiece p : pieces) {
      TimeReference from = p.coordinate().time().orElseThrow();
      boolean same = from.equals(to);
      for (int i = p.from(); i < p.to(); i++, at++) {
        values[at] = same ? p.coordinate().value(i) : to.value(p.micros(i));
        if (bounded) {
          Bounds b = p.coordinate().bounds().orElseThrow();
          pairs[2 * at] = same ? b.first(i) : to.value(from.micros(b.first(i)));
          pairs[2 * at + 1] = same ? b.second(i) : to.value(from.micros(b.second(i)));
        }
      }
    }
    Optional<Bounds> bounds =
        bounded
            ? model
                .bounds()
                .map(
                    b ->
                        b.climatology()
                            ? Bounds.ofClimatology(b.name(), pairs)
                            : Bounds.of(b.name(), pairs))
            : Optional.empty();
    return model.withValues(values, bounds);
  }

  OpenedFile first() {
    return files.get(0);
  }

  List<OpenedFile> files() {
    return files;
  }

  /** The joined dimension; empty for a single file. */
  String dim() {
    return dim;
  }

  /** The joined coordinate. */
  Optional<Coordinate> coordinate() {
    return coordinate;
  }

  /** Steps along the joined dimension. */
  long length() {
    return parts.stream().mapToLong(DatasetDescriptor.Part::length).sum();
  }

  DatasetDescriptor descriptor() {
    return new DatasetDescriptor(first().provider().format(), dim, parts, first().options());
  }
}
