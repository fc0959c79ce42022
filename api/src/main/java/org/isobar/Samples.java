package org.isobar;

import java.util.Optional;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.CellBounds;
import org.isobar.coord.Coordinate;
import org.isobar.time.Calendar;
import org.isobar.time.Interval;
import org.isobar.time.TimeReference;

/**
 * The instants of a time axis, in microseconds of its calendar. Arrays are shared, not copied:
 * nobody changes them.
 */
final class Samples {
  private static final System.Logger LOG = System.getLogger(Samples.class.getName());
  private final String dim;
  private final Coordinate coordinate;
  private final long[] micros;
  private final long[] start;
  private final long[] end;

  private Samples(String dim, Coordinate coordinate, long[] micros, long[] start, long[] end) {
    this.dim = dim;
    this.coordinate = coordinate;
    this.micros = micros;
    this.start = start;
    this.end = end;
  }

  /** Name of the time dimension. */
  String dim() {
    return dim;
  }

  Coordinate coordinate() {
    return coordinate;
  }

  /**
   * Instant that decides which period a sample belongs to: the middle of its bounds, or its own.
   */
  long[] micros() {
    return micros;
  }

  /** Start of each sample's bounds, empty if it has none. */
  long[] start() {
    return start;
  }

  /** End of each sample's bounds, empty if it has none. */
  long[] end() {
    return end;
  }

  static Samples of(Field f) {
    TimeReference time = Dimensions.time(f);
    String dim = Dimensions.name(f, Axis.T);
    Coordinate c = f.coordinates().of(dim).orElseThrow();
    Optional<Bounds> bounds = c.bounds().filter(b -> !b.climatology()).filter(b -> usable(c, b));
    int n = c.size();
    long[] at = new long[n];
    long[] start = new long[bounds.isPresent() ? n : 0];
    long[] end = new long[start.length];
    for (int i = 0; i < n; i++) {
      at[i] = time.micros(c.value(i));
      if (bounds.isPresent()) {
        start[i] = time.micros(bounds.get().lower(i));
        end[i] = time.micros(bounds.get().upper(i));
        at[i] = start[i] + (end[i] - start[i]) / 2;
      }
    }
    return new Samples(dim, c, at, start, end);
  }

  /** Files are looked at when they are read, but programs make coordinates too. */
  private static boolean usable(Coordinate c, Bounds b) {
    Optional<String> defect = CellBounds.defect(c.values(), b, false);
    defect.ifPresent(
        why ->
            LOG.log(
                System.Logger.Level.WARNING, "bounds of {0} are passed over: {1}", c.name(), why));
    return defect.isEmpty();
  }

  /** The same samples at their own time stamps, their bounds passed over. */
  static Samples stamped(Field f) {
    Samples s = of(f);
    TimeReference time = s.coordinate.time().orElseThrow();
    long[] at = new long[s.micros.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = time.micros(s.coordinate.value(i));
    }
    return new Samples(s.dim, s.coordinate, at, new long[0], new long[0]);
  }

  boolean bounded() {
    return start.length > 0;
  }

  /** Whether each sample stands for a recurring period already, as those of a climatology. */
  boolean climatology() {
    return coordinate.bounds().filter(Bounds::climatology).isPresent();
  }

  /**
   * From the begin of the first to the end of the last period that a sample of a climatology was
   * made of.
   */
  Interval extent(int i) {
    Bounds b = coordinate.bounds().orElseThrow();
    return new Interval(reference().micros(b.lower(i)), reference().micros(b.upper(i)));
  }

  /** Name for the bounds variable of a time axis that is made of these samples. */
  String boundsName() {
    return coordinate
        .bounds()
        .filter(b -> !b.climatology())
        .map(Bounds::name)
        .orElse(coordinate.name() + "_bnds");
  }

  Calendar calendar() {
    return coordinate.calendar().orElseThrow();
  }

  TimeReference reference() {
    return coordinate.time().orElseThrow();
  }
}
