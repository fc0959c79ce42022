package org.isobar.cf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.CellBounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.CalendarException;
import org.isobar.time.Calendar;
import org.isobar.time.TimeReference;

/** Reads one-dimensional and scalar coordinates with their bounds into memory. */
final class CoordinateReader {
  private static final System.Logger LOG = System.getLogger(CoordinateReader.class.getName());

  private CoordinateReader() {}

  /**
   * A coordinate variable with its bounds; bounds that cannot be right are left out with a warning.
   */
  static Coordinate read(FileValues values, VariableMetadata v) {
    String name = AxisKinds.lastElement(v.path());
    Attributes attributes = Packings.meaningOnly(v.attributes()).without("bounds", "climatology");
    Optional<Axis> axis = Header.axis(v);
    if (!(v.type() instanceof VariableType.Numeric numeric)) {
      List<String> labels = values.texts(v);
      Optional<Coordinate> times =
          TextTimes.isMeant(v) ? times(values, v, labels) : Optional.empty();
      return times.orElseGet(() -> Coordinate.ofLabels(name, labels, attributes));
    }
    double[] numbers = values.numbers(v);
    Optional<TimeReference> time = timeReference(values, v);
    DType type = type(numeric.type(), v.attributes(), numbers);
    if (time.isPresent() && type == DType.FLOAT32) {
      numbers = exact(numbers, time.get());
      type = DType.FLOAT64;
    }
    Coordinate plain = Coordinate.of(name, axis, type, numbers, attributes);
    Coordinate c = time.map(plain::withTime).orElse(plain);
    return c.withBounds(bounds(values, v, c));
  }

  private static Optional<Coordinate> times(
      FileValues values, VariableMetadata v, List<String> labels) {
    // The numbers that take the place of the text are the dimension's coordinate variable.
    String name = AxisKinds.lastElement(v.dims().isEmpty() ? v.path() : v.dims().get(0));
    Optional<Coordinate> times = TextTimes.parse(name, labels, v.attributes());
    if (times.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: {1} is not read as time: it is text, and not all of it such as"
              + " 2000-01-24_12:00:00; it begins with ''{2}''",
          values.file().location(),
          v.path(),
          labels.stream().findFirst().orElse(""));
    }
    return times;
  }

  /** Unpacked values, and whole numbers of which some are missing, need a floating type. */
  private static DType type(DType stored, Attributes a, double[] values) {
    boolean packed = a.has("scale_factor") || a.has("add_offset") || a.has("_Unsigned");
    boolean missing = !stored.floating() && Arrays.stream(values).anyMatch(Double::isNaN);
    return packed || missing ? Packings.unpackedType(stored, a) : stored;
  }

  /** What floats were meant to be: hours that a float cannot hold are minutes off. */
  private static double[] exact(double[] floats, TimeReference time) {
    double[] out = new double[floats.length];
    try {
      for (int i = 0; i < out.length; i++) {
        out[i] = time.value(time.microsOfFloat((float) floats[i]));
      }
    } catch (CalendarException e) {
      return floats; // a missing time: an error for those who ask for dates
    }
    return out;
  }

  private static Optional<TimeReference> timeReference(FileValues values, VariableMetadata v) {
    String units = v.attributes().text("units").orElse("");
    if (!Header.axis(v).equals(Optional.of(Axis.T)) || units.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          TimeReference.parse(units, Calendar.parse(v.attributes().text("calendar").orElse(""))));
    } catch (CalendarException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: {1} is not read as time: {2}",
          values.file().location(),
          v.path(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Bounds> bounds(FileValues values, VariableMetadata v, Coordinate c) {
    OpenedFile file = values.file();
    Optional<VariableMetadata> found =
        file.meaning().bounds(v).filter(b -> fits(file, v, b) && b.unreadable().isEmpty());
    if (found.isEmpty() || !(found.get().type() instanceof VariableType.Numeric numeric)) {
      return Optional.empty();
    }
    VariableMetadata b = found.get();
    String name = AxisKinds.lastElement(b.path());
    double[] pairs = values.numbers(b);
    if (c.time().isPresent() && numeric.type() == DType.FLOAT32) {
      pairs = exact(pairs, c.time().get());
    }
    if (v.attributes().has("climatology")) {
      return Optional.of(Bounds.ofClimatology(name, pairs));
    }
    Bounds bounds = Bounds.of(name, pairs);
    boolean cyclic = AxisKinds.isLongitude(v.attributes());
    Optional<String> defect = CellBounds.defect(c.values(), bounds, cyclic);
    if (defect.isPresent()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: bounds ''{1}'' are not used: {2}",
          file.location(),
          b.path(),
          defect.get());
      return Optional.empty();
    }
    return Optional.of(cyclic ? CellBounds.aroundLongitudes(c.values(), bounds) : bounds);
  }

  /** Whether a variable has the dimensions of a coordinate and two values for each cell. */
  private static boolean fits(OpenedFile file, VariableMetadata v, VariableMetadata b) {
    int rank = v.dims().size();
    return b.dims().size() == rank + 1
        && b.dims().subList(0, rank).equals(v.dims())
        && file.shape(b)[rank] == 2;
  }
}
