package org.isobar.io.netcdf.hdf5;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.LongList;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.storage.SourceFile;

/** Gives a tree of HDF5 objects the meaning that NetCDF-4 gives it. */
final class Netcdf4Model {
  private static final String STRICT = "_nc3_strict";
  private static final String NOT_A_COORDINATE = "_nc4_non_coord_";

  /** Attributes that the format keeps for itself. */
  private static final Set<String> INTERNAL =
      Set.of(
          "_Netcdf4Dimid",
          "_Netcdf4Coordinates",
          "_NCProperties",
          STRICT,
          "CLASS",
          "NAME",
          "DIMENSION_LIST",
          "DIMENSION_LABELS",
          "REFERENCE_LIST");

  private final ObjectAttributes attributes;
  private final ObjectTree tree;
  private final Dimensions dimensions;
  private final Map<String, StoredVariable> stored = new LinkedHashMap<>();
  private final List<VariableMetadata> variables = new ArrayList<>();

  private Netcdf4Model(H5Structure in, Superblock superblock) {
    this.attributes = new ObjectAttributes(in, new GlobalHeap(in));
    this.tree = ObjectTree.read(in, attributes, superblock.root());
    this.dimensions = new Dimensions(attributes, tree.datasets());
    dimensions.variables().forEach(d -> add(in, d));
    tree.elsewhere().forEach(this::add);
  }

  /** Reads the whole header of a file. */
  static Snapshot read(SourceFile file, H5Source source) {
    Superblock superblock = Superblock.read(source);
    H5Structure in = superblock.structure(source);
    Netcdf4Model model = new Netcdf4Model(in, superblock);
    FileMetadata metadata =
        new FileMetadata(
            file.location(),
            model.tree.rootAttributes().containsKey(STRICT) ? FileFormat.NC4C : FileFormat.NC4,
            file.fingerprint(),
            model.dimensions.fileDims(),
            model.variables,
            model.visible(model.tree.rootAttributes()));
    return new Snapshot(metadata, superblock, model.stored, in.charged());
  }

  private Attributes visible(Map<String, RawAttribute> all) {
    Map<String, AttributeValue> out = new LinkedHashMap<>();
    all.forEach(
        (name, raw) -> {
          if (!INTERNAL.contains(name)) {
            attributes.value(raw).ifPresent(v -> out.put(name, v));
          }
        });
    return Attributes.of(out);
  }

  private void add(H5Structure in, DatasetNode d) {
    String name =
        d.name().startsWith(NOT_A_COORDINATE)
            ? d.name().substring(NOT_A_COORDINATE.length())
            : d.name();
    String path = ObjectTree.join(d.group(), name);
    VariableType type = type(d.type());
    variables.add(
        new VariableMetadata(
            path,
            dimensions.names(d),
            type,
            visible(d.attributes()),
            chunk(in, d),
            !d.filters().filters().isEmpty(),
            unreadable(d, type)));
    byte[] fill = d.fill().bytes();
    d.space().size(in); // damage if it has none
    if (stored.containsKey(path)) {
      throw in.damaged("it has two variables named '" + path + "'");
    }
    stored.put(
        path,
        new StoredVariable(
            path,
            dimensions.shape(d),
            d.space().shape(),
            d.space().max(),
            d.type(),
            d.layout(),
            d.filters(),
            fill.length == d.type().size() ? fill : new byte[0]));
  }

  private void add(ObjectTree.Elsewhere e) {
    variables.add(
        new VariableMetadata(
            e.path(),
            List.of(),
            new VariableType.Other("link"),
            Attributes.NONE,
            Optional.empty(),
            false,
            Optional.of("it is " + e.reason())));
  }

  private static VariableType type(Datatype type) {
    if (type.number().isPresent()) {
      return new VariableType.Numeric(type.number().get());
    }
    if (type.character()) {
      return new VariableType.Chars();
    }
    return type.kind() == Datatype.Kind.STRING || type.variableString()
        ? new VariableType.Strings()
        : new VariableType.Other(type.describe());
  }

  private static Optional<LongList> chunk(H5Structure in, DatasetNode d) {
    if (!(d.layout() instanceof Layout.Chunked chunked)) {
      return Optional.empty();
    }
    if (chunked.elementBytes() != d.type().size()) {
      throw in.damaged(
          "'"
              + d.name()
              + "' has values of "
              + d.type().size()
              + " bytes in chunks of values of "
              + chunked.elementBytes());
    }
    ChunkGrid.of(in, d.space().shape(), chunked.chunk());
    return Optional.of(LongList.of(chunked.chunk()));
  }

  private static Optional<String> unreadable(DatasetNode d, VariableType type) {
    if (d.problem().isPresent()) {
      return d.problem();
    }
    if (type instanceof VariableType.Other other) {
      return Optional.of("values of type " + other.description() + " are not supported");
    }
    return d.filters().unsupported();
  }
}
