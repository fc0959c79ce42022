package org.isobar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.Read;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.isobar.unit.Unit;

/**
 * Writes dimensions, their coordinates and bounds, scalars and auxiliaries: each once, however many
 * fields share it.
 */
final class CoordinateLayout {
  private final LayoutNames names;
  private final Map<String, VariableMetadata> variables;
  private final Map<String, Expr> values;
  private final Map<String, List<String>> texts;
  private final Map<DimKey, String> dims = new LinkedHashMap<>();
  private final Map<String, Long> sizes = new LinkedHashMap<>();
  private final Map<Object, String> written = new LinkedHashMap<>();
  private final IdentityHashMap<Coordinate, Content> contents = new IdentityHashMap<>();

  CoordinateLayout(
      LayoutNames names,
      Map<String, VariableMetadata> variables,
      Map<String, Expr> values,
      Map<String, List<String>> texts) {
    this.names = names;
    this.variables = variables;
    this.values = values;
    this.texts = texts;
  }

  /** A dimension with its coordinate: fields share it in the file if both are the same. */
  private record DimKey(Dim dim, Optional<Content> coordinate) {}

  /** An auxiliary on dimensions of the file. */
  private record AuxiliaryKey(Auxiliary auxiliary, List<String> on) {}

  /** What a coordinate says, compared by value. */
  private record Content(
      String name,
      NdArray values,
      List<String> labels,
      Optional<NdArray> bounds,
      Attributes attributes) {
    static Content of(Coordinate c) {
      return new Content(
          c.name(),
          NdArray.ofDoubles(List.of(new Dim("n", c.values().length)), c.values()),
          c.labels(),
          c.bounds().map(b -> NdArray.ofDoubles(List.of(new Dim("n", 2L * b.size())), b.pairs())),
          c.attributes());
    }
  }

  /** Fields of one source share their coordinates, so that most contents are told by identity. */
  private Content content(Coordinate c) {
    return contents.computeIfAbsent(c, Content::of);
  }

  /** Lays out the dimensions of a field, so that they come first in the file. */
  void reserve(Field f) {
    for (Dim d : f.dims()) {
      dim(d, f.coordinates().of(d.name()));
    }
  }

  /**
   * The name in the file of a dimension with a coordinate; a second one of the same name but other
   * content gets a number.
   */
  String dim(Dim d, Optional<Coordinate> c) {
    DimKey key = new DimKey(d, c.map(this::content));
    String known = dims.get(key);
    if (known != null) {
      return known;
    }
    boolean own = c.filter(k -> flat(k.name()).equals(flat(d.name()))).isPresent();
    String name = own ? names.free(d.name(), sizes::containsKey) : freeDim(d.name());
    dims.put(key, name);
    sizes.put(name, d.size());
    if (c.isPresent()) {
      String variable = names.unique(own ? name : c.get().name());
      written.put(key, variable);
      put(variable, c.get(), List.of(name));
    }
    return name;
  }

  private String freeDim(String wanted) {
    String name = flat(wanted);
    for (int i = 2; sizes.containsKey(name); i++) {
      name = flat(wanted) + "_" + i;
    }
    return name;
  }

  /**
   * The name of a dimension's coordinate where it is not that of the dimension, so that {@code
   * coordinates} must tell it.
   */
  Optional<String> auxiliaryName(Dim d, Coordinate c) {
    DimKey key = new DimKey(d, Optional.of(content(c)));
    return Optional.ofNullable(written.get(key)).filter(n -> !n.equals(dims.get(key)));
  }

  /** Writes a scalar coordinate. */
  String scalar(Coordinate c) {
    Content content = content(c);
    String known = written.get(content);
    if (known != null) {
      return known;
    }
    String name = names.unique(c.name());
    written.put(content, name);
    put(name, c, List.of());
    return name;
  }

  private void put(String name, Coordinate c, List<String> on) {
    List<Dim> shape = on.isEmpty() ? List.of() : List.of(new Dim(on.get(0), c.size()));
    if (c.isText()) {
      text(name, on, c.labels(), c.attributes());
      return;
    }
    Attributes a = c.attributes();
    if (c.bounds().isPresent()) {
      Bounds b = c.bounds().get();
      String bounds = names.unique(b.name());
      a = a.with(b.climatology() ? "climatology" : "bounds", bounds);
      List<String> boundsDims = new ArrayList<>(on);
      boundsDims.add(fixed("bnds", 2));
      List<Dim> boundsShape = new ArrayList<>(shape);
      boundsShape.add(new Dim("bnds", 2));
      variables.put(
          bounds,
          VariableMetadata.of(
              bounds, boundsDims, new VariableType.Numeric(DType.FLOAT64), Attributes.NONE));
      values.put(bounds, constant(NdArray.ofDoubles(boundsShape, b.pairs())));
    }
    variables.put(name, VariableMetadata.of(name, on, new VariableType.Numeric(c.type()), a));
    values.put(name, constant(NdArray.ofDoubles(shape, c.values())));
  }

  private static Expr constant(NdArray a) {
    return new Constant(a, Unit.NONE);
  }

  /** Writes an auxiliary variable of a field, and its bounds. */
  String auxiliary(Auxiliary x, Field f) {
    List<String> on =
        switch (x) {
          case Auxiliary.Texts t -> t.dim().map(d -> dimOf(f, d)).stream().toList();
          case Auxiliary.Numbers n ->
              n.expr().dims().stream().map(d -> dimOf(f, d.name(), d.size())).toList();
        };
    AuxiliaryKey key = new AuxiliaryKey(x, on);
    String known = written.get(key);
    if (known != null) {
      return known;
    }
    String name = names.unique(x.name());
    written.put(key, name);
    switch (x) {
      case Auxiliary.Texts t -> text(name, on, t.values(), t.attributes());
      case Auxiliary.Numbers n -> {
        var type = new VariableType.Numeric(storage(n.expr()));
        variables.put(name, VariableMetadata.of(name, on, type, withBounds(n, f)));
        values.put(name, n.expr());
      }
    }
    return name;
  }

  /** Bounds are named as they are in the file. */
  private Attributes withBounds(Auxiliary x, Field f) {
    Attributes a = x.attributes();
    Optional<String> wanted = a.text("bounds").map(CoordinateLayout::flat);
    return f.coordinates().auxiliaries().stream()
        .filter(y -> !y.name().equals(x.name()))
        .filter(y -> wanted.equals(Optional.of(flat(y.name()))))
        .findFirst()
        .map(y -> a.with("bounds", auxiliary(y, f)))
        .orElse(a);
  }

  void addLoose(Auxiliary.Texts t) {
    if (t.dim().isEmpty() || sizes.getOrDefault(t.dim().get(), -1L) == t.values().size()) {
      text(names.unique(t.name()), t.dim().stream().toList(), t.values(), t.attributes());
    }
  }

  private String dimOf(Field f, String dim) {
    Dim d = f.dims().stream().filter(x -> x.name().equals(dim)).findFirst().orElseThrow();
    return dim(d, f.coordinates().of(dim));
  }

  private String dimOf(Field f, String dim, long size) {
    return f.dims().stream().anyMatch(x -> x.name().equals(dim)) ? dimOf(f, dim) : fixed(dim, size);
  }

  /** A dimension without coordinate, such as that of bounds. */
  private String fixed(String wanted, long size) {
    String base = flat(wanted);
    String name = base;
    for (int i = 2; !Objects.equals(sizes.getOrDefault(name, size), size); i++) {
      name = base + "_" + i;
    }
    sizes.put(name, size);
    return name;
  }

  private void text(String name, List<String> on, List<String> strings, Attributes a) {
    int length =
        strings.stream().mapToInt(s -> s.getBytes(StandardCharsets.UTF_8).length).max().orElse(1);
    if (length <= 1 && !on.isEmpty()) {
      letters(name, on, strings, a);
      return;
    }
    List<String> all = new ArrayList<>(on);
    all.add(fixed("strlen" + Math.max(1, length), Math.max(1, length)));
    variables.put(name, VariableMetadata.of(name, all, new VariableType.Chars(), a));
    texts.put(name, strings);
  }

  /** A letter for each cell needs no dimension of its own. */
  private void letters(String name, List<String> on, List<String> each, Attributes a) {
    StringBuilder word = new StringBuilder();
    each.forEach(letter -> word.append(letter.isEmpty() ? " " : letter));
    variables.put(name, VariableMetadata.of(name, on, new VariableType.Chars(), a));
    texts.put(name, List.of(word.toString()));
  }

  List<FileDim> fileDims(Set<String> unlimited) {
    return sizes.entrySet().stream()
        .map(e -> new FileDim(e.getKey(), e.getValue(), unlimited.contains(e.getKey())))
        .toList();
  }

  private static DType storage(Expr e) {
    return switch (e) {
      case Read r -> r.variable().storage();
      case Select s -> storage(s.input());
      case Take t -> storage(t.input());
      default -> e.dtype();
    };
  }

  private static String flat(String name) {
    return LayoutNames.flat(name);
  }
}
