package org.isobar.io.netcdf.nc4;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.ShapeException;
import org.isobar.io.netcdf.storage.Encoder;

/**
 * The HDF5 objects that a schema becomes, in the order in which they are created: dimensions
 * without a coordinate variable, then variables.
 */
final class FileModel {
  private static final String NOT_A_COORDINATE = "_nc4_non_coord_";
  private static final long LARGEST_CHUNK = 1L << 30;

  private final FileSchema schema;
  private final SchemaRules rules;
  private final List<ModelVariable> variables = new ArrayList<>();
  private final List<Integer> bare = new ArrayList<>();
  private final int[] scales;

  private FileModel(Path target, FileSchema schema) {
    this.schema = schema;
    this.rules = new SchemaRules(target, schema);
    rules.check();
    this.scales = new int[schema.dims().size()];
  }

  /** Throws {@link org.isobar.error.DatasetException} if the format cannot hold the schema. */
  static FileModel of(Path target, FileSchema schema) {
    FileModel model = new FileModel(target, schema);
    for (VariableMetadata v : schema.variables()) {
      model.variables.add(model.variable(target, v));
    }
    model.numberScales();
    return model;
  }

  private ModelVariable variable(Path target, VariableMetadata v) {
    int[] dims = v.dims().stream().mapToInt(name -> rules.dim(v, name)).toArray();
    List<FileDim> of = v.dims().stream().map(n -> schema.dims().get(rules.dim(v, n))).toList();
    long[] shape = of.stream().mapToLong(FileDim::size).toArray();
    long[] max = of.stream().mapToLong(d -> d.unlimited() ? Bytes.UNDEFINED : d.size()).toArray();
    boolean scale = dims.length > 0 && v.dims().getFirst().equals(v.path());
    boolean dimension = schema.dims().stream().anyMatch(d -> d.name().equals(v.path()));
    StorageRule storage = StorageRule.of(schema, v, of, ModelVariable.bytes(v.type()));
    ModelVariable made =
        new ModelVariable(
            v,
            dimension && !scale ? NOT_A_COORDINATE + v.path() : v.path(),
            dims,
            shape,
            max,
            scale,
            fill(target, v),
            storage);
    checkSize(made);
    return made;
  }

  private static byte[] fill(Path target, VariableMetadata v) {
    return switch (v.type()) {
      case VariableType.Numeric n ->
          new Bytes().uint(Encoder.of(target.toString(), v).fillBits(), n.type().bytes()).toArray();
      case VariableType.Chars c -> new byte[1];
      case VariableType.Strings s -> new byte[0];
      case VariableType.Other o -> new byte[0];
    };
  }

  private void checkSize(ModelVariable v) {
    try {
      Math.multiplyExact(v.cells(), v.valueBytes());
      if (v.strings() && v.cells() > Integer.MAX_VALUE / Types.SEQUENCE_BYTES) {
        throw rules.refused("variable '" + v.name() + "' has " + v.cells() + " strings");
      }
      if (v.chunked()) {
        checkChunks(v);
      }
    } catch (ArithmeticException | ShapeException e) {
      throw rules.refused("variable '" + v.name() + "' has more than 2^63 bytes");
    }
  }

  private void checkChunks(ModelVariable v) {
    ChunkGrid grid = v.grid();
    long bytes = Math.multiplyExact(grid.chunkCells(), v.valueBytes());
    if (bytes > LARGEST_CHUNK) {
      throw rules.refused(
          "variable '"
              + v.name()
              + "' has chunks "
              + Region.all(grid.chunk())
              + " of "
              + bytes
              + " bytes, more than "
              + LARGEST_CHUNK
              + "; choose smaller ones");
    }
    if (grid.count() > Integer.MAX_VALUE) {
      throw rules.refused(
          "variable '"
              + v.name()
              + "' has "
              + grid.count()
              + " chunks "
              + Region.all(grid.chunk())
              + ", more than 2^31; choose larger ones");
    }
  }

  /** Finds the object that stands for each dimension. */
  private void numberScales() {
    for (int d = 0; d < scales.length; d++) {
      if (coordinate(d).isEmpty()) {
        scales[d] = bare.size();
        bare.add(d);
      }
    }
    for (int d = 0; d < scales.length; d++) {
      Optional<Integer> v = coordinate(d);
      if (v.isPresent()) {
        scales[d] = object(v.get());
      }
    }
  }

  private Optional<Integer> coordinate(int dim) {
    for (int v = 0; v < variables.size(); v++) {
      if (variables.get(v).scale() && variables.get(v).dims()[0] == dim) {
        return Optional.of(v);
      }
    }
    return Optional.empty();
  }

  FileSchema schema() {
    return schema;
  }

  boolean classicModel() {
    return schema.format() == FileFormat.NC4C;
  }

  List<ModelVariable> variables() {
    return variables;
  }

  /** Numbers of dimensions without a coordinate variable; they are the first objects. */
  List<Integer> bareDimensions() {
    return bare;
  }

  /** Number of the object that a variable is. */
  int object(int variable) {
    return bare.size() + variable;
  }

  /** Number of the object that stands for a dimension. */
  int scale(int dim) {
    return scales[dim];
  }

  int objects() {
    return bare.size() + variables.size();
  }
}
