package org.isobar.cf;

import java.util.List;
import java.util.Optional;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.CellBounds;
import org.isobar.coord.Coordinate;
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
  static Coordinate read(OpenedFile file, VariableMetadata v) {
    String name = AxisKinds.lastElement(v.path());
    Attributes attributes = Packings.meaningOnly(v.attributes()).without("bounds", "climatology");
    if (!(v.type() instanceof VariableType.Numeric numeric)) {
      List<String> labels = file.texts(v);
      Optional<Axis> axis = AxisKinds.of(v.path(), v.attributes());
      return axis.equals(Optional.of(Axis.T))
          ? TextTimes.parse(name, labels, attributes)
              .orElseGet(() -> Coordinate.ofLabels(name, labels, attributes))
          : Coordinate.ofLabels(name, labels, attributes);
    }
    Coordinate c =
        Coordinate.of(
            name,
            AxisKinds.of(v.path(), v.attributes()),
            v.attributes().has("scale_factor") ? numeric.type().unpacked() : numeric.type(),
            file.numbers(v),
            attributes);
    Coordinate timed = timeReference(file, v).map(c::withTime).orElse(c);
    return timed.withBounds(bounds(file, v, timed));
  }

  private static Optional<TimeReference> timeReference(OpenedFile file, VariableMetadata v) {
    String units = v.attributes().text("units").orElse("");
    if (!AxisKinds.of(v.path(), v.attributes()).equals(Optional.of(Axis.T)) || units.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          TimeReference.parse(units, Calendar.parse(v.attributes().text("calendar").orElse(""))));
    } catch (CalendarException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: {1} is not read as time: {2}",
          file.location(),
          v.path(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Bounds> bounds(OpenedFile file, VariableMetadata v, Coordinate c) {
    Header header = new Header(file.header());
    Optional<VariableMetadata> found = header.bounds(v);
    if (found.isEmpty() || !(found.get().type() instanceof VariableType.Numeric)) {
      return Optional.empty();
    }
    VariableMetadata b = found.get();
    long[] shape = file.shape(b);
    if (shape.length != v.dims().size() + 1
        || shape[shape.length - 1] != 2
        || !b.dims().subList(0, v.dims().size()).equals(v.dims())
        || b.unreadable().isPresent()) {
      return Optional.empty();
    }
    boolean climatology = v.attributes().has("climatology");
    String name = AxisKinds.lastElement(b.path());
    double[] pairs = file.numbers(b);
    Bounds bounds = climatology ? Bounds.ofClimatology(name, pairs) : Bounds.of(name, pairs);
    if (climatology) {
      return Optional.of(bounds);
    }
    boolean cyclic = AxisKinds.isLongitude(v.path(), v.attributes());
    Optional<String> defect = CellBounds.defect(c.values(), bounds, cyclic);
    defect.ifPresent(
        d ->
            LOG.log(
                System.Logger.Level.WARNING,
                "{0}: bounds ''{1}'' are not used: {2}",
                file.location(),
                b.path(),
                d));
    return defect.isPresent() ? Optional.empty() : Optional.of(bounds);
  }
}
