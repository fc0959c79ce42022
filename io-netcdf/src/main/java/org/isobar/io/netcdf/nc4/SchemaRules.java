package org.isobar.io.netcdf.nc4;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.AttributeTypes;

/** What NetCDF-4, and its classic model, ask of a schema. */
final class SchemaRules {
  private static final int LONGEST_NAME = 256;
  private static final int HIGHEST_RANK = 32;

  /** Attributes that the format keeps for itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "CLASS",
          "NAME",
          "DIMENSION_LIST",
          "DIMENSION_LABELS",
          "REFERENCE_LIST",
          "_Netcdf4Dimid",
          "_Netcdf4Coordinates",
          "_NCProperties",
          "_nc3_strict");

  private final Path target;
  private final FileSchema schema;

  SchemaRules(Path target, FileSchema schema) {
    this.target = target;
    this.schema = schema;
  }

  DatasetException refused(String why) {
    return new DatasetException("cannot write " + target + " as " + schema.format() + ": " + why);
  }

  /** Throws {@link DatasetException} naming the first thing that cannot be written. */
  void check() {
    checkNames(schema.dims().stream().map(FileDim::name).toList(), "dimension");
    checkNames(schema.variables().stream().map(VariableMetadata::path).toList(), "variable");
    for (FileDim dim : schema.dims()) {
      if (dim.size() < 0 || (dim.size() == 0 && !dim.unlimited())) {
        throw refused(
            "dimension '"
                + dim.name()
                + "' has the size "
                + dim.size()
                + "; only an unlimited one may be empty");
      }
    }
    checkAttributes(schema.attributes(), "");
    for (VariableMetadata v : schema.variables()) {
      checkAttributes(v.attributes(), " of variable '" + v.path() + "'");
      checkVariable(v);
    }
    if (schema.format() == FileFormat.NC4C) {
      checkClassic();
    }
  }

  private void checkNames(List<String> names, String what) {
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      checkName(name, "the " + what + " name '" + name + "'");
      if (!taken.add(name)) {
        throw refused("there are two " + what + "s '" + name + "'");
      }
    }
  }

  private void checkName(String name, String what) {
    if (name.isEmpty()
        || name.indexOf('/') >= 0
        || name.equals(".")
        || name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw refused(
          what + " is empty or has a slash or a control character; groups are not written");
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_NAME) {
      throw refused(what + " has " + bytes + " bytes, more than " + LONGEST_NAME);
    }
  }

  private void checkAttributes(Attributes attributes, String owner) {
    for (String name : attributes.names()) {
      checkName(name, "the attribute name '" + name + "'" + owner);
      if (RESERVED.contains(name)) {
        throw refused(
            "the attribute '" + name + "'" + owner + " is one that the format keeps for itself");
      }
    }
  }

  private void checkVariable(VariableMetadata v) {
    if (v.type() instanceof VariableType.Other other) {
      throw refused("variable '" + v.path() + "' is of type " + other.description());
    }
    if (v.dims().size() > HIGHEST_RANK) {
      throw refused(
          "variable '" + v.path() + "' has " + v.dims().size() + " dimensions, more than 32");
    }
    if (v.chunk().isPresent() && v.chunk().get().size() != v.dims().size()) {
      throw refused(
          "variable '" + v.path() + "' with dimensions " + v.dims() + " has chunks " + v.chunk());
    }
  }

  private void checkClassic() {
    List<String> unlimited =
        schema.dims().stream().filter(FileDim::unlimited).map(FileDim::name).toList();
    if (unlimited.size() > 1) {
      throw refused(
          "the classic model has one unlimited dimension at most, not "
              + unlimited
              + "; choose nc4");
    }
    for (VariableMetadata v : schema.variables()) {
      boolean classic =
          v.type() instanceof VariableType.Chars
              || (v.type() instanceof VariableType.Numeric n && AttributeTypes.classic(n.type()));
      if (!classic) {
        throw refused("variable '" + v.path() + "' is of type " + v.type() + ", which needs nc4");
      }
      if (unlimited.stream().anyMatch(d -> v.dims().lastIndexOf(d) > 0)) {
        throw refused(
            "the unlimited dimension of variable '" + v.path() + "' is not its first; choose nc4");
      }
    }
  }

  /** Number of a variable's dimension in the schema. */
  int dim(VariableMetadata v, String name) {
    for (int d = 0; d < schema.dims().size(); d++) {
      if (schema.dims().get(d).name().equals(name)) {
        return d;
      }
    }
    throw refused("variable '" + v.path() + "' has an unknown dimension '" + name + "'");
  }
}
