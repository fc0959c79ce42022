package org.isobar.cf;

import java.util.ArrayList;
import java.util.HashSet;
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
import org.isobar.dataset.FileDim;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableRef;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.expr.Read;
import org.isobar.unit.Unit;

/** Turns files into a dataset: coordinates are read, data are not. */
public final class DatasetReader {
  private static final System.Logger LOG = System.getLogger(DatasetReader.class.getName());
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
  private final FileValues values;
  private final Map<String, Coordinate> coordinates;
  private final Map<String, List<String>> texts = new LinkedHashMap<>();

  private DatasetReader(FileJoin join, FileValues values) {
    this.join = join;
    this.header = join.first().meaning();
    this.values = values;
    this.coordinates = new LinkedHashMap<>(join.others());
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
          f.meaning().dataVariables().stream().map(VariableMetadata::path).sorted().toList();
      groups.computeIfAbsent(names, n -> new ArrayList<>()).add(f);
    }
    List<DatasetConstruct> parts = new ArrayList<>();
    for (List<OpenedFile> group : groups.values()) {
      FileJoin join = FileJoin.of(group, overlap);
      try (FileValues values = join.first().values()) {
        parts.add(new DatasetReader(join, values).construct());
      }
    }
    return DatasetConstruct.union(parts);
  }

  private DatasetConstruct construct() {
    List<FieldConstruct> fields = new ArrayList<>();
    Map<String, String> unreadable = unreadable();
    for (VariableMetadata v : header.dataVariables()) {
      if (!unreadable.containsKey(v.path())) {
        fields.add(field(v));
      }
    }
    Set<String> unlimited = new LinkedHashSet<>();
    join.first().header().dims().stream()
        .filter(FileDim::unlimited)
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

  /** Variables that cannot be read in one of the files at least. */
  private Map<String, String> unreadable() {
    Map<String, String> out = new TreeMap<>();
    for (OpenedFile f : join.files()) {
      f.meaning()
          .unreadable()
          .forEach(
              (path, why) -> {
                if (out.putIfAbsent(path, why + " (" + f.location() + ")") == null) {
                  // Whoever needs the values gets an error, so that this is no warning.
                  LOG.log(
                      System.Logger.Level.INFO,
                      "{0}: variable ''{1}'' cannot be read: {2}",
                      f.location(),
                      path,
                      why);
                }
              });
    }
    return out;
  }

  /** Text that no field has along one of its dimensions. */
  private List<Auxiliary.Texts> loose() {
    Set<String> dimsOfData = new HashSet<>();
    header.dataVariables().forEach(v -> dimsOfData.addAll(v.dims()));
    List<Auxiliary.Texts> out = new ArrayList<>();
    for (VariableMetadata v : header.loose()) {
      if (v.dims().isEmpty() || !dimsOfData.contains(v.dims().get(0))) {
        texts(v, Auxiliary.Role.OTHER).ifPresent(out::add);
      }
    }
    return out;
  }

  private FieldConstruct field(VariableMetadata v) {
    StoredAs storage = StoredAs.of(v, join.files());
    VariableRef ref = reference(v, storage);
    CoordinateSet set = CoordinateSet.NONE;
    for (int d = 0; d < ref.dims().size(); d++) {
      Dim dim = ref.dims().get(d);
      Optional<Coordinate> c = coordinate(v, v.dims().get(d));
      if (c.isPresent() && c.get().size() == dim.size()) {
        set = set.with(dim.name(), c.get());
      }
    }
    List<Auxiliary> auxiliaries = new ArrayList<>();
    List<Coordinate> scalars = new ArrayList<>();
    for (Header.Reference r : header.auxiliaries(v)) {
      auxiliary(r).ifPresent(a -> place(a, r.variable(), auxiliaries, scalars));
    }
    for (VariableMetadata t : header.loose()) {
      if (!t.dims().isEmpty() && v.dims().contains(t.dims().get(0))) {
        texts(t, Auxiliary.Role.OTHER).ifPresent(auxiliaries::add);
      }
    }
    return new FieldConstruct(
        v.path(),
        new Read(ref),
        set.withAuxiliaries(auxiliaries).withScalars(scalars),
        Packings.meaningOnly(v.attributes()).without(NAMES_OTHERS).without("units"),
        storage.packing());
  }

  /**
   * Numeric scalars named by {@code coordinates} become scalar coordinates; the rest stays
   * auxiliary.
   */
  private void place(
      Auxiliary a, VariableMetadata v, List<Auxiliary> auxiliaries, List<Coordinate> scalars) {
    boolean scalar = v.dims().isEmpty() && v.type() instanceof VariableType.Numeric;
    String name = AxisKinds.lastElement(a.name());
    if (scalar && a.role() == Auxiliary.Role.COORDINATE) {
      scalars.add(read(v));
    } else if (scalars.stream()
        .noneMatch(s -> s.bounds().filter(b -> b.name().equals(name)).isPresent())) {
      auxiliaries.add(a);
    }
  }

  private Optional<Coordinate> coordinate(VariableMetadata of, String dim) {
    return dim.equals(join.dim()) ? join.coordinate() : header.coordinate(of, dim).map(this::read);
  }

  /** Each coordinate variable is read once, however many fields have it. */
  private Coordinate read(VariableMetadata v) {
    Coordinate known = coordinates.get(v.path());
    if (known == null) {
      known = CoordinateReader.read(values, v);
      coordinates.put(v.path(), known);
    }
    return known;
  }

  private Optional<Auxiliary> auxiliary(Header.Reference r) {
    VariableMetadata v = r.variable();
    if (v.unreadable().isPresent()) {
      return Optional.empty();
    }
    return switch (v.type()) {
      case VariableType.Numeric n ->
          Optional.of(
              new Auxiliary.Numbers(
                  v.path(),
                  new Read(reference(v, StoredAs.of(v, List.of(join.first())))),
                  v.attributes(),
                  r.role()));
      case VariableType.Chars c -> texts(v, r.role()).map(t -> t);
      case VariableType.Strings s -> texts(v, r.role()).map(t -> t);
      case VariableType.Other o -> Optional.empty();
    };
  }

  /** Text along one dimension at most; along the joined one it is read from all files. */
  private Optional<Auxiliary.Texts> texts(VariableMetadata v, Auxiliary.Role role) {
    boolean chars = v.type() instanceof VariableType.Chars;
    boolean letters = chars && isLetterEach(v);
    List<String> dims =
        chars && !letters && !v.dims().isEmpty()
            ? v.dims().subList(0, v.dims().size() - 1)
            : v.dims();
    if (dims.size() > 1) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: text variable ''{1}'' is left out: it has dimensions {2}, text of one is read",
          join.first().location(),
          v.path(),
          dims);
      return Optional.empty();
    }
    List<String> all =
        texts.computeIfAbsent(
            v.path(), p -> dims.contains(join.dim()) ? joinedTexts(p) : texts(values, v));
    return Optional.of(
        new Auxiliary.Texts(v.path(), dims.stream().findFirst(), all, v.attributes(), role));
  }

  private List<String> joinedTexts(String path) {
    List<String> out = new ArrayList<>();
    for (FilePiece p : join.pieces()) {
      VariableMetadata v =
          p.file()
              .meaning()
              .variable(path)
              .orElseThrow(
                  () ->
                      new DatasetException(
                          p.file().location()
                              + ": no variable '"
                              + path
                              + "', which "
                              + join.first().location()
                              + " has"));
      try (FileValues own = p.file().values()) {
        out.addAll(texts(own, v).subList(p.from(), p.to()));
      }
    }
    return out;
  }

  /** Whether the only dimension of characters is one of data: a letter for each cell, no word. */
  private boolean isLetterEach(VariableMetadata v) {
    return v.dims().size() == 1
        && header.dataVariables().stream().anyMatch(d -> d.dims().contains(v.dims().get(0)));
  }

  private List<String> texts(FileValues from, VariableMetadata v) {
    List<String> words = from.texts(v);
    if (!(v.type() instanceof VariableType.Chars) || !isLetterEach(v)) {
      return words;
    }
    String word = String.join("", words);
    List<String> out = new ArrayList<>();
    for (int i = 0; i < from.file().shape(v)[0]; i++) {
      out.add(i < word.length() ? word.substring(i, i + 1) : "");
    }
    return out;
  }

  private VariableRef reference(VariableMetadata v, StoredAs storage) {
    List<Dim> dims = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String d : v.dims()) {
      long size = d.equals(join.dim()) ? join.length() : join.first().dim(v, d).size();
      // A matrix may have one dimension twice; expressions tell dimensions by name.
      String name = d;
      for (int i = 2; !names.add(name); i++) {
        name = d + "_" + i;
      }
      dims.add(new Dim(name, size));
    }
    return new VariableRef(
        join.descriptor(),
        v.path(),
        dims,
        storage.stored(),
        storage.presented(),
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
