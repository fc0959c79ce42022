package org.isobar.cli.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;

/**
 * Levels as CDO names and lists them.
 *
 * @param type {@code surface}, {@code pressure}, {@code height}, {@code depth_below_sea}, {@code
 *     altitude}, {@code hybrid} or {@code generic}
 * @param scalar whether it is a single level that the file has without a dimension
 * @param name name of the coordinate
 * @param longName empty if there is none
 * @param units empty if there are none
 * @param storage type in the file
 * @param values the levels; numbers from 1 on where the file has no coordinate
 * @param bounds first and second bound of each level; empty if there are none
 * @param attributes what else the file says about them
 * @param told whether the file has the levels, or they are but numbers
 */
record LevelAxis(
    String type,
    boolean scalar,
    String name,
    String longName,
    String units,
    DType storage,
    List<Double> values,
    List<Double> bounds,
    Attributes attributes,
    boolean told) {
  static final String SURFACE = "surface";
  static final String GENERIC = "generic";
  private static final List<String> PRESSURES = List.of("Pa", "hPa", "mb", "millibar", "hectopas");
  private static final String[] TOLD = {
    "standard_name", "long_name", "units", "positive", "formula_terms", "formula"
  };

  LevelAxis {
    values = List.copyOf(values);
    bounds = List.copyOf(bounds);
  }

  static LevelAxis of(Field f) {
    List<String> dims = Layout.of(f).levels();
    if (dims.isEmpty()) {
      return f.coordinates()
          .scalar(Axis.Z)
          .filter(c -> !c.isText())
          .map(c -> of(c, !c.folded()))
          .orElse(surface());
    }
    int n = Math.toIntExact(Layout.cells(f, dims));
    Optional<Coordinate> own =
        f.coordinates().of(dims.getLast()).filter(c -> !c.isText() && c.size() == n);
    return own.map(c -> of(c, false)).orElseGet(() -> numbered(Names.plain(dims.getLast()), n));
  }

  private static LevelAxis surface() {
    return new LevelAxis(
        SURFACE,
        false,
        "sfc",
        SURFACE,
        "",
        DType.FLOAT64,
        List.of(0.0),
        List.of(),
        Attributes.NONE,
        true);
  }

  private static LevelAxis numbered(String name, int n) {
    return new LevelAxis(
        GENERIC,
        false,
        name,
        "",
        "",
        DType.FLOAT64,
        IntStream.rangeClosed(1, n).mapToObj(i -> (double) i).toList(),
        List.of(),
        Attributes.NONE,
        false);
  }

  private static LevelAxis of(Coordinate c, boolean scalar) {
    Attributes a = c.attributes();
    String type = type(c);
    String standing = type.equals(GENERIC) ? "" : type;
    return new LevelAxis(
        type,
        scalar,
        c.name(),
        a.text("long_name").orElse(standing),
        a.text("units").orElse(""),
        c.type(),
        Arrays.stream(c.values()).boxed().toList(),
        c.bounds().map(b -> Arrays.stream(b.pairs()).boxed().toList()).orElse(List.of()),
        a.without(TOLD),
        true);
  }

  private static String type(Coordinate c) {
    String standard = c.standardName().orElse("");
    String unit = c.attributes().text("units").orElse("").strip();
    if (standard.contains("hybrid")) {
      return "hybrid";
    }
    if (standard.equals("air_pressure") || PRESSURES.stream().anyMatch(unit::startsWith)) {
      return "pressure";
    }
    return switch (standard) {
      case "height", "altitude" -> standard;
      case "depth" -> "depth_below_sea";
      default -> GENERIC;
    };
  }

  int size() {
    return values.size();
  }

  /** The number that GRIB has for levels of this kind. */
  int gribType() {
    return switch (type) {
      case SURFACE -> 1;
      case "pressure" -> 100;
      case "altitude" -> 103;
      case "height" -> 105;
      case "hybrid" -> 109;
      case "depth_below_sea" -> 160;
      default -> 0;
    };
  }
}
