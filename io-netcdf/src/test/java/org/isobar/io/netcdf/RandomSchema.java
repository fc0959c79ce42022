package org.isobar.io.netcdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/** Random headers of classic files, by seed. */
public final class RandomSchema {
  private static final List<DType> CDF2_TYPES =
      List.of(DType.INT8, DType.INT16, DType.INT32, DType.FLOAT32, DType.FLOAT64);

  private final Random random;

  private RandomSchema(long seed) {
    random = new Random(seed);
  }

  public static FileSchema of(long seed) {
    return new RandomSchema(seed).schema();
  }

  /**
   * A header of NetCDF-4 or its classic model: deflated or not, with chunks given or not, with
   * several unlimited dimensions anywhere, with strings and names of dimensions as variables.
   */
  public static FileSchema netcdf4(long seed) {
    RandomSchema r = new RandomSchema(seed);
    FileFormat format = r.random.nextInt(4) == 0 ? FileFormat.NC4C : FileFormat.NC4;
    FileSchema plain = r.schema(format);
    Storage storage = Storage.PLAIN.deflate(r.random.nextInt(10));
    for (FileDim d : plain.dims()) {
      storage = r.random.nextInt(3) == 0 ? storage.chunk(d.name(), 3) : storage;
    }
    return new FileSchema(format, plain.dims(), plain.variables(), plain.attributes(), storage);
  }

  private FileSchema schema() {
    return schema(List.of(FileFormat.NC1, FileFormat.NC2, FileFormat.NC5).get(random.nextInt(3)));
  }

  private FileSchema schema(FileFormat format) {
    boolean netcdf4 = format == FileFormat.NC4;
    List<FileDim> dims = new ArrayList<>();
    boolean records = random.nextInt(4) > 0;
    int n = random.nextInt(4);
    for (int i = 0; i < n; i++) {
      boolean wide = format == FileFormat.NC4 && random.nextInt(4) == 0;
      int size = 1 + random.nextInt(wide ? 90 : 7);
      dims.add(new FileDim("d" + i, size, netcdf4 && random.nextInt(4) == 0));
    }
    if (records) {
      dims.add(random.nextInt(dims.size() + 1), new FileDim("réc", random.nextInt(6), true));
    }
    List<VariableMetadata> variables = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String name = netcdf4 && i < dims.size() && random.nextInt(3) == 0 ? "d" + i : "v" + i;
      variables.add(variable(name, dims, format));
    }
    return new FileSchema(format, dims, variables, attributes(format));
  }

  private VariableMetadata variable(String name, List<FileDim> dims, FileFormat format) {
    List<String> names = new ArrayList<>();
    for (FileDim d : dims) {
      if (d.unlimited() ? random.nextBoolean() : random.nextInt(3) > 0) {
        names.add(d.unlimited() && format != FileFormat.NC4 ? 0 : names.size(), d.name());
      }
    }
    boolean chars = random.nextInt(5) == 0;
    boolean strings = format == FileFormat.NC4 && random.nextInt(8) == 0;
    DType type = type(format);
    return VariableMetadata.of(
        name,
        names,
        strings
            ? new VariableType.Strings()
            : chars ? new VariableType.Chars() : new VariableType.Numeric(type),
        attributes(format));
  }

  private DType type(FileFormat format) {
    List<DType> types =
        format == FileFormat.NC5 || format == FileFormat.NC4 ? List.of(DType.values()) : CDF2_TYPES;
    return types.get(random.nextInt(types.size()));
  }

  private Attributes attributes(FileFormat format) {
    Attributes out = Attributes.NONE;
    int n = random.nextInt(4);
    for (int i = 0; i < n; i++) {
      out = out.with("a" + i, value(format));
    }
    return out;
  }

  private AttributeValue value(FileFormat format) {
    int length = 1 + random.nextInt(4);
    if (random.nextInt(3) == 0) {
      return new AttributeValue.Text("héllo wörld".substring(0, length));
    }
    DType type = type(format);
    if (type == DType.INT64 || type == DType.UINT64) {
      return new AttributeValue.Longs(type, random.longs(length).boxed().toList());
    }
    return new AttributeValue.Numbers(
        type, random.ints(length, 0, 100).mapToObj(v -> (double) v).toList());
  }
}
