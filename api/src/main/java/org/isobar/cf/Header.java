package org.isobar.cf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.isobar.coord.Auxiliary;
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
  private final FileMetadata file;
  private final Map<String, VariableMetadata> byPath = new HashMap<>();
  private final Map<String, VariableMetadata> coordinateOfDim = new LinkedHashMap<>();
  private final Set<String> comesAlong = new LinkedHashSet<>();

  Header(FileMetadata file) {
    this.file = file;
    file.variables().forEach(v -> byPath.put(v.path(), v));
    for (VariableMetadata v : file.variables()) {
      coordinateDim(v).ifPresent(d -> coordinateOfDim.putIfAbsent(d, v));
    }
    for (VariableMetadata v : file.variables()) {
      references(v).stream()
          .filter(Header::serves)
          .forEach(r -> comesAlong.add(r.variable().path()));
    }
  }

  /** A variable that another one names, and why. */
  record Reference(VariableMetadata variable, Auxiliary.Role role) {}

  /**
   * Whether a named variable only serves those that name it. Cell areas, ancillary data and fields
   * such as the surface pressure in formula terms are data in their own right.
   */
  private static boolean serves(Reference r) {
    return switch (r.role()) {
      case COORDINATE, BOUNDS, GRID_MAPPING -> true;
      case OTHER -> r.variable().dims().size() <= 1;
      case CELL_MEASURE -> false;
    };
  }

  List<VariableMetadata> dataVariables() {
    return file.variables().stream()
        .filter(v -> v.type() instanceof VariableType.Numeric)
        .filter(this::isData)
        .toList();
  }

  /** Text and other variables that no data variable names. */
  List<VariableMetadata> loose() {
    return file.variables().stream()
        .filter(v -> !(v.type() instanceof VariableType.Numeric))
        .filter(this::isData)
        .toList();
  }

  private boolean isData(VariableMetadata v) {
    return !comesAlong.contains(v.path()) && !coordinateOfDim.containsValue(v);
  }

  Optional<VariableMetadata> coordinate(String dim) {
    return Optional.ofNullable(coordinateOfDim.get(dim));
  }

  /** The bounds variable of a coordinate, if the file has it. */
  Optional<VariableMetadata> bounds(VariableMetadata v) {
    return v.attributes()
        .text("bounds")
        .or(() -> v.attributes().text("climatology"))
        .flatMap(n -> find(v, n));
  }

  /** Everything that a variable names, directly and through what it names. */
  List<Reference> references(VariableMetadata v) {
    Map<String, Reference> out = new LinkedHashMap<>();
    Attributes a = v.attributes();
    addWords(out, v, a.text("coordinates"), Auxiliary.Role.COORDINATE);
    addWords(out, v, a.text("bounds"), Auxiliary.Role.BOUNDS);
    addWords(out, v, a.text("climatology"), Auxiliary.Role.BOUNDS);
    addWords(out, v, a.text("grid_mapping"), Auxiliary.Role.GRID_MAPPING);
    addWords(out, v, a.text("cell_measures"), Auxiliary.Role.CELL_MEASURE);
    addWords(out, v, a.text("ancillary_variables"), Auxiliary.Role.OTHER);
    addWords(out, v, a.text("formula_terms"), Auxiliary.Role.OTHER);
    out.remove(v.path());
    return List.copyOf(out.values());
  }

  private void addWords(
      Map<String, Reference> out, VariableMetadata v, Optional<String> words, Auxiliary.Role role) {
    for (String word : SPACE.split(words.orElse(""), -1)) {
      if (!word.isEmpty() && !word.endsWith(":")) {
        find(v, word).ifPresent(f -> out.putIfAbsent(f.path(), new Reference(f, role)));
      }
    }
  }

  /**
   * A variable by the name that another variable uses for it: in its own group, else in the groups
   * around it.
   */
  private Optional<VariableMetadata> find(VariableMetadata from, String name) {
    String plain = name.startsWith("/") ? name.substring(1) : name;
    String group = group(from.path());
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

  /**
   * The dimension that a variable is the coordinate of: one dimension (and the characters of text)
   * of its own name.
   */
  private Optional<String> coordinateDim(VariableMetadata v) {
    boolean chars = v.type() instanceof VariableType.Chars;
    if (v.dims().size() != (chars ? 2 : 1)
        || v.unreadable().isPresent()
        || v.type() instanceof VariableType.Other) {
      return Optional.empty();
    }
    String dim = v.dims().get(0);
    boolean sameName = AxisKinds.lastElement(dim).equals(AxisKinds.lastElement(v.path()));
    boolean declared =
        v.attributes()
            .text("_CoordinateAxisType")
            .filter(t -> !t.isEmpty() && !t.toLowerCase(Locale.ROOT).equals("runtime"))
            .isPresent();
    return sameName || (declared && !hasOwnCoordinate(dim)) ? Optional.of(dim) : Optional.empty();
  }

  private boolean hasOwnCoordinate(String dim) {
    VariableMetadata own = byPath.get(dim);
    return own != null && own.dims().size() == 1;
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
    for (String d : data.dims()) {
      coordinate(d).ifPresent(queue::add);
    }
    while (!queue.isEmpty()) {
      VariableMetadata v = queue.remove(0);
      if (!seen.add(v.path())) {
        continue;
      }
      boolean axis = coordinateOfDim.containsValue(v);
      for (Reference r : references(v)) {
        boolean boundsOfAxis = axis && r.role() == Auxiliary.Role.BOUNDS;
        boolean axisOfData =
            data.dims().stream().anyMatch(d -> coordinate(d).equals(Optional.of(r.variable())));
        if (serves(r)
            && !boundsOfAxis
            && !axisOfData
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
    if (!grid.isEmpty()
        && comesAlong.contains(v.path())
        && !data.dims().contains(grid.get(grid.size() - 1))
        && file.variables().stream().anyMatch(c -> bounds(c).filter(v::equals).isPresent())) {
      return grid.subList(0, grid.size() - 1);
    }
    return grid;
  }
}
