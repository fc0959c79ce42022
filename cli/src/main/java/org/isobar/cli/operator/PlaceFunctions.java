package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;

/** Functions of expressions that tell where cells are: longitudes, latitudes, levels. */
final class PlaceFunctions {
  private PlaceFunctions() {}

  static Optional<Field> of(Call call, String function, Field f) {
    return switch (function) {
      case "clon" -> Optional.of(horizontal(call, f, true));
      case "clat" -> Optional.of(horizontal(call, f, false));
      case "clev" -> Optional.of(vertical(f, "clev", level(f)));
      case "clevidx" -> Optional.of(vertical(f, "clevidx", i -> i + 1));
      case "cthickness" -> Optional.of(vertical(f, "cthickness", thickness(f)));
      default -> Optional.empty();
    };
  }

  /** What belongs to a level, by its index from 0 on. */
  @FunctionalInterface
  private interface OfLevel {
    double value(int index);
  }

  private static OfLevel level(Field f) {
    List<Double> levels = LevelSelections.levels(f);
    return levels::get;
  }

  private static OfLevel thickness(Field f) {
    List<String> dims = Layout.of(f).levels();
    Optional<double[]> known =
        dims.isEmpty()
            ? Optional.empty()
            : f.coordinates()
                .of(dims.getLast())
                .flatMap(Coordinate::bounds)
                .map(LevelStatistics::thickness);
    return i -> known.map(k -> k[i]).orElse(1.0);
  }

  private static Field vertical(Field f, String name, OfLevel of) {
    List<String> dims = Layout.of(f).levels();
    if (dims.isEmpty()) {
      return Field.of(
          name, NdArray.ofFloats(List.of(), new float[] {(float) surface(f, name)}), "", Map.of());
    }
    String dim = dims.getLast();
    int n = LevelSelections.levels(f).size();
    double[] values = IntStream.range(0, n).mapToDouble(of::value).toArray();
    return field(f, name, List.of(new Dim(dim, n)), values);
  }

  /** The level of a variable without levels; its index is 0 and its thickness 1. */
  private static double surface(Field f, String name) {
    return switch (name) {
      case "clev" -> LevelSelections.levels(f).getFirst();
      case "cthickness" -> 1;
      default -> 0;
    };
  }

  private static Field horizontal(Call call, Field f, boolean east) {
    Layout layout = Layout.of(f);
    String name = east ? "clon" : "clat";
    List<String> names = layout.horizontal(f);
    List<Dim> dims = f.dims().stream().filter(d -> names.contains(d.name())).toList();
    Optional<double[]> values =
        layout.kind() == Layout.Kind.LONLAT
            ? rows(f, layout, dims, east)
            : located(call, f, dims, east ? "longitude" : "latitude");
    return field(
        f,
        name,
        dims,
        values.orElseThrow(
            () -> call.refuse("'" + f.name() + "' has no longitudes and latitudes")));
  }

  private static Optional<double[]> rows(Field f, Layout layout, List<Dim> dims, boolean east) {
    Optional<String> own = east ? layout.x() : layout.y();
    Optional<Coordinate> c = own.flatMap(f.coordinates()::of);
    if (c.isEmpty()) {
      return Optional.empty();
    }
    int n = Math.toIntExact(dims.stream().mapToLong(Dim::size).reduce(1, Math::multiplyExact));
    boolean inner = dims.getLast().name().equals(own.get());
    int width = Math.toIntExact(dims.getLast().size());
    double[] out = new double[n];
    Arrays.setAll(out, i -> c.get().value(inner ? i % width : i / width));
    return Optional.of(out);
  }

  private static Optional<double[]> located(Call call, Field f, List<Dim> dims, String name) {
    List<String> names = dims.stream().map(Dim::name).toList();
    return f.coordinates().auxiliaries().stream()
        .filter(a -> a.role() == Auxiliary.Role.COORDINATE && a.dims().equals(names))
        .filter(a -> a.attributes().text("standard_name").filter(name::equals).isPresent())
        .filter(Auxiliary.Numbers.class::isInstance)
        .map(a -> call.values().apply(((Auxiliary.Numbers) a).expr()).toDoubleArray())
        .findFirst();
  }

  /** A field of floats with the coordinates that another one has along its dimensions. */
  static Field field(Field f, String name, List<Dim> dims, double[] values) {
    Map<String, Coordinate> axes = new LinkedHashMap<>();
    for (Dim d : dims) {
      f.coordinates().of(d.name()).ifPresent(c -> axes.put(d.name(), c));
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    List<Auxiliary> along = new ArrayList<>();
    List<String> names = dims.stream().map(Dim::name).toList();
    for (Auxiliary a : f.coordinates().auxiliaries()) {
      if (!a.dims().isEmpty() && names.containsAll(a.dims())) {
        along.add(a);
      }
    }
    Field out = Field.of(name, NdArray.ofFloats(dims, floats), "", axes);
    for (Auxiliary a : along) {
      out = out.withAuxiliary(a);
    }
    return out;
  }
}
