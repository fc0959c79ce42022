package org.isobar.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;

/** The header of a virtual dataset. */
final class VirtualHeader {
  private static final String BOUNDS_DIM = "bnds";

  private VirtualHeader() {}

  static FileMetadata of(VirtualDataset set) {
    List<FileDim> dims = new ArrayList<>();
    List<VariableMetadata> variables = new ArrayList<>();
    boolean bounded = false;
    for (Dim dim : set.dims()) {
      dims.add(new FileDim(dim.name(), dim.size(), dim.name().equals("time")));
      VirtualCoordinate c = VirtualCoordinate.of(set, dim);
      if (c != null) {
        checkListed(set, c, dim);
        variables.add(numeric(c.name(), List.of(dim.name()), c.type(), c.attributes()));
        if (c.bounded()) {
          bounded = true;
          variables.add(
              numeric(
                  c.name() + "_bnds", List.of(dim.name(), BOUNDS_DIM), c.type(), Attributes.NONE));
        }
      }
    }
    if (bounded) {
      dims.add(new FileDim(BOUNDS_DIM, 2, false));
    }
    labelDim(set)
        .ifPresent(
            dim ->
                variables.add(
                    VariableMetadata.of(
                        dim, List.of(dim), new VariableType.Strings(), Attributes.NONE)));
    variables.add(data(set));
    return new FileMetadata(
        set.location(),
        FileFormat.VIRTUAL,
        fingerprint(set),
        dims,
        variables,
        Attributes.NONE.with("Conventions", "CF-1.8").with("title", "virtual " + set.formula()));
  }

  private static void checkListed(VirtualDataset set, VirtualCoordinate c, Dim dim) {
    if (!c.listed().isEmpty() && c.listed().size() != dim.size()) {
      throw new DatasetException(
          set.location() + ": " + c.listed().size() + " coordinates listed for " + dim);
    }
  }

  private static VariableMetadata numeric(
      String name, List<String> dims, DType type, Attributes attributes) {
    return VariableMetadata.of(name, dims, new VariableType.Numeric(type), attributes);
  }

  private static VariableMetadata data(VirtualDataset set) {
    DType type = set.storage();
    Attributes attributes =
        Attributes.NONE
            .with("units", set.options().getOrDefault("units", "K"))
            .with("long_name", "closed form " + set.formula());
    String standardName = set.options().get("standard_name");
    if (standardName != null) {
      attributes = attributes.with("standard_name", standardName);
    }
    if (type.floating()) {
      attributes = attributes.with("_FillValue", type, (float) 1e20);
    } else {
      VirtualFormula.Packing packing = VirtualFormula.packing(set);
      attributes =
          attributes
              .with("scale_factor", type.unpacked(), packing.scale())
              .with("add_offset", type.unpacked(), packing.offset())
              .with("_FillValue", type, 127);
    }
    return new VariableMetadata(
        set.variable(),
        set.dims().stream().map(Dim::name).toList(),
        new VariableType.Numeric(type),
        attributes,
        set.chunk(),
        set.compressed(),
        Optional.empty());
  }

  /** The dimension that has a label per cell. */
  static Optional<String> labelDim(VirtualDataset set) {
    return Optional.ofNullable(set.options().get("labels"))
        .map(text -> text.substring(0, Math.max(0, text.indexOf(':'))));
  }

  static List<String> labels(VirtualDataset set) {
    String text = set.options().getOrDefault("labels", "");
    return Arrays.asList(text.substring(text.indexOf(':') + 1).split("\\|", -1));
  }

  /** A hash of the location: another formula, shape or version is another file. */
  private static Fingerprint fingerprint(VirtualDataset set) {
    long hash = 0xcbf29ce484222325L;
    String location = set.location();
    for (int i = 0; i < location.length(); i++) {
      hash = (hash ^ location.charAt(i)) * 0x100000001b3L;
    }
    long size = set.storage().bytes();
    for (Dim d : set.dims()) {
      size = Math.multiplyExact(size, d.size());
    }
    return new Fingerprint(size, set.longOption("version", 0), hash);
  }
}
