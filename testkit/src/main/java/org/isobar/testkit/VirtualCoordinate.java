package org.isobar.testkit;

import java.util.Arrays;
import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * A coordinate variable of a virtual dataset: values and cell bounds by index.
 *
 * @param listed coordinates named one by one; empty for a regular axis
 * @param start value at index 0 of a regular axis
 * @param step distance of neighbours on a regular axis
 * @param lower distance from the lower bound to the value, as a fraction of the step
 * @param limit bounds are clipped to plus and minus this
 */
record VirtualCoordinate(
    String name,
    Attributes attributes,
    List<Double> listed,
    double start,
    double step,
    double lower,
    double limit) {

  /** The coordinate of a dimension; null if it has none. */
  static @Nullable VirtualCoordinate of(VirtualDataset set, Dim dim) {
    String option = set.options().getOrDefault(dim.name(), "");
    List<Double> listed =
        option.isEmpty() || option.equals("descending")
            ? List.of()
            : Arrays.stream(set.numbersOption(dim.name())).boxed().toList();
    double sign = option.equals("descending") ? -1 : 1;
    double n = Math.max(1, dim.size());
    return switch (dim.name()) {
      case "time" -> {
        double step = set.numberOption("step", 1);
        double origin = set.longOption("origin", 0);
        yield new VirtualCoordinate(
            "time", time(set), listed, origin * step, step, 0, Double.MAX_VALUE);
      }
      case "lat" ->
          new VirtualCoordinate(
              "lat",
              axis("latitude", "degrees_north", "Y"),
              listed,
              sign * (-90 + 90 / n),
              sign * 180 / n,
              0.5,
              90);
      case "lon" ->
          new VirtualCoordinate(
              "lon",
              axis("longitude", "degrees_east", "X"),
              listed,
              sign < 0 ? 360 - 360 / n : 0,
              sign * 360 / n,
              0.5,
              Double.MAX_VALUE);
      case "plev" ->
          new VirtualCoordinate(
              "plev",
              axis("air_pressure", "Pa", "Z").with("positive", "down"),
              listed,
              100_000,
              -90_000 / n,
              0.5,
              Double.MAX_VALUE);
      default ->
          listed.isEmpty()
              ? null
              : new VirtualCoordinate(
                  dim.name(), Attributes.NONE.with("units", "1"), listed, 0, 1, 0.5, 1e300);
    };
  }

  private static Attributes time(VirtualDataset set) {
    return axis("time", "days since " + set.options().getOrDefault("since", "2001-01-01"), "T")
        .with("calendar", set.options().getOrDefault("calendar", "standard"));
  }

  private static Attributes axis(String standardName, String units, String axis) {
    return Attributes.NONE
        .with("standard_name", standardName)
        .with("units", units)
        .with("axis", axis)
        .with("bounds", bounds(axis));
  }

  private static String bounds(String axis) {
    return switch (axis) {
      case "T" -> "time_bnds";
      case "Y" -> "lat_bnds";
      case "X" -> "lon_bnds";
      default -> "plev_bnds";
    };
  }

  boolean bounded() {
    return attributes.has("bounds");
  }

  DType type() {
    return DType.FLOAT64;
  }

  double value(long i) {
    return !listed.isEmpty() ? listed.get((int) i) : start + i * step;
  }

  /** The lower (0) or upper (1) bound of a cell, in the direction in which the axis runs. */
  double bound(long i, int side) {
    double raw = !listed.isEmpty() ? listedBound((int) i, side) : start + (i - lower + side) * step;
    return Math.max(-limit, Math.min(limit, raw));
  }

  private double listedBound(int i, int side) {
    if (listed.size() == 1) {
      return listed.get(0) + (side - 0.5) * step;
    }
    int left = Math.max(0, Math.min(listed.size() - 2, i - 1 + side));
    double half = (listed.get(left + 1) - listed.get(left)) / 2;
    boolean inside = side == 0 ? i > 0 : i < listed.size() - 1;
    return inside ? listed.get(left) + half : listed.get(i) + (side == 0 ? -half : half);
  }
}
