package org.isobar.io.netcdf.classic;

import java.nio.file.Path;
import java.util.Map;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileMetadata;
import org.isobar.io.netcdf.NetcdfProvider;

/** Opens and reads files in one line. */
final class TestFiles {
  private static final NetcdfProvider PROVIDER = new NetcdfProvider();

  private TestFiles() {}

  static FileMetadata inspect(Path file) {
    return PROVIDER.inspect(file.toString(), Map.of());
  }

  static BlockReader open(Path file) {
    return open(file, inspect(file));
  }

  static BlockReader open(Path file, FileMetadata metadata) {
    return PROVIDER.open(
        new DatasetDescriptor.Part(file.toString(), metadata.fingerprint(), 0, 0), Map.of());
  }

  /** All values of a variable. */
  static double[] read(Path file, String variable) {
    FileMetadata metadata = inspect(file);
    return read(
        file,
        variable,
        Region.all(
            metadata.variable(variable).orElseThrow().dims().stream()
                .mapToLong(d -> metadata.dim(d).orElseThrow().size())
                .toArray()));
  }

  static double[] read(Path file, String variable, Region region) {
    double[] out = new double[(int) region.size()];
    try (BlockReader reader = open(file)) {
      reader.read(variable, region, out, 0);
    }
    return out;
  }
}
