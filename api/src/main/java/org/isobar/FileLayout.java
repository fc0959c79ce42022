package org.isobar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.DatasetException;
import org.isobar.expr.Expr;
import org.isobar.run.Request;

/**
 * Lays fields out as a file by the CF conventions: coordinates, bounds, auxiliaries and data with
 * the attributes that tie them together. What fields share is written once.
 */
final class FileLayout {
  private static final String VERSION = "0.1";
  private static final List<Axis> ORDER = List.of(Axis.T, Axis.Z, Axis.Y, Axis.X);
  private static final String[] STALE = {"tracking_id", "_NCProperties", "external_variables"};
  private final LayoutNames names = new LayoutNames();
  private final Map<String, VariableMetadata> variables = new LinkedHashMap<>();
  private final Map<String, Expr> values = new LinkedHashMap<>();
  private final Map<String, List<String>> texts = new LinkedHashMap<>();
  private final CoordinateLayout coordinates =
      new CoordinateLayout(names, variables, values, texts);
  private final Set<String> times = new LinkedHashSet<>();
  private final WriteOptions options;

  private FileLayout(WriteOptions options) {
    this.options = options;
  }

  static Request.ToFile of(Path path, Dataset dataset, WriteOptions options) {
    if (!options.overwrite() && Files.exists(path)) {
      throw new DatasetException(path + ": exists; allow overwriting it or choose another name");
    }
    FileLayout layout = new FileLayout(options);
    List<Field> fields = dataset.fields();
    if (fields.isEmpty()) {
      throw new DatasetException(path + ": no variable to write");
    }
    for (Field f : fields) {
      layout.coordinates.reserve(f);
    }
    for (Field f : fields) {
      layout.add(f);
    }
    dataset.loose().forEach(layout.coordinates::addLoose);
    return layout.request(path, dataset);
  }

  private void add(Field f) {
    CoordinateSet set = f.coordinates();
    List<String> dims = dims(f);
    Set<String> named = new LinkedHashSet<>();
    Attributes a = f.attributes();
    for (Coordinate c : set.scalars()) {
      if (!kept(c)) {
        named.add(coordinates.scalar(c));
      }
    }
    for (Dim d : f.dims()) {
      set.of(d.name()).flatMap(c -> coordinates.auxiliaryName(d, c)).ifPresent(named::add);
    }
    for (Auxiliary x : set.auxiliaries()) {
      String name = coordinates.auxiliary(x, f);
      switch (x.role()) {
        case COORDINATE -> named.add(name);
        case GRID_MAPPING -> a = a.has("grid_mapping") ? a : a.with("grid_mapping", name);
        case BOUNDS, CELL_MEASURE, OTHER -> {}
      }
    }
    if (!named.isEmpty()) {
      a = a.with("coordinates", String.join(" ", named));
    }
    String name = names.data(f.name());
    variables.put(name, data(name, dims, f.construct(), a));
    values.put(name, f.expr());
  }

  /**
   * Names of the dimensions in the file; folded ones that are kept stand where their axis belongs.
   */
  private List<String> dims(Field f) {
    CoordinateSet set = f.coordinates();
    List<String> out = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (Dim d : f.dims()) {
      Optional<Axis> axis = set.of(d.name()).flatMap(Coordinate::axis);
      out.add(coordinates.dim(d, set.of(d.name())));
      order.add(axis.map(FileLayout::rank).orElse(-1));
    }
    for (Coordinate c : set.scalars()) {
      if (kept(c)) {
        int rank = c.axis().map(FileLayout::rank).orElse(-1);
        int at = place(order, rank);
        out.add(at, coordinates.dim(new Dim(c.name(), 1), Optional.of(c)));
        order.add(at, rank);
      }
    }
    if (order.contains(rank(Axis.T))) {
      times.add(out.get(order.indexOf(rank(Axis.T))));
    }
    return out;
  }

  /** The place of an axis in the order T, Z, Y, X. */
  private static int rank(Axis axis) {
    return ORDER.indexOf(axis);
  }

  /**
   * Where a dimension of an axis belongs among others: behind those of earlier axes. Those without
   * an axis are horizontal more often than not; so only X goes behind them.
   */
  private static int place(List<Integer> order, int rank) {
    int at = 0;
    for (int i = 0; i < order.size(); i++) {
      boolean earlier = order.get(i) >= 0 && order.get(i) < rank;
      boolean unknown = order.get(i) < 0 && rank == rank(Axis.X);
      at = earlier || unknown ? i + 1 : at;
    }
    return at;
  }

  private boolean kept(Coordinate c) {
    return options.keepDims() && c.folded() && c.axis().isPresent();
  }

  private VariableMetadata data(String name, List<String> dims, FieldConstruct c, Attributes a) {
    Attributes all = a;
    String unit = c.expr().unit().text();
    if (!unit.isEmpty()) {
      all = all.with("units", unit);
    }
    FieldConstruct stored = options.type().map(c::unpacked).orElse(c);
    for (String n : stored.packing().attributes().names()) {
      all = all.with(n, stored.packing().attributes().get(n).orElseThrow());
    }
    return VariableMetadata.of(name, dims, stored.packing().type(), all);
  }

  private Request.ToFile request(Path path, Dataset dataset) {
    Origin origin = dataset.fields().get(0).origin();
    List<VariableMetadata> checked = LayoutReferences.checked(variables);
    Set<String> wanted = new TreeSet<>();
    dataset.fields().forEach(f -> wanted.addAll(f.origin().unlimited()));
    List<FileDim> dims = coordinates.fileDims(unlimited(wanted, checked));
    FileFormat format =
        options.format().orElseGet(() -> LayoutFormat.of(origin.format(), checked, dims));
    return new Request.ToFile(
        path,
        origin.provider(),
        new FileSchema(format, dims, checked, global(dataset, options), options.storage()),
        values,
        texts);
  }

  /**
   * One of the sources' unlimited dimensions that is still the first of all variables that have it,
   * rather time than others; time in any case where dimensions are laid out as CDO does.
   */
  private Set<String> unlimited(Set<String> ofSources, List<VariableMetadata> all) {
    Set<String> names = new LinkedHashSet<>();
    ofSources.forEach(d -> names.add(LayoutNames.flat(d)));
    return Stream.concat(
            times.stream().filter(t -> options.keepDims() || names.contains(t)), names.stream())
        .filter(d -> all.stream().anyMatch(v -> v.dims().contains(d)))
        .filter(d -> all.stream().allMatch(v -> v.dims().indexOf(d) <= 0))
        .findFirst()
        .map(Set::of)
        .orElse(Set.of());
  }

  private static Attributes global(Dataset dataset, WriteOptions options) {
    Attributes a = dataset.attributes().without(STALE);
    if (!a.has("Conventions")) {
      a = a.with("Conventions", "CF-1.8");
    }
    String lines = options.history().map(FileLayout::line).orElseGet(() -> steps(dataset));
    Optional<String> before = a.text("history");
    String history = lines + before.orElse("");
    return history.isEmpty() ? a : a.with("history", history.stripTrailing());
  }

  private static String line(String text) {
    return text.isBlank() ? "" : text.strip() + "\n";
  }

  private static String steps(Dataset dataset) {
    StringBuilder lines = new StringBuilder();
    for (Field f : dataset.fields()) {
      List<String> steps = f.origin().steps();
      if (!steps.isEmpty()) {
        lines.append("isobar ").append(VERSION).append(": ").append(f.name()).append(": ");
        lines.append(String.join("; ", steps)).append('\n');
      }
    }
    dataset
        .attributes()
        .text("tracking_id")
        .ifPresent(
            id ->
                lines.append("isobar ").append(VERSION).append(": from ").append(id).append('\n'));
    return lines.toString();
  }
}
