package org.isobar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.error.CalendarException;
import org.isobar.error.NoSuchDimensionException;
import org.isobar.time.TimeReference;

/** Finds dimensions and coordinates by the many names that users and files have for them. */
final class Dimensions {
  private Dimensions() {}

  /**
   * The dimension that a name means: its own, its coordinate's name or standard_name, an axis
   * letter; last without regard to case.
   */
  static String name(Field f, String asked) {
    return find(f, asked)
        .orElseThrow(
            () ->
                new NoSuchDimensionException(
                    "'" + f.name() + "' has no dimension '" + asked + "'; it has " + describe(f)));
  }

  private static Optional<String> find(Field f, String asked) {
    List<String> dims = f.dims().stream().map(Dim::name).toList();
    if (dims.contains(asked)) {
      return Optional.of(asked);
    }
    for (Map.Entry<String, Coordinate> e : f.coordinates().byDim().entrySet()) {
      Coordinate c = e.getValue();
      if (c.name().equals(asked) || c.standardName().filter(asked::equals).isPresent()) {
        return Optional.of(e.getKey());
      }
    }
    for (Axis a : Axis.values()) {
      if (a.name().equals(asked) || (asked.equals("time") && a == Axis.T)) {
        return find(f, a);
      }
    }
    if (asked.equals("lat") || asked.equals("latitude")) {
      return find(f, Axis.Y);
    }
    if (asked.equals("lon") || asked.equals("longitude")) {
      return find(f, Axis.X);
    }
    return dims.stream().filter(d -> d.equalsIgnoreCase(asked)).findFirst();
  }

  /** The dimension along an axis. */
  static String name(Field f, Axis axis) {
    return find(f, axis)
        .orElseThrow(
            () ->
                new NoSuchDimensionException(
                    "'" + f.name() + "' has no " + axis + " axis; it has " + describe(f)));
  }

  /**
   * The dimension along an axis: its coordinate's, else that of two-dimensional latitudes and
   * longitudes.
   */
  static Optional<String> find(Field f, Axis axis) {
    return f.coordinates().dimOf(axis).or(() -> ofAuxiliary(f, axis));
  }

  private static Optional<String> ofAuxiliary(Field f, Axis axis) {
    if (axis == Axis.T || axis == Axis.Z) {
      return Optional.empty();
    }
    for (Auxiliary a : f.coordinates().auxiliaries()) {
      boolean along = isAngle(a, axis == Axis.Y ? "latitude" : "longitude");
      if (along && a.dims().size() == 1) {
        return Optional.of(a.dims().get(0));
      }
      if (along && a.dims().size() == 2) {
        return Optional.of(a.dims().get(axis == Axis.Y ? 0 : 1));
      }
    }
    return Optional.empty();
  }

  private static boolean isAngle(Auxiliary a, String what) {
    String standard = a.attributes().text("standard_name").orElse("");
    String units = a.attributes().text("units").orElse("").toLowerCase(Locale.ROOT);
    boolean told = standard.equals(what);
    boolean meant =
        standard.isEmpty()
            && units.matches(what.equals("latitude") ? "degrees?_?n(orth)?" : "degrees?_?e(ast)?");
    return a.role() == Auxiliary.Role.COORDINATE && (told || meant);
  }

  static Set<String> names(Field f, Axis... axes) {
    Set<String> out = new LinkedHashSet<>();
    for (Axis a : axes) {
      out.add(name(f, a));
    }
    return out;
  }

  static Set<String> names(Field f, String... asked) {
    Set<String> out = new LinkedHashSet<>();
    for (String a : asked) {
      out.add(name(f, a));
    }
    return out;
  }

  static Coordinate coordinate(Field f, Axis axis) {
    return f.coordinates()
        .dimOf(axis)
        .flatMap(d -> f.coordinates().of(d))
        .or(() -> f.coordinates().scalar(axis))
        .orElseThrow(
            () ->
                new NoSuchDimensionException(
                    "'"
                        + f.name()
                        + "' has no one-dimensional "
                        + axis
                        + " coordinate; it has "
                        + describe(f)));
  }

  static Coordinate coordinate(Field f, String name) {
    Optional<Coordinate> scalar =
        f.coordinates().scalars().stream()
            .filter(c -> c.name().equals(name) || c.standardName().filter(name::equals).isPresent())
            .findFirst();
    return scalar
        .or(() -> find(f, name).flatMap(d -> f.coordinates().of(d)))
        .orElseThrow(
            () ->
                new NoSuchDimensionException(
                    "'" + f.name() + "' has no coordinate '" + name + "'; it has " + describe(f)));
  }

  /**
   * Whether a coordinate tells latitudes or longitudes in degrees, as far as it says: not those of
   * a rotated pole, of a projection, nor indices.
   *
   * @param what the standard_name {@code latitude} or {@code longitude}
   */
  static boolean isDegrees(Coordinate c, String what) {
    String units = c.attributes().text("units").orElse("").strip().toLowerCase(Locale.ROOT);
    return !c.isText()
        && c.standardName().filter(n -> !n.isEmpty()).map(n -> n.equals(what)).orElse(true)
        && (units.isEmpty() || units.startsWith("deg"));
  }

  static Optional<Coordinate> timeCoordinate(Field f) {
    return f.coordinates()
        .dimOf(Axis.T)
        .flatMap(d -> f.coordinates().of(d))
        .or(() -> f.coordinates().scalar(Axis.T));
  }

  /** How the numbers of the time dimension become dates. */
  static TimeReference time(Field f) {
    Coordinate c = f.coordinates().of(name(f, Axis.T)).orElseThrow();
    return c.time()
        .orElseThrow(
            () ->
                new CalendarException(
                    "time coordinate '"
                        + c.name()
                        + "' of '"
                        + f.name()
                        + "' cannot be read as dates: units '"
                        + c.unit()
                        + "', calendar '"
                        + c.attributes().text("calendar").orElse("")
                        + "'. Give it units such as 'days since 1850-01-01': withCoordinate(dim,"
                        + " Coordinate.ofTime(...)), or settaxis on the command line"));
  }

  /**
   * The other field with its dimensions named as the first one names its dimensions along the same
   * axes: {@code latitude} becomes {@code lat}. Dimensions that both have by name stay.
   */
  static Field matched(Field f, Field other) {
    List<String> names = f.dims().stream().map(Dim::name).toList();
    Field out = other;
    for (Dim d : other.dims()) {
      Optional<String> to =
          other
              .coordinates()
              .of(d.name())
              .flatMap(Coordinate::axis)
              .flatMap(a -> f.coordinates().dimOf(a));
      if (to.isPresent() && !names.contains(d.name()) && other.expr().indexOf(to.get()) < 0) {
        out = Selection.renamed(out, d.name(), to.get());
      }
    }
    return out;
  }

  /** Dimensions with their axes and standard names, then scalar coordinates, for messages. */
  static String describe(Field f) {
    List<String> out = new ArrayList<>();
    for (Dim d : f.dims()) {
      String c =
          f.coordinates()
              .of(d.name())
              .map(
                  k ->
                      (k.axis().isPresent() ? " " + k.axis().get() : "")
                          + k.standardName().map(s -> " " + s).orElse(""))
              .orElse("");
      out.add(d + c);
    }
    List<String> scalars = f.coordinates().scalars().stream().map(Dimensions::scalar).toList();
    return out + (scalars.isEmpty() ? "" : " and scalar coordinates " + scalars);
  }

  private static String scalar(Coordinate c) {
    if (c.isText()) {
      return c.name() + " = " + c.labels().get(0);
    }
    String unit = c.unit().text();
    return c.name()
        + " = "
        + c.time()
            .map(t -> Selection.date(t, c.value(0)))
            .orElse(c.value(0) + (unit.isEmpty() ? "" : " " + unit));
  }
}
