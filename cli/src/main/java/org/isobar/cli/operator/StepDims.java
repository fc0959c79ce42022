package org.isobar.cli.operator;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileMetadata;

/**
 * Time steps without dates, as CDO finds them. In a variable without a time axis the steps run
 * along the dimension that is called {@code time}, else along an unlimited one, else along one that
 * counts hours or the like without saying since when; never along one that is known as an axis of
 * space. A climatology without years is such a file, and so are records of reports.
 *
 * <p>A file has one kind of steps: where any variable has dates or a dimension called {@code time},
 * other unlimited dimensions are members, stations or the like.
 */
final class StepDims {
  private static final Set<String> NAMES = Set.of("time", "t", "time_counter");
  private static final Set<String> DURATIONS =
      Set.of("second", "minute", "hour", "day", "month", "year");

  private final Set<String> unlimited = new HashSet<>();
  private boolean known;

  private StepDims(FileMetadata file) {
    file.dims().stream().filter(FileDim::unlimited).map(FileDim::name).forEach(unlimited::add);
  }

  /** The variables of a file with their time steps marked as such. */
  static Dataset mark(FileMetadata file, Dataset dataset) {
    StepDims steps = new StepDims(file);
    return dataset.mapReadable(steps::see).mapReadable(steps::mark);
  }

  private Field see(Field f) {
    known |=
        f.coordinates().dimOf(Axis.T).isPresent() || free(f).stream().anyMatch(StepDims::isNamed);
    return f;
  }

  private static List<String> free(Field f) {
    return f.dims().stream().map(Dim::name).filter(d -> isFree(f, d)).toList();
  }

  private Field mark(Field f) {
    if (f.coordinates().dimOf(Axis.T).isPresent()) {
      return f;
    }
    List<String> free = free(f);
    List<String> others = known ? List.of() : free;
    return free.stream()
        .filter(StepDims::isNamed)
        .findFirst()
        .or(() -> others.stream().filter(unlimited::contains).findFirst())
        .or(() -> others.stream().filter(d -> counts(f, d)).findFirst())
        .map(d -> f.withCoordinate(d, steps(f, d)))
        .orElse(f);
  }

  private static boolean isFree(Field f, String dim) {
    return f.coordinates().of(dim).flatMap(Coordinate::axis).isEmpty();
  }

  private static boolean isNamed(String dim) {
    String last = dim.substring(dim.lastIndexOf('/') + 1);
    return NAMES.contains(last.toLowerCase(Locale.ROOT));
  }

  private static boolean counts(Field f, String dim) {
    String units =
        f.coordinates().of(dim).flatMap(c -> c.attributes().text("units")).orElse("").strip();
    String word = units.toLowerCase(Locale.ROOT).replaceFirst("s$", "");
    return DURATIONS.contains(word);
  }

  /** The dimension's own numbers, or where it has none those of the steps from 1 on. */
  private static Coordinate steps(Field f, String dim) {
    Optional<Coordinate> own = f.coordinates().of(dim).filter(c -> !c.isText());
    int size = Math.toIntExact(Layout.cells(f, List.of(dim)));
    double[] numbers = own.map(Coordinate::values).orElseGet(() -> new double[size]);
    if (own.isEmpty()) {
      for (int i = 0; i < size; i++) {
        numbers[i] = i + 1;
      }
    }
    Attributes attributes = own.map(Coordinate::attributes).orElse(Attributes.NONE);
    String name = own.map(Coordinate::name).orElse(dim.substring(dim.lastIndexOf('/') + 1));
    DType type = own.map(Coordinate::type).orElse(DType.FLOAT64);
    return Coordinate.of(name, Optional.of(Axis.T), type, numbers, attributes.with("axis", "T"));
  }
}
