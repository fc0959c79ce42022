package org.isobar.cf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/**
 * Sorts the variables of a file into coordinates, what comes along with others, and data. Names of
 * absent variables are passed over.
 */
final class Header {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private final List<VariableMetadata> variables;
  private final Map<String, VariableMetadata> byPath = new HashMap<>();
  private final Map<String, VariableMetadata> coordinateOfDim = new LinkedHashMap<>();
  private final Set<String> coordinates = new HashSet<>();
  private final Set<String> comesAlong = new HashSet<>();
  private final Set<String> bounds = new HashSet<>();
  private final List<VariableMetadata> data;
  private final List<VariableMetadata> loose;

  Header(FileMetadata file) {
    variables = FormulaBounds.named(file.variables());
    variables.forEach(v -> byPath.put(v.path(), v));
    findCoordinates();
    for (VariableMetadata v : variables) {
      bounds(v).ifPresent(b -> bounds.add(b.path()));
      references(v).stream()
          .filter(Reference::serves)
          .forEach(r -> comesAlong.add(r.variable().path()));
    }
    List<VariableMetadata> own = variables.stream().filter(this::isData).toList();
    data = own.stream().filter(v -> v.type() instanceof VariableType.Numeric).toList();
    loose = own.stream().filter(v -> isText(v) && v.unreadable().isEmpty()).toList();
  }

  /**
   * A variable that another one names, and why.
   *
   * @param serves whether it only serves those that name it. Cell areas, ancillary data and fields
   *     such as the surface pressure in formula terms are data in their own right
   */
  record Reference(VariableMetadata variable, Auxiliary.Role role, boolean serves) {}

  private static boolean serves(VariableMetadata from, VariableMetadata to, Auxiliary.Role role) {
    return switch (role) {
      case COORDINATE, BOUNDS, GRID_MAPPING -> true;
      case OTHER -> from.dims().containsAll(to.dims());
      case CELL_MEASURE -> false;
    };
  }

  // ---- coordinates of dimensions

  /**
   * First variables of their dimension's name; for dimensions that have none, a variable that
   * {@code _CoordinateAxisType} declares, else the only text along it that tells times, else the
   * only one that says which axis it is.
   */
  private void findCoordinates() {
    for (VariableMetadata v : variables) {
      if (alongOneDim(v) && lastElement(v.dims().get(0)).equals(lastElement(v.path()))) {
        coordinates.add(v.path());
        coordinateOfDim.merge(
            v.dims().get(0), v, (a, b) -> b.path().equals(v.dims().get(0)) ? b : a);
      }
    }
    for (VariableMetadata v : variables) {
      boolean declared =
          v.attributes()
              .text("_CoordinateAxisType")
              .filter(t -> !t.isEmpty() && !t.toLowerCase(Locale.ROOT).equals("runtime"))
              .isPresent();
      if (declared && alongOneDim(v) && !coordinateOfDim.containsKey(v.dims().get(0))) {
        add(v);
      }
    }
    textTimes().values().stream().filter(l -> l.size() == 1).forEach(l -> add(l.get(0)));
    named().values().stream().filter(l -> l.size() == 1).forEach(l -> add(l.get(0)));
  }

  /** By dimension without coordinate, the text along it that tells times. */
  private Map<String, List<VariableMetadata>> textTimes() {
    return variables.stream()
        .filter(v -> isText(v) && alongOneDim(v) && TextTimes.isMeant(v))
        .filter(v -> !coordinateOfDim.containsKey(v.dims().get(0)))
        .collect(Collectors.groupingBy(v -> v.dims().get(0), TreeMap::new, Collectors.toList()));
  }

  private void add(VariableMetadata v) {
    coordinates.add(v.path());
    coordinateOfDim.put(v.dims().get(0), v);
  }

  /**
   * By dimension without coordinate, the numbers along it that some variable names as coordinates
   * and whose attributes tell an axis: one where {@code x} has {@code lon(x)}, two where cells of
   * an unstructured grid have latitudes and longitudes.
   */
  private Map<String, List<VariableMetadata>> named() {
    Map<String, List<VariableMetadata>> out = new TreeMap<>();
    for (VariableMetadata v : variables) {
      for (Reference r : references(v)) {
        VariableMetadata c = r.variable();
        if (r.role() == Auxiliary.Role.COORDINATE
            && c.type() instanceof VariableType.Numeric
            && alongOneDim(c)
            && !coordinateOfDim.containsKey(c.dims().get(0))
            && AxisKinds.told(c.attributes()).isPresent()) {
          List<VariableMetadata> known =
              out.computeIfAbsent(c.dims().get(0), d -> new ArrayList<>());
          if (!known.contains(c)) {
            known.add(c);
          }
        }
      }
    }
    return out;
  }

  /** Whether a variable has one dimension besides the characters of text, and can be read. */
  private static boolean alongOneDim(VariableMetadata v) {
    boolean chars = v.type() instanceof VariableType.Chars;
    return v.dims().size() == (chars ? 2 : 1)
        && v.unreadable().isEmpty()
        && !(v.type() instanceof VariableType.Other);
  }

  /** The coordinate of a dimension, wherever in the file it stands. */
  Optional<VariableMetadata> coordinate(String dim) {
    return Optional.ofNullable(coordinateOfDim.get(dim));
  }

  /** The coordinate of a dimension of a variable: in its own group, else in those around it. */
  Optional<VariableMetadata> coordinate(VariableMetadata of, String dim) {
    return find(of, lastElement(dim))
        .filter(c -> coordinates.contains(c.path()) && c.dims().get(0).equals(dim))
        .or(() -> coordinate(dim));
  }

  /** The coordinates of all dimensions of data variables. */
  Set<VariableMetadata> coordinatesOfData() {
    Set<VariableMetadata> out = new LinkedHashSet<>();
    for (VariableMetadata v : dataVariables()) {
      v.dims().forEach(d -> coordinate(v, d).ifPresent(out::add));
    }
    return out;
  }

  // ---- data and the rest

  /** Numbers that are data in their own right. */
  List<VariableMetadata> dataVariables() {
    return data;
  }

  /** Text that no data variable names. */
  List<VariableMetadata> loose() {
    return loose;
  }

  private static boolean isText(VariableMetadata v) {
    return v.type() instanceof VariableType.Chars || v.type() instanceof VariableType.Strings;
  }

  /** Variables whose values cannot be read, with the reason. */
  Map<String, String> unreadable() {
    Map<String, String> out = new TreeMap<>();
    for (VariableMetadata v : variables) {
      if (v.unreadable().isPresent()) {
        out.put(v.path(), v.unreadable().get());
      } else if (v.type() instanceof VariableType.Other o) {
        out.put(v.path(), "its type, " + o.description() + ", is not read");
      }
    }
    return out;
  }

  private boolean isData(VariableMetadata v) {
    return !comesAlong.contains(v.path()) && !coordinates.contains(v.path());
  }

  Optional<VariableMetadata> variable(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** The bounds variable of a coordinate, if the file has it. */
  Optional<VariableMetadata> bounds(VariableMetadata v) {
    return v.attributes()
        .text("bounds")
        .or(() -> v.attributes().text("climatology"))
        .flatMap(n -> find(v, n));
  }

  // ---- what variables name

  /** Everything that a variable names directly. */
  private List<Reference> references(VariableMetadata v) {
    Map<String, Reference> out = new LinkedHashMap<>();
    Attributes a = v.attributes();
    addWords(out, v, a.text("coordinates"), Auxiliary.Role.COORDINATE);
    addWords(out, v, a.text("bounds"), Auxiliary.Role.BOUNDS);
    addWords(out, v, a.text("climatology"), Auxiliary.Role.BOUNDS);
    addWords(out, v, a.text("grid_mapping").map(Header::mappings), Auxiliary.Role.GRID_MAPPING);
    addWords(out, v, a.text("cell_measures"), Auxiliary.Role.CELL_MEASURE);
    addWords(out, v, a.text("formula_terms"), Auxiliary.Role.OTHER);
    out.remove(v.path());
    return List.copyOf(out.values());
  }

  /** Of {@code "crs: x y crsWgs: lat lon"} the mappings; the coordinates are known otherwise. */
  private static String mappings(String attribute) {
    if (!attribute.contains(":")) {
      return attribute;
    }
    StringBuilder out = new StringBuilder();
    for (String word : SPACE.split(attribute, -1)) {
      if (word.endsWith(":")) {
        out.append(word, 0, word.length() - 1).append(' ');
      }
    }
    return out.toString();
  }

  private void addWords(
      Map<String, Reference> out, VariableMetadata v, Optional<String> words, Auxiliary.Role role) {
    for (String word : SPACE.split(words.orElse(""), -1)) {
      if (!word.isEmpty() && !word.endsWith(":")) {
        find(v, word)
            .ifPresent(f -> out.putIfAbsent(f.path(), new Reference(f, role, serves(v, f, role))));
      }
    }
  }

  /**
   * A variable by the name that another variable uses for it: in its own group, else in the groups
   * around it.
   */
  private Optional<VariableMetadata> find(VariableMetadata from, String name) {
    String plain = name.startsWith("/") ? name.substring(1) : name;
    String group = name.startsWith("/") ? "" : group(from.path());
    while (true) {
      VariableMetadata v = byPath.get(group.isEmpty() ? plain : group + "/" + plain);
      if (v != null) {
        return Optional.of(v);
      }
      if (group.isEmpty()) {
        return Optional.empty();
      }
      group = group(group);
    }
  }

  private static String group(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String lastElement(String path) {
    return AxisKinds.lastElement(path);
  }

  /**
   * The variables that belong to a data variable besides the coordinates of its dimensions: what it
   * names, what its coordinates name, and what those name in turn. Bounds of one-dimensional
   * coordinates are left to the coordinate.
   */
  List<Reference> auxiliaries(VariableMetadata data) {
    Map<String, Reference> out = new LinkedHashMap<>();
    List<VariableMetadata> queue = new ArrayList<>(List.of(data));
    Set<String> seen = new LinkedHashSet<>();
    Set<String> axes = new HashSet<>();
    for (String d : data.dims()) {
      coordinate(data, d).ifPresent(queue::add);
      coordinate(data, d).ifPresent(c -> axes.add(c.path()));
    }
    while (!queue.isEmpty()) {
      VariableMetadata v = queue.remove(0);
      if (!seen.add(v.path())) {
        continue;
      }
      for (Reference r : references(v)) {
        boolean boundsOfAxis = coordinates.contains(v.path()) && r.role() == Auxiliary.Role.BOUNDS;
        if (r.serves()
            && !boundsOfAxis
            && !axes.contains(r.variable().path())
            && data.dims().containsAll(gridDims(data, r.variable()))) {
          out.putIfAbsent(r.variable().path(), r);
          queue.add(r.variable());
        }
      }
    }
    return List.copyOf(out.values());
  }

  /**
   * Dimensions of a variable that must be the data's: all but vertices of bounds and characters of
   * text.
   */
  private List<String> gridDims(VariableMetadata data, VariableMetadata v) {
    List<String> dims = v.dims();
    boolean chars = v.type() instanceof VariableType.Chars && !dims.isEmpty();
    List<String> grid = chars ? dims.subList(0, dims.size() - 1) : dims;
    boolean vertices =
        bounds.contains(v.path())
            && !grid.isEmpty()
            && !data.dims().contains(grid.get(grid.size() - 1));
    return vertices ? grid.subList(0, grid.size() - 1) : grid;
  }

  /** The axis of a coordinate variable. */
  static Optional<Axis> axis(VariableMetadata v) {
    return AxisKinds.of(v.path(), v.attributes());
  }
}
