package org.isobar.io.netcdf.hdf5;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobar.dataset.FileDim;
import org.jspecify.annotations.Nullable;

/** Finds the dimensions of a NetCDF-4 file and which of them each dataset has. */
final class Dimensions {
  private static final String SCALE = "DIMENSION_SCALE";
  private static final String NO_VARIABLE = "This is a netCDF dimension but not a netCDF variable";

  /** A dimension of one group. Its size grows while datasets that are longer along it are found. */
  private static final class Dimension {
    final String group;
    final String name;
    final boolean unlimited;
    final int id;
    long size;

    Dimension(String group, String name, long size, boolean unlimited, int id) {
      this.group = group;
      this.name = name;
      this.size = size;
      this.unlimited = unlimited;
      this.id = id;
    }

    boolean like(Dimension other) {
      return size == other.size && unlimited == other.unlimited;
    }
  }

  private final ObjectAttributes attributes;
  private final List<Dimension> all = new ArrayList<>();
  private final Map<Long, Dimension> byAddress = new HashMap<>();
  private final Map<Integer, Dimension> byId = new HashMap<>();
  private final List<DatasetNode> variables = new ArrayList<>();
  private final IdentityHashMap<DatasetNode, Dimension[]> ofDataset = new IdentityHashMap<>();
  private final Map<Dimension, String> names = new HashMap<>();
  private int phony;

  Dimensions(ObjectAttributes attributes, List<DatasetNode> datasets) {
    this.attributes = attributes;
    datasets.stream().filter(this::isScale).forEach(this::define);
    datasets.stream()
        .filter(d -> !isOnlyDimension(d))
        .forEach(
            d -> {
              variables.add(d);
              ofDataset.put(d, assign(d));
            });
    if (all.stream().allMatch(d -> d.id >= 0)) {
      all.sort(Comparator.comparingInt(d -> d.id));
    }
    nameAll();
  }

  private boolean isScale(DatasetNode d) {
    return d.space().rank() > 0 && attributes.text(d.attributes(), "CLASS").equals(SCALE);
  }

  /** Whether the dataset only stands for a dimension that has no coordinate variable. */
  private boolean isOnlyDimension(DatasetNode d) {
    return isScale(d) && attributes.text(d.attributes(), "NAME").startsWith(NO_VARIABLE);
  }

  private void define(DatasetNode d) {
    int[] id = attributes.ints(d.attributes(), "_Netcdf4Dimid");
    Dimension dimension =
        new Dimension(
            d.group(),
            d.name(),
            d.space().shape()[0],
            d.space().max()[0] < 0,
            id.length == 1 ? id[0] : -1);
    all.add(dimension);
    byAddress.put(d.address(), dimension);
    if (dimension.id >= 0) {
      byId.put(dimension.id, dimension);
    }
  }

  private Dimension[] assign(DatasetNode d) {
    int rank = d.space().rank();
    Dimension[] out = new Dimension[rank];
    int[] ids = attributes.ints(d.attributes(), "_Netcdf4Coordinates");
    long[] references = attributes.references(d.attributes(), "DIMENSION_LIST");
    for (int i = 0; i < rank; i++) {
      Dimension found = null;
      if (i == 0 && isScale(d)) {
        found = byAddress.get(d.address());
      } else if (ids.length == rank) {
        found = byId.get(ids[i]);
      } else if (references.length == rank) {
        found = byAddress.get(references[i]);
      }
      out[i] = fit(found, d, i, out);
    }
    return out;
  }

  /** The dimension found if the dataset fits it, else one without a name. */
  private Dimension fit(@Nullable Dimension found, DatasetNode d, int axis, Dimension[] before) {
    long size = d.space().shape()[axis];
    if (found != null && found.unlimited) {
      found.size = Math.max(found.size, size);
      return found;
    }
    return found != null && found.size == size ? found : phony(d, axis, before);
  }

  /**
   * A dimension that the file does not name: shared in its group by size, not twice in one dataset.
   */
  private Dimension phony(DatasetNode d, int axis, Dimension[] before) {
    long size = d.space().shape()[axis];
    boolean unlimited = d.space().max()[axis] < 0;
    Dimension made = new Dimension(d.group(), "phony_dim_" + phony, size, unlimited, -1);
    for (Dimension old : all) {
      boolean same =
          old.name.startsWith("phony_dim_") && old.group.equals(made.group) && old.like(made);
      if (same && !contains(before, axis, old)) {
        return old;
      }
    }
    phony++;
    all.add(made);
    return made;
  }

  private static boolean contains(Dimension[] before, int count, Dimension d) {
    for (int i = 0; i < count; i++) {
      if (before[i] == d) {
        return true;
      }
    }
    return false;
  }

  /** Short names, or paths where dimensions of one name are unlike. */
  private void nameAll() {
    Map<String, Dimension> first = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (Dimension d : all) {
      if (!first.computeIfAbsent(d.name, n -> d).like(d)) {
        ambiguous.add(d.name);
      }
    }
    for (Dimension d : all) {
      names.put(d, ambiguous.contains(d.name) ? ObjectTree.join(d.group, d.name) : d.name);
    }
  }

  /** All dimensions under the names of {@link FileDim}. */
  List<FileDim> fileDims() {
    Map<String, FileDim> dims = new LinkedHashMap<>();
    for (Dimension d : all) {
      String name = names.getOrDefault(d, d.name);
      dims.putIfAbsent(name, new FileDim(name, d.size, d.unlimited));
    }
    return List.copyOf(dims.values());
  }

  /** The datasets that are variables. */
  List<DatasetNode> variables() {
    return variables;
  }

  /** Names of a variable's dimensions, as in {@link #fileDims}. */
  List<String> names(DatasetNode d) {
    List<String> out = new ArrayList<>();
    for (Dimension dimension : ofDataset.getOrDefault(d, new Dimension[0])) {
      out.add(names.getOrDefault(dimension, dimension.name));
    }
    return out;
  }

  /** Extents of a variable: at least those of its dataset. */
  long[] shape(DatasetNode d) {
    Dimension[] dims = ofDataset.getOrDefault(d, new Dimension[0]);
    long[] shape = new long[dims.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dims[i].size;
    }
    return shape;
  }
}
