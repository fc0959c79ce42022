package org.isobar.cli.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.cf.Overlap;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.error.DatasetException;
import org.isobar.error.ShapeException;
import org.isobar.time.DateTime;
import org.isobar.time.Frequency;
import org.isobar.time.Periods;
import org.isobar.time.TimeReference;

/**
 * The temperatures of a run, not yet read.
 *
 * @param field over time, latitude and longitude, in kelvin
 * @param years the years that its samples cover whole, in order; at least one
 */
record RunField(Run run, Field field, List<Integer> years) {
  RunField {
    years = List.copyOf(years);
  }

  /**
   * Opens the files of a run.
   *
   * @param note is told of choices that were made
   * @throws DatasetException if the files cannot be joined
   * @throws ShapeException if they are not on a grid of latitudes and longitudes, or cover no year
   */
  static RunField open(Run run, Consumer<String> note) {
    Field map = onMap(join(run, note).field(run.variable()));
    return new RunField(run, map.to("K"), wholeYears(map));
  }

  int firstYear() {
    return years.getFirst();
  }

  int lastYear() {
    return years.getLast();
  }

  /** Whether the samples cover all years from one to another. */
  boolean covers(int first, int last) {
    return years.stream().filter(year -> year >= first && year <= last).count()
        == (long) last - first + 1;
  }

  /** Number of samples. */
  long samples() {
    return field.coordinate(Axis.T).size();
  }

  private static Dataset join(Run run, Consumer<String> note) {
    try {
      return Dataset.options().open(run.files());
    } catch (DatasetException e) {
      // The one thing that can be mended here is that files hold the same time.
      Dataset joined = Dataset.options().overlap(Overlap.KEEP_LAST).open(run.files());
      note.accept(run.name() + ": where files overlap, the one that begins later counts");
      return joined;
    }
  }

  /** Drops further dimensions, which must have one cell: the height, or the member. */
  private static Field onMap(Field field) {
    Set<String> map =
        Stream.of(Axis.T, Axis.Y, Axis.X)
            .flatMap(axis -> field.coordinates().dimOf(axis).stream())
            .collect(Collectors.toSet());
    if (map.size() < 3) {
      throw new ShapeException(
          "'"
              + field.name()
              + "' has dimensions "
              + field.dims()
              + "; needed are time, latitude and longitude, each with a coordinate of its own");
    }
    Field flat = field;
    for (Dim dim : field.dims()) {
      if (!map.contains(dim.name())) {
        if (dim.size() != 1) {
          throw new ShapeException(
              "'" + field.name() + "' has " + dim + " beside time, latitude and longitude");
        }
        flat = flat.isel(dim.name(), 0);
      }
    }
    return flat;
  }

  private static List<Integer> wholeYears(Field field) {
    Coordinate axis = field.coordinate(Axis.T);
    TimeReference time =
        axis.time()
            .orElseThrow(() -> new ShapeException("'" + axis.name() + "' cannot be read as dates"));
    long[] samples = Arrays.stream(axis.values()).mapToLong(time::micros).toArray();
    Periods periods =
        Periods.of(
            Frequency.YEAR,
            samples,
            axis.bounds().map(bounds -> cells(bounds, time)).orElse(null),
            time.calendar());
    List<Integer> years =
        IntStream.range(0, periods.size())
            .filter(periods::complete)
            .mapToObj(p -> DateTime.ofMicros(time.calendar(), periods.period(p).start()).year())
            .toList();
    if (years.isEmpty()) {
      throw new ShapeException(
          "no year is covered whole: "
              + samples.length
              + " samples from "
              + time.decode(axis.value(0))
              + " to "
              + time.decode(axis.value(samples.length - 1)));
    }
    return years;
  }

  private static long[][] cells(Bounds bounds, TimeReference time) {
    return IntStream.range(0, bounds.size())
        .mapToObj(i -> new long[] {time.micros(bounds.lower(i)), time.micros(bounds.upper(i))})
        .toArray(long[][]::new);
  }
}
