package org.isobar.cf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableRef;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.expr.Read;
import org.isobar.unit.Unit;

/** Turns files into a dataset: coordinates are read, data are not. */
public final class DatasetReader {
  private static final String[] NAMES_OTHERS = {
    "coordinates",
    "bounds",
    "climatology",
    "grid_mapping",
    "cell_measures",
    "ancillary_variables",
    "formula_terms"
  };
  private final FileJoin join;
  private final Header header;
  private final Map<String, Coordinate> coordinates = new LinkedHashMap<>();

  private DatasetReader(FileJoin join) {
    this.join = join;
    this.header = new Header(join.first().header());
  }

  /**
   * Reads the headers' meaning. Files with the same data variables are joined along time; files
   * with other data variables stand beside them.
   *
   * @throws DatasetException if files overlap, or hold the same variables in unlike shapes
   */
  public static DatasetConstruct read(List<OpenedFile> files, Overlap overlap) {
    Map<List<String>, List<OpenedFile>> groups = new LinkedHashMap<>();
    for (OpenedFile f : files) {
      List<String> names =
          new Header(f.header())
              .dataVariables().stream().map(VariableMetadata::path).sorted().toList();
      groups.computeIfAbsent(names, n -> new ArrayList<>()).add(f);
    }
    List<DatasetConstruct> parts = new ArrayList<>();
    for (List<OpenedFile> group : groups.values()) {
      parts.add(new DatasetReader(FileJoin.of(group, overlap)).construct());
    }
    return parts.size() == 1 ? parts.get(0) : union(parts);
  }

  private static DatasetConstruct union(List<DatasetConstruct> parts) {
    Map<String, FieldConstruct> fields = new LinkedHashMap<>();
    Map<String, String> unreadable = new TreeMap<>();
    Set<String> unlimited = new LinkedHashSet<>();
    List<Auxiliary.Texts> loose = new ArrayList<>();
    for (DatasetConstruct p : parts) {
      for (FieldConstruct f : p.fields()) {
        if (fields.putIfAbsent(f.name(), f) != null) {
          throw new DatasetException(
              "variable '"
                  + f.name()
                  + "' stands in files that hold unlike sets of variables; open them apart");
        }
      }
      unreadable.putAll(p.unreadable());
      unlimited.addAll(p.unlimited());
      p.loose().stream()
          .filter(t -> loose.stream().noneMatch(l -> l.name().equals(t.name())))
          .forEach(loose::add);
    }
    DatasetConstruct first = parts.get(0);
    return new DatasetConstruct(
        List.copyOf(fields.values()),
        loose,
        unreadable,
        first.attributes(),
        first.format(),
        first.provider(),
        unlimited);
  }

  private DatasetConstruct construct() {
    checkSameShapes();
    List<FieldConstruct> fields = new ArrayList<>();
    Map<String, String> unreadable = new TreeMap<>();
    for (VariableMetadata v : join.first().header().variables()) {
      v.unreadable().ifPresent(why -> unreadable.put(v.path(), why));
    }
    for (VariableMetadata v : header.dataVariables()) {
      if (v.unreadable().isEmpty()) {
        fields.add(field(v));
      }
    }
    Set<String> unlimited = new LinkedHashSet<>();
    join.first().header().dims().stream()
        .filter(d -> d.unlimited())
        .forEach(d -> unlimited.add(d.name()));
    return new DatasetConstruct(
        fields,
        loose(),
        unreadable,
        join.first().header().attributes(),
        join.first().header().format(),
        join.first().provider().format(),
        unlimited);
  }

  private List<Auxiliary.Texts> loose() {
    List<Auxiliary.Texts> out = new ArrayList<>();
    for (VariableMetadata v : header.loose()) {
      if (v.unreadable().isEmpty() && !(v.type() instanceof VariableType.Other)) {
        texts(v, Auxiliary.Role.OTHER).ifPresent(out::add);
      }
    }
    return out;
  }

  private void checkSameShapes() {
    OpenedFile first = join.first();
    for (OpenedFile f : join.files()) {
      for (VariableMetadata v : header.dataVariables()) {
        VariableMetadata other = f.header().variable(v.path()).orElseThrow();
        if (!other.dims().equals(v.dims())) {
          throw new DatasetException(
              "variable '"
                  + v.path()
                  + "' has dimensions "
                  + v.dims()
                  + " in "
                  + first.location()
                  + " and "
                  + other.dims()
                  + " in "
                  + f.location());
        }
        for (String d : v.dims()) {
          long here = first.dim(v, d).size();
          long there = f.dim(other, d).size();
          if (!d.equals(join.dim()) && here != there) {
            throw new DatasetException(
                "dimension '"
                    + d
                    + "' has "
                    + here
                    + " cells in "
                    + first.location()
                    + " and "
                    + there
                    + " in "
                    + f.location());
          }
        }
        String unit = v.attributes().text("units").orElse("");
        String otherUnit = other.attributes().text("units").orElse("");
        if (!unit.equals(otherUnit)) {
          throw new DatasetException(
              "variable '"
                  + v.path()
                  + "' has units '"
                  + unit
                  + "' in "
                  + first.location()
                  + " and '"
                  + otherUnit
                  + "' in "
                  + f.location());
        }
      }
    }
  }

  private FieldConstruct field(VariableMetadata v) {
    VariableRef ref = reference(v);
    CoordinateSet set = CoordinateSet.NONE;
    for (Dim d : ref.dims()) {
      Optional<Coordinate> c = coordinate(d.name());
      if (c.isPresent() && c.get().size() == d.size()) {
        set = set.with(d.name(), c.get());
      }
    }
    List<Auxiliary> auxiliaries = new ArrayList<>();
    List<Coordinate> scalars = new ArrayList<>();
    for (Header.Reference r : header.auxiliaries(v)) {
      auxiliary(r).ifPresent(a -> place(a, r.variable(), auxiliaries, scalars));
    }
    var numeric = (VariableType.Numeric) v.type();
    return new FieldConstruct(
        v.path(),
        new Read(ref),
        set.withAuxiliaries(auxiliaries).withScalars(scalars),
        Packings.meaningOnly(v.attributes()).without(NAMES_OTHERS).without("units"),
        new FieldConstruct.Packing(numeric, Packings.of(v.attributes())));
  }

  /**
   * Numeric scalars named by {@code coordinates} become scalar coordinates; the rest stays
   * auxiliary.
   */
  private void place(
      Auxiliary a, VariableMetadata v, List<Auxiliary> auxiliaries, List<Coordinate> scalars) {
    boolean scalar = v.dims().isEmpty() && v.type() instanceof VariableType.Numeric;
    if (scalar && a.role() == Auxiliary.Role.COORDINATE) {
      scalars.add(CoordinateReader.read(join.first(), v));
    } else if (scalars.stream()
        .noneMatch(s -> s.bounds().filter(b -> b.name().equals(a.name())).isPresent())) {
      auxiliaries.add(a);
    }
  }

  private Optional<Coordinate> coordinate(String dim) {
    if (dim.equals(join.dim())) {
      return join.coordinate();
    }
    if (!coordinates.containsKey(dim)) {
      header
          .coordinate(dim)
          .ifPresent(v -> coordinates.put(dim, CoordinateReader.read(join.first(), v)));
    }
    return Optional.ofNullable(coordinates.get(dim));
  }

  private Optional<Auxiliary> auxiliary(Header.Reference r) {
    VariableMetadata v = r.variable();
    if (v.unreadable().isPresent()) {
      return Optional.empty();
    }
    return switch (v.type()) {
      case VariableType.Numeric n ->
          Optional.of(
              new Auxiliary.Numbers(v.path(), new Read(reference(v)), v.attributes(), r.role()));
      case VariableType.Chars c -> texts(v, r.role()).map(t -> t);
      case VariableType.Strings s -> texts(v, r.role()).map(t -> t);
      case VariableType.Other o -> Optional.empty();
    };
  }

  private Optional<Auxiliary.Texts> texts(VariableMetadata v, Auxiliary.Role role) {
    boolean chars = v.type() instanceof VariableType.Chars;
    List<String> dims =
        chars && !v.dims().isEmpty() ? v.dims().subList(0, v.dims().size() - 1) : v.dims();
    if (dims.size() > 1 || dims.contains(join.dim())) {
      return Optional.empty();
    }
    return Optional.of(
        new Auxiliary.Texts(
            v.path(), dims.stream().findFirst(), join.first().texts(v), v.attributes(), role));
  }

  private VariableRef reference(VariableMetadata v) {
    List<Dim> dims = new ArrayList<>();
    for (String d : v.dims()) {
      long size = d.equals(join.dim()) ? join.length() : join.first().dim(v, d).size();
      dims.add(new Dim(d, size));
    }
    DatasetDescriptor descriptor = join.descriptor();
    var storage = ((VariableType.Numeric) v.type()).type();
    return new VariableRef(
        descriptor,
        v.path(),
        dims,
        storage,
        Packings.unpackedType(storage, v.attributes()),
        v.attributes().text("units").map(Unit::parse).orElse(Unit.NONE),
        chunk(v, dims),
        v.compressed());
  }

  private static LongList chunk(VariableMetadata v, List<Dim> dims) {
    if (v.chunk().isPresent()) {
      return v.chunk().get();
    }
    long[] rows = dims.stream().mapToLong(Dim::size).toArray();
    if (rows.length > 1) {
      rows[0] = Math.min(1, rows[0]);
    }
    return LongList.of(rows);
  }
}
