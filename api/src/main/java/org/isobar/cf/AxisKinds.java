package org.isobar.cf;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.isobar.coord.Axis;
import org.isobar.dataset.Attributes;
import org.isobar.unit.Unit;

/**
 * Finds which way a coordinate runs: by {@code axis}, {@code standard_name}, {@code units}, {@code
 * positive}, {@code _CoordinateAxisType}, and where a file says none of these, by customary names.
 * CF conventions, chapter 4.
 */
final class AxisKinds {
  private static final Set<String> LATITUDE_UNITS =
      Set.of("degrees_north", "degree_north", "degree_n", "degrees_n", "degreen", "degreesn");
  private static final Set<String> LONGITUDE_UNITS =
      Set.of("degrees_east", "degree_east", "degree_e", "degrees_e", "degreee", "degreese");
  private static final Set<String> Y_NAMES =
      Set.of("latitude", "grid_latitude", "projection_y_coordinate");
  private static final Set<String> X_NAMES =
      Set.of("longitude", "grid_longitude", "projection_x_coordinate");
  private static final Set<String> VERTICAL =
      Set.of(
          "air_pressure",
          "height",
          "altitude",
          "depth",
          "model_level_number",
          "geopotential_height",
          "height_above_reference_ellipsoid");
  private static final Unit PRESSURE = Unit.parse("Pa");

  private AxisKinds() {}

  static Optional<Axis> of(String name, Attributes a) {
    return told(a).or(() -> isStartOfForecast(a) ? Optional.empty() : byName(lastElement(name)));
  }

  /** The axis that the attributes tell, whatever the name. */
  static Optional<Axis> told(Attributes a) {
    Optional<Axis> byMeaning =
        isStartOfForecast(a)
            ? Optional.empty()
            : byStandardName(a.text("standard_name").orElse(""))
                .or(() -> byUnits(a.text("units").orElse("")));
    return byAttribute(a)
        .or(() -> byMeaning)
        .or(() -> a.text("positive").filter(p -> isDirection(p)).map(p -> Axis.Z))
        .or(() -> byAxisType(a.text("_CoordinateAxisType").orElse("")));
  }

  /** A second time beside the one that the data are for. */
  private static boolean isStartOfForecast(Attributes a) {
    return a.text("standard_name").filter("forecast_reference_time"::equals).isPresent();
  }

  static boolean isLongitude(Attributes a) {
    String units = a.text("units").orElse("").toLowerCase(Locale.ROOT);
    String standard = a.text("standard_name").orElse("");
    return standard.equals("longitude") || (standard.isEmpty() && LONGITUDE_UNITS.contains(units));
  }

  private static boolean isDirection(String positive) {
    return positive.equalsIgnoreCase("up") || positive.equalsIgnoreCase("down");
  }

  private static Optional<Axis> byAttribute(Attributes a) {
    return switch (a.text("axis").orElse("").strip().toUpperCase(Locale.ROOT)) {
      case "T" -> Optional.of(Axis.T);
      case "Z" -> Optional.of(Axis.Z);
      case "Y" -> Optional.of(Axis.Y);
      case "X" -> Optional.of(Axis.X);
      default -> Optional.empty();
    };
  }

  private static Optional<Axis> byStandardName(String n) {
    if (n.equals("time")) {
      return Optional.of(Axis.T);
    }
    if (Y_NAMES.contains(n)) {
      return Optional.of(Axis.Y);
    }
    if (X_NAMES.contains(n)) {
      return Optional.of(Axis.X);
    }
    boolean vertical =
        VERTICAL.contains(n) || n.startsWith("atmosphere_") || n.startsWith("ocean_");
    return vertical ? Optional.of(Axis.Z) : Optional.empty();
  }

  private static Optional<Axis> byUnits(String units) {
    String u = units.toLowerCase(Locale.ROOT).strip();
    if (u.contains(" since ") || u.startsWith("day as ")) {
      return Optional.of(Axis.T);
    }
    if (LATITUDE_UNITS.contains(u)) {
      return Optional.of(Axis.Y);
    }
    if (LONGITUDE_UNITS.contains(u)) {
      return Optional.of(Axis.X);
    }
    if (Set.of("level", "layer", "sigma_level").contains(u)
        || (!u.isEmpty() && Unit.parse(units).convertible(PRESSURE))) {
      return Optional.of(Axis.Z);
    }
    return Optional.empty();
  }

  private static Optional<Axis> byAxisType(String type) {
    return switch (type) {
      case "Time" -> Optional.of(Axis.T);
      case "Lat", "GeoY" -> Optional.of(Axis.Y);
      case "Lon", "GeoX" -> Optional.of(Axis.X);
      case "Height", "Pressure", "GeoZ" -> Optional.of(Axis.Z);
      default -> Optional.empty();
    };
  }

  private static Optional<Axis> byName(String name) {
    String n = name.toLowerCase(Locale.ROOT);
    if (List.of("time", "t", "time_counter").contains(n)) {
      return Optional.of(Axis.T);
    }
    if (List.of("lat", "latitude", "y", "nav_lat", "rlat").contains(n)) {
      return Optional.of(Axis.Y);
    }
    if (List.of("lon", "longitude", "x", "nav_lon", "rlon").contains(n)) {
      return Optional.of(Axis.X);
    }
    if (List.of("lev", "level", "plev", "depth", "z", "height", "sigma").contains(n)) {
      return Optional.of(Axis.Z);
    }
    return Optional.empty();
  }

  static String lastElement(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
