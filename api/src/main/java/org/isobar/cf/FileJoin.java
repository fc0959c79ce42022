package org.isobar.cf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.coord.Matching;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.CalendarException;
import org.isobar.error.DatasetException;
import org.isobar.time.TimeReference;

/**
 * Files of the same variables laid end to end along time: ordered by their first step, numbers
 * brought to the first file's reference date, overlaps found. Each file is opened once; all other
 * coordinates must match those of the first file.
 */
final class FileJoin {
  private final List<FilePiece> pieces;
  private final List<OpenedFile> files;
  private final String dim;
  private final Optional<Coordinate> coordinate;
  private final Map<String, Coordinate> others;
  private final DatasetDescriptor descriptor;

  private FileJoin(
      List<OpenedFile> files,
      List<FilePiece> pieces,
      String dim,
      Map<String, Coordinate> others,
      DatasetDescriptor descriptor) {
    this.files = files;
    this.pieces = pieces;
    this.dim = dim;
    this.coordinate = pieces.isEmpty() ? Optional.empty() : Optional.of(join(pieces));
    this.others = others;
    this.descriptor = descriptor;
  }

  private static FileJoin single(List<OpenedFile> files) {
    return new FileJoin(files, List.of(), "", Map.of(), files.get(0).descriptor());
  }

  static FileJoin of(List<OpenedFile> files, Overlap overlap) {
    if (files.size() == 1) {
      return single(files);
    }
    String dim = timeDim(files.get(0));
    List<FilePiece> found = new ArrayList<>();
    Map<String, Coordinate> others = new LinkedHashMap<>();
    for (OpenedFile f : files) {
      SameShapes.check(files.get(0), f, dim);
      try (FileValues values = f.values()) {
        FilePiece p = FilePiece.of(values, dim);
        readOthers(values, dim, others, files.get(0));
        if (p.to() > 0) {
          found.add(p);
        }
      }
    }
    if (found.isEmpty()) {
      return single(files);
    }
    checkCalendars(found);
    found.sort(Comparator.comparingLong(FilePiece::first));
    List<FilePiece> pieces = Overlaps.resolve(found, overlap);
    List<DatasetDescriptor.Part> parts = pieces.stream().map(FilePiece::part).toList();
    OpenedFile first = pieces.get(0).file();
    Set<OpenedFile> ordered = new LinkedHashSet<>(pieces.stream().map(FilePiece::file).toList());
    ordered.addAll(files);
    return new FileJoin(
        List.copyOf(ordered),
        pieces,
        dim,
        others,
        new DatasetDescriptor(first.provider().format(), dim, parts, first.options()));
  }

  /** Reads the coordinates of all other dimensions of data, and compares them. */
  private static void readOthers(
      FileValues values, String joined, Map<String, Coordinate> known, OpenedFile first) {
    for (VariableMetadata c : values.file().meaning().coordinatesOfData()) {
      if (!c.dims().get(0).equals(joined)) {
        Coordinate here = CoordinateReader.read(values, c);
        Coordinate there = known.putIfAbsent(c.path(), here);
        if (there != null) {
          Matching.difference(there, here, Matching.DEFAULT_TOLERANCE)
              .ifPresent(
                  d -> {
                    throw new DatasetException(
                        first.location()
                            + " and "
                            + values.file().location()
                            + " differ along '"
                            + c.path()
                            + "': "
                            + d
                            + "; only files of one grid can be joined");
                  });
        }
      }
    }
  }

  /** The time dimension, rather an unlimited one if there are several. */
  private static String timeDim(OpenedFile file) {
    return file.header().dims().stream()
        .filter(
            d ->
                file.meaning()
                    .coordinate(d.name())
                    .flatMap(Header::axis)
                    .filter(Axis.T::equals)
                    .isPresent())
        .sorted(Comparator.comparing(FileDim::unlimited).reversed())
        .map(FileDim::name)
        .findFirst()
        .orElseThrow(
            () ->
                new DatasetException(
                    file.location()
                        + ": files can be joined along time only, and this one has no time"
                        + " coordinate; dimensions are "
                        + file.header().dims().stream().map(FileDim::name).toList()));
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

  /** The file of the first steps; its header counts. */
  OpenedFile first() {
    return files.get(0);
  }

  /** All files, those of the first steps first. */
  List<OpenedFile> files() {
    return files;
  }

  /** The joined steps of each file; none for a single file. */
  List<FilePiece> pieces() {
    return pieces;
  }

  /** The joined dimension; empty for a single file. */
  String dim() {
    return dim;
  }

  /** The joined coordinate. */
  Optional<Coordinate> coordinate() {
    return coordinate;
  }

  /** Coordinates that were read already, by the path of their variable. */
  Map<String, Coordinate> others() {
    return others;
  }

  /** Steps along the joined dimension. */
  long length() {
    return descriptor.parts().stream().mapToLong(DatasetDescriptor.Part::length).sum();
  }

  DatasetDescriptor descriptor() {
    return descriptor;
  }
}
