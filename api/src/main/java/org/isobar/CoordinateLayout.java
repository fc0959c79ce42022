package org.isobar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    DimKey key = new DimKey(d, c.map(Content::of));
    String known = dims.get(key);
    if (known != null) {
      return known;
    }
    String wanted = flat(d.name());
    String name = wanted;
    for (int i = 2; sizes.containsKey(name); i++) {
      name = wanted + "_" + i;
    }
    dims.put(key, name);
    sizes.put(name, d.size());
    if (c.isPresent()) {
      coordinate(name, d, c.get());
    }
    return name;
  }

  private void coordinate(String dim, Dim d, Coordinate c) {
    String name = names.unique(flat(c.name()).equals(flat(d.name())) ? dim : c.name());
    written.put(new DimKey(d, Optional.of(Content.of(c))), name);
    put(name, c, List.of(dim));
  }

  /**
   * The name of a dimension's coordinate where it is not that of the dimension, so that {@code
   * coordinates} must tell it.
   */
  Optional<String> auxiliaryName(String dim, Coordinate c) {
    for (Map.Entry<DimKey, String> e : dims.entrySet()) {
      if (e.getKey().dim().name().equals(dim)
          && e.getKey().coordinate().equals(Optional.of(Content.of(c)))) {
        String name = written.get(e.getKey());
        return Optional.ofNullable(name).filter(n -> !n.equals(e.getValue()));
      }
    }
    return Optional.empty();
  }

  /** Writes a scalar coordinate. */
  String scalar(Coordinate c) {
    Content content = Content.of(c);
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

  /** Writes an auxiliary variable of a field. */
  String auxiliary(Auxiliary x, Field f) {
    String known = written.get(x);
    if (known != null) {
      return known;
    }
    String name = names.unique(x.name());
    written.put(x, name);
    switch (x) {
      case Auxiliary.Texts t ->
          text(name, t.dim().map(d -> dimOf(f, d)).stream().toList(), t.values(), t.attributes());
      case Auxiliary.Numbers n -> {
        List<String> on = n.expr().dims().stream().map(d -> dimOf(f, d.name(), d.size())).toList();
        variables.put(
            name,
            VariableMetadata.of(
                name, on, new VariableType.Numeric(storage(n.expr())), known(n.attributes(), f)));
        values.put(name, n.expr());
      }
    }
    return name;
  }

  /** Attributes that name only variables which the file will have. */
  private Attributes known(Attributes a, Field f) {
    Optional<String> bounds = a.text("bounds");
    boolean absent =
        bounds.isPresent()
            && f.coordinates().auxiliaries().stream()
                .noneMatch(y -> flat(y.name()).equals(bounds.get()));
    return absent ? a.without("bounds") : a;
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
    List<String> all = new ArrayList<>(on);
    all.add(fixed("strlen" + Math.max(1, length), Math.max(1, length)));
    variables.put(name, VariableMetadata.of(name, all, new VariableType.Chars(), a));
    texts.put(name, strings);
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
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
