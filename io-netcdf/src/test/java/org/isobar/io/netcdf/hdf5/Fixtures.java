package org.isobar.io.netcdf.hdf5;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.function.LongToDoubleFunction;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.io.netcdf.storage.SourceFile;

/**
 * The committed files (see {@code src/test/python/make_nc4_fixtures.py}) and the values in them.
 */
final class Fixtures {
  private Fixtures() {}

  static Path path(String name) {
    try {
      return Path.of(Fixtures.class.getResource("/nc4/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static SourceFile file(String name) {
    return SourceFile.of(path(name).toString());
  }

  static FileMetadata inspect(String name) {
    return new Hdf5Format().inspect(file(name));
  }

  static BlockReader open(String name) {
    return new Hdf5Format().open(file(name));
  }

  /** The i-th value of variables of 16 bits and more. */
  static double value(long i) {
    return 37 * i % 1009 - 200;
  }

  static double unsigned(long i) {
    return 37 * i % 1009;
  }

  static double small(long i) {
    return 37 * i % 251 - 125;
  }

  static double smallUnsigned(long i) {
    return 37 * i % 251;
  }

  static long[] shape(FileMetadata metadata, String variable) {
    VariableMetadata v = metadata.variable(variable).orElseThrow();
    return v.dims().stream().mapToLong(d -> metadata.dim(d).orElseThrow().size()).toArray();
  }

  /** What a region of an array must hold whose i-th value in row-major order is {@code f(i)}. */
  static double[] expected(long[] shape, Region region, LongToDoubleFunction f) {
    double[] out = new double[(int) region.size()];
    long[] at = new long[shape.length];
    for (int n = 0; n < out.length; n++) {
      long i = 0;
      for (int d = 0; d < shape.length; d++) {
        i = i * shape[d] + region.start(d) + at[d] * region.stride(d);
      }
      out[n] = f.applyAsDouble(i);
      for (int d = shape.length - 1; d >= 0 && ++at[d] == region.count(d); d--) {
        at[d] = 0;
      }
    }
    return out;
  }
}
