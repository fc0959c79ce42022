package org.isobar.io.netcdf.nc4;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.NetcdfProvider;
import org.isobar.testkit.ContractFile;

/** Makes and reads files of tests. */
final class Files4 {
  private static final NetcdfProvider PROVIDER = new NetcdfProvider();

  private Files4() {}

  static FileDim fixed(String name, long size) {
    return new FileDim(name, size, false);
  }

  static FileDim unlimited(String name, long size) {
    return new FileDim(name, size, true);
  }

  static VariableMetadata variable(String name, DType type, String... dims) {
    return VariableMetadata.of(
        name, List.of(dims), new VariableType.Numeric(type), Attributes.NONE);
  }

  static VariableMetadata text(String name, VariableType type, String... dims) {
    return VariableMetadata.of(name, List.of(dims), type, Attributes.NONE);
  }

  static FileSchema schema(Storage storage, List<FileDim> dims, VariableMetadata... variables) {
    return new FileSchema(FileFormat.NC4, dims, List.of(variables), Attributes.NONE, storage);
  }

  /** A file with what a reader is to find, which the writer packs as it was. */
  static void write(Path target, ContractFile file, int level) {
    FileSchema plain = file.schema();
    FileSchema schema =
        new FileSchema(
            plain.format(),
            plain.dims(),
            plain.variables(),
            plain.attributes(),
            Storage.PLAIN.deflate(level));
    try (BlockWriter writer = PROVIDER.create(target, schema)) {
      for (VariableMetadata v : schema.variables()) {
        if (v.type() instanceof VariableType.Numeric) {
          double[] values =
              file.expected().get(v.path()).stream().mapToDouble(Double::doubleValue).toArray();
          writer.write(v.path(), Region.all(shape(schema, v)), values, 0);
        } else {
          writer.writeText(v.path(), file.texts().get(v.path()));
        }
      }
      writer.commit();
    }
  }

  static long[] shape(FileSchema schema, VariableMetadata v) {
    return v.dims().stream()
        .mapToLong(
            name ->
                schema.dims().stream()
                    .filter(d -> d.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .size())
        .toArray();
  }

  /** Values 0, 1, 2 and so on. */
  static double[] counting(long... shape) {
    double[] values = new double[(int) Region.all(shape).size()];
    Arrays.setAll(values, i -> i);
    return values;
  }

  static FileMetadata inspect(Path file) {
    return PROVIDER.inspect(file.toString(), Map.of());
  }

  static BlockReader open(Path file) {
    return PROVIDER.open(
        new DatasetDescriptor.Part(file.toString(), inspect(file).fingerprint(), 0, 0), Map.of());
  }

  static double[] read(Path file, String variable, Region region) {
    double[] out = new double[(int) region.size()];
    try (BlockReader reader = open(file)) {
      reader.read(variable, region, out, 0);
    }
    return out;
  }

  static List<String> readText(Path file, String variable) {
    try (BlockReader reader = open(file)) {
      return reader.readText(variable);
    }
  }

  /** What lies in a folder. */
  static List<Path> in(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
