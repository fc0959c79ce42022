package org.isobar.io.netcdf.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.NetcdfProvider;
import org.isobar.io.netcdf.RandomSchema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares with netCDF-C: Python's netCDF4 has to be installed. */
@Tag("oracle")
class ClassicOracleTest {
  private final NetcdfProvider provider = new NetcdfProvider();
  @TempDir private Path folder;

  private static final String COPY_FILES =
      """
      import glob, netCDF4, sys
      for path in glob.glob(sys.argv[1] + '/ours*.nc'):
          with netCDF4.Dataset(path) as a:
              b = netCDF4.Dataset(path.replace('ours', 'theirs'), 'w', format=a.data_model)
              a.set_auto_maskandscale(False)
              a.set_auto_chartostring(False)
              for name, d in a.dimensions.items():
                  b.createDimension(name, None if d.isunlimited() else len(d))
              for name in a.ncattrs():
                  b.setncattr(name, a.getncattr(name))
              for name, v in a.variables.items():
                  w = b.createVariable(name, v.dtype, v.dimensions)
                  w.set_auto_maskandscale(False)
                  for attribute in v.ncattrs():
                      w.setncattr(attribute, v.getncattr(attribute))
              for name, v in a.variables.items():
                  if v.size > 0:
                      b.variables[name][...] = v[...]
              b.close()
      """;

  /** netCDF-C, told to copy our file, writes the same bytes: header, layout, padding and values. */
  @Test
  void writesTheBytesThatNetcdfCWrites() throws Exception {
    int seeds = 150;
    for (int seed = 0; seed < seeds; seed++) {
      // netCDF-C leaves a whole buffer where there is nothing to write.
      FileSchema schema = RandomSchema.of(seed);
      if (!schema.variables().isEmpty() && !hasRecordsWithoutVariables(schema)) {
        write(seed, folder.resolve("ours" + seed + ".nc"));
      }
    }
    Path script = folder.resolve("copy.py");
    Files.writeString(script, COPY_FILES);
    run("/usr/bin/python3", script.toString(), folder.toString());
    int compared = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Path ours = folder.resolve("ours" + seed + ".nc");
      if (Files.exists(ours)) {
        Path theirs = folder.resolve("theirs" + seed + ".nc");
        assertArrayEquals(
            Files.readAllBytes(theirs),
            Files.readAllBytes(ours),
            "seed " + seed + ": " + RandomSchema.of(seed));
        compared++;
      }
    }
    assertTrue(compared > seeds / 2, compared + " compared");
  }

  /** A copy has no records where no variable has any. */
  private static boolean hasRecordsWithoutVariables(FileSchema schema) {
    return schema.dims().stream()
        .filter(FileDim::unlimited)
        .anyMatch(d -> schema.variables().stream().noneMatch(v -> v.dims().contains(d.name())));
  }

  private void write(int seed, Path target) {
    FileSchema schema = RandomSchema.of(seed);
    Random random = new Random(seed);
    try (BlockWriter writer = provider.create(target, schema)) {
      for (VariableMetadata v : schema.variables()) {
        long[] shape =
            v.dims().stream()
                .mapToLong(
                    n ->
                        schema.dims().stream()
                            .filter(d -> d.name().equals(n))
                            .findFirst()
                            .get()
                            .size())
                .toArray();
        Region all = Region.all(shape);
        if (v.type() instanceof VariableType.Numeric) {
          double[] values = random.doubles(all.size()).map(x -> Math.floor(x * 100)).toArray();
          writer.write(v.path(), all, values, 0);
        } else {
          int rank = shape.length;
          long rows = rank == 0 ? 1 : Region.all(Arrays.copyOf(shape, rank - 1)).size();
          long length = rank == 0 ? 1 : shape[rank - 1];
          List<String> strings = new ArrayList<>();
          for (long i = 0; i < rows; i++) {
            strings.add("abcdefgh".substring(0, (int) length));
          }
          writer.writeText(v.path(), strings);
        }
      }
      writer.commit();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] out = process.getInputStream().readAllBytes();
    assertEquals(
        0,
        process.waitFor(),
        () -> Arrays.toString(command) + ": " + new String(out, StandardCharsets.UTF_8));
  }

  private static final String MAKE_FILES =
      """
      import netCDF4, numpy as np, sys
      for kind in ('NETCDF3_CLASSIC', 'NETCDF3_64BIT_OFFSET', 'NETCDF3_64BIT_DATA'):
          rng = np.random.RandomState(7)
          with netCDF4.Dataset(sys.argv[1] + '/' + kind + '.nc', 'w', format=kind) as d:
              d.createDimension('time', None)
              d.createDimension('y', 5)
              d.createDimension('x', 7)
              d.createDimension('n', 9)
              p = d.createVariable('packed', 'i2', ('time', 'y', 'x'), fill_value=-9)
              p.scale_factor = np.float32(0.1)
              p.add_offset = 20.0
              p.valid_range = np.array([-2000, 2000], 'i2')
              f = d.createVariable('plain', 'f4', ('time', 'y', 'x'))
              f.missing_value = np.float32(1e20)
              g = d.createVariable('fixed', 'f8', ('y', 'x'))
              b = d.createVariable('bytes', 'i1', ('time', 'x'))
              u = d.createVariable('ubytes', 'i1', ('x',))
              u._Unsigned = 'true'
              h = d.createVariable('holes', 'i4', ('time', 'y'))
              s = d.createVariable('names', 'S1', ('y', 'n'))
              d.set_auto_maskandscale(False)
              p[:] = rng.randint(-2500, 2500, (11, 5, 7))
              f[:] = np.where(rng.rand(11, 5, 7) < 0.2, 1e20, rng.randn(11, 5, 7))
              g[:] = rng.randn(5, 7)
              b[:] = rng.randint(-128, 128, (11, 7))
              u[:] = rng.randint(-128, 128, 7)
              h[::2] = rng.randint(-99, 99, (6, 5))
              s[:] = netCDF4.stringtochar(np.array(['a', 'bc', '', 'defghijkl', 'm n'], 'S9'))
          with netCDF4.Dataset(sys.argv[1] + '/' + kind + '.nc') as d:
              for name, v in d.variables.items():
                  if name == 'names':
                      continue
                  a = np.ma.filled(np.ma.asarray(v[:]).astype('f8'), np.nan)
                  if name == 'bytes':
                      v.set_auto_mask(False)
                      a = v[:].astype('f8')
                  np.ascontiguousarray(a, '>f8').tofile(sys.argv[1] + '/' + kind + '.' + name)
      """;

  @Test
  void readsWhatNetcdfCWrites() throws Exception {
    Path script = folder.resolve("make.py");
    Files.writeString(script, MAKE_FILES);
    run("/usr/bin/python3", script.toString(), folder.toString());
    for (String kind : List.of("NETCDF3_CLASSIC", "NETCDF3_64BIT_OFFSET", "NETCDF3_64BIT_DATA")) {
      String file = folder.resolve(kind + ".nc").toString();
      FileMetadata metadata = provider.inspect(file, Map.of());
      try (BlockReader reader =
          provider.open(new DatasetDescriptor.Part(file, metadata.fingerprint(), 0, 0), Map.of())) {
        for (VariableMetadata v : metadata.variables()) {
          if (v.path().equals("names")) {
            assertEquals(List.of("a", "bc", "", "defghijkl", "m n"), reader.readText(v.path()));
          } else {
            requireSame(reader, metadata, v, kind);
          }
        }
      }
    }
  }

  private void requireSame(BlockReader reader, FileMetadata file, VariableMetadata v, String kind)
      throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(kind + "." + v.path()));
    double[] expected = new double[bytes.length / 8];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(expected);
    long[] shape = v.dims().stream().mapToLong(d -> file.dim(d).get().size()).toArray();
    double[] got = new double[expected.length];
    reader.read(v.path(), Region.all(shape), got, 0);
    if (v.path().equals("packed")) {
      // Python unpacks in the type of scale_factor here, which is float.
      assertArrayEquals(expected, got, 1e-4, v.path());
    } else {
      assertArrayEquals(expected, got, v.path());
    }
  }
}
