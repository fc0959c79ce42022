package org.isobar.io.netcdf.nc4;

import static java.util.stream.Collectors.joining;
import static org.isobar.io.netcdf.nc4.Files4.fixed;
import static org.isobar.io.netcdf.nc4.Files4.unlimited;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.NetcdfProvider;
import org.isobar.io.netcdf.RandomSchema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Foreign programs read what is written: netCDF-C, CDO, HDF5's tools, xarray. */
@Tag("oracle")
class Netcdf4OracleTest {
  private static final String PYTHON = "/usr/bin/python3";
  private final NetcdfProvider provider = new NetcdfProvider();
  @TempDir private Path folder;

  private static String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> Arrays.toString(command) + ": " + out);
    return out;
  }

  private String python(String script, Path... arguments) throws Exception {
    Path file = folder.resolve("script.py");
    Files.writeString(file, script);
    List<String> command = new ArrayList<>(List.of(PYTHON, file.toString()));
    Arrays.stream(arguments).map(Path::toString).forEach(command::add);
    return run(command.toArray(String[]::new));
  }

  /** A file as a climate model's: two fields, unlimited time with bounds, levels, labels. */
  private Path climate(FileFormat format, Storage storage) {
    Path target = folder.resolve(format + "-" + storage.deflate() + ".nc");
    FileSchema schema =
        new FileSchema(
            format,
            List.of(
                unlimited("time", 12),
                fixed("plev", 3),
                fixed("lat", 48),
                fixed("lon", 96),
                fixed("bnds", 2),
                fixed("strlen", 9)),
            List.of(
                with("time", DType.FLOAT64, "units", "days since 2000-01-01", "time")
                    .apply("bounds", "time_bnds"),
                Files4.variable("time_bnds", DType.FLOAT64, "time", "bnds"),
                with("lat", DType.FLOAT64, "units", "degrees_north", "lat").made(),
                with("lon", DType.FLOAT64, "units", "degrees_east", "lon").made(),
                with("plev", DType.FLOAT64, "units", "Pa", "plev").apply("positive", "down"),
                with("tas", DType.FLOAT32, "units", "K", "time", "lat", "lon")
                    .apply("long_name", "Temperatur der Luft, gefühlt"),
                with("ta", DType.FLOAT32, "units", "K", "time", "plev", "lat", "lon").made(),
                with("orog", DType.FLOAT32, "units", "m", "lat", "lon").made(),
                Files4.text("region", new VariableType.Chars(), "plev", "strlen"),
                Files4.variable("crs", DType.INT32)),
            Attributes.NONE.with("title", "ein schönes Modell").with("version", DType.INT16, 3),
            storage);
    try (BlockWriter writer = provider.create(target, schema)) {
      for (VariableMetadata v : schema.variables()) {
        if (v.type() instanceof VariableType.Chars) {
          writer.writeText(v.path(), List.of("north", "", "équateur"));
        } else {
          write(writer, schema, v);
        }
      }
      writer.commit();
    }
    return target;
  }

  private static void write(BlockWriter writer, FileSchema schema, VariableMetadata v) {
    long[] shape = Files4.shape(schema, v);
    double[] values = Files4.counting(shape);
    double step = v.path().equals("lon") ? 3.75 : v.path().equals("lat") ? 3.5 : 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 97 == 96 && shape.length > 1 ? Double.NaN : i % 5000 * step - 80;
    }
    writer.write(v.path(), Region.all(shape), values, 0);
  }

  private record Described(VariableMetadata made) {
    VariableMetadata apply(String name, String text) {
      return VariableMetadata.of(
          made.path(), made.dims(), made.type(), made.attributes().with(name, text));
    }
  }

  private static Described with(
      String name, DType type, String attribute, String text, String... dims) {
    Attributes attributes = Attributes.NONE.with(attribute, text);
    if (dims.length > 1) {
      attributes = attributes.with("_FillValue", type, 1e20f);
    }
    return new Described(
        VariableMetadata.of(name, List.of(dims), new VariableType.Numeric(type), attributes));
  }

  private static final String COPY =
      """
      import glob, netCDF4, sys
      for path in sorted(glob.glob(sys.argv[1] + '/ours*.nc')):
          with netCDF4.Dataset(path) as a:
              b = netCDF4.Dataset(path.replace('ours', 'theirs'), 'w', format=a.data_model)
              a.set_auto_maskandscale(False)
              a.set_auto_chartostring(False)
              for name, d in a.dimensions.items():
                  print(path, name, len(d), d.isunlimited())
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

  /** netCDF-C copies our files; the copies say what was to be written. */
  @Test
  void netcdfCReadsRandomFiles() throws Exception {
    int seeds = 120;
    StringBuilder dims = new StringBuilder();
    List<String> order = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      Path ours = folder.resolve("ours" + seed + ".nc");
      FileSchema schema = RandomSchema.netcdf4(seed);
      random(seed, schema, ours);
      order.add(ours.toString());
    }
    order.sort(null);
    for (String ours : order) {
      int seed = Integer.parseInt(ours.replaceAll(".*ours|\\.nc", ""));
      FileSchema schema = RandomSchema.netcdf4(seed);
      for (FileDim d : schema.dims()) {
        // netCDF-C takes the length of an unlimited dimension from the variables that have it.
        boolean used = schema.variables().stream().anyMatch(v -> v.dims().contains(d.name()));
        long size = used || !d.unlimited() ? d.size() : 0;
        String unlimited = d.unlimited() ? "True" : "False";
        dims.append(String.join(" ", ours, d.name(), Long.toString(size), unlimited)).append('\n');
      }
    }
    assertLinesMatch(dims.toString().lines(), python(COPY, folder).lines());
    for (int seed = 0; seed < seeds; seed++) {
      requireSame(
          folder.resolve("ours" + seed + ".nc"), folder.resolve("theirs" + seed + ".nc"), seed);
    }
  }

  private void random(int seed, FileSchema schema, Path target) {
    Random random = new Random(seed);
    try (BlockWriter writer = provider.create(target, schema)) {
      for (VariableMetadata v : schema.variables()) {
        long[] shape = Files4.shape(schema, v);
        switch (v.type()) {
          case VariableType.Numeric n -> {
            double[] values =
                random.doubles(Region.all(shape).size()).map(x -> Math.floor(x * 100)).toArray();
            writer.write(v.path(), Region.all(shape), values, 0);
          }
          case VariableType.Strings s ->
              writer.writeText(
                  v.path(),
                  random
                      .ints(Region.all(shape).size(), 0, 9)
                      .mapToObj("grüße ☃ "::repeat)
                      .toList());
          case VariableType.Chars c -> {
            int length = shape.length == 0 ? 1 : (int) shape[shape.length - 1];
            long[] outer = Arrays.copyOf(shape, Math.max(0, shape.length - 1));
            writer.writeText(
                v.path(),
                random
                    .ints(Region.all(outer).size(), 0, Math.min(length, 8) + 1)
                    .mapToObj(i -> "abcdefgh".substring(0, i))
                    .toList());
          }
          case VariableType.Other o -> throw new IllegalStateException();
        }
      }
      writer.commit();
    }
  }

  private static void requireSame(Path ours, Path theirs, int seed) {
    FileMetadata a = Files4.inspect(ours);
    FileMetadata b = Files4.inspect(theirs);
    String what = "seed " + seed;
    assertEquals(b.format(), a.format(), what);
    assertEquals(b.attributes(), a.attributes(), what);
    assertEquals(names(b), names(a), what);
    for (VariableMetadata v : a.variables()) {
      VariableMetadata w = b.variable(v.path()).orElseThrow();
      assertEquals(w.type(), v.type(), what + " " + v.path());
      assertEquals(w.dims(), v.dims(), what + " " + v.path());
      assertEquals(w.attributes(), v.attributes(), what + " " + v.path());
      long[] shape = v.dims().stream().mapToLong(d -> a.dim(d).orElseThrow().size()).toArray();
      boolean any = Region.all(shape).size() > 0;
      if (any && v.type() instanceof VariableType.Numeric) {
        Region all = Region.all(shape);
        assertArrayEquals(
            Files4.read(theirs, v.path(), all), Files4.read(ours, v.path(), all), what);
      } else if (any) {
        assertEquals(Files4.readText(theirs, v.path()), Files4.readText(ours, v.path()), what);
      }
    }
  }

  private static List<String> names(FileMetadata m) {
    return m.variables().stream().map(VariableMetadata::path).toList();
  }

  @Test
  void ncdumpShowsTheOrderOfDefinitionAndTheStorage() throws Exception {
    String header =
        run("ncdump", "-hs", climate(FileFormat.NC4, Storage.PLAIN.deflate(3)).toString());
    assertEquals(
        """
        netcdf NC4-3 {
        dimensions:
        	time = UNLIMITED ; // (12 currently)
        	plev = 3 ;
        	lat = 48 ;
        	lon = 96 ;
        	bnds = 2 ;
        	strlen = 9 ;
        variables:
        	double time(time) ;
        		time:units = "days since 2000-01-01" ;
        		time:bounds = "time_bnds" ;
        		time:_Storage = "chunked" ;
        		time:_ChunkSizes = 512 ;
        		time:_Endianness = "little" ;
        	double time_bnds(time, bnds) ;
        		time_bnds:_Storage = "chunked" ;
        		time_bnds:_ChunkSizes = 12, 2 ;
        		time_bnds:_Endianness = "little" ;
        	double lat(lat) ;
        		lat:units = "degrees_north" ;
        		lat:_Storage = "contiguous" ;
        		lat:_Endianness = "little" ;
        	double lon(lon) ;
        		lon:units = "degrees_east" ;
        		lon:_Storage = "contiguous" ;
        		lon:_Endianness = "little" ;
        	double plev(plev) ;
        		plev:units = "Pa" ;
        		plev:positive = "down" ;
        		plev:_Storage = "contiguous" ;
        		plev:_Endianness = "little" ;
        	float tas(time, lat, lon) ;
        		tas:units = "K" ;
        		tas:_FillValue = 1.e+20f ;
        		tas:long_name = "Temperatur der Luft, gefühlt" ;
        		tas:_Storage = "chunked" ;
        		tas:_ChunkSizes = 1, 48, 96 ;
        		tas:_Shuffle = "true" ;
        		tas:_DeflateLevel = 3 ;
        		tas:_Endianness = "little" ;
        	float ta(time, plev, lat, lon) ;
        		ta:units = "K" ;
        		ta:_FillValue = 1.e+20f ;
        		ta:_Storage = "chunked" ;
        		ta:_ChunkSizes = 1, 1, 48, 96 ;
        		ta:_Shuffle = "true" ;
        		ta:_DeflateLevel = 3 ;
        		ta:_Endianness = "little" ;
        	float orog(lat, lon) ;
        		orog:units = "m" ;
        		orog:_FillValue = 1.e+20f ;
        		orog:_Storage = "chunked" ;
        		orog:_ChunkSizes = 48, 96 ;
        		orog:_Shuffle = "true" ;
        		orog:_DeflateLevel = 3 ;
        		orog:_Endianness = "little" ;
        	char region(plev, strlen) ;
        		region:_Storage = "contiguous" ;
        	int crs ;
        		crs:_Storage = "contiguous" ;
        		crs:_Endianness = "little" ;

        // global attributes:
        		:title = "ein schönes Modell" ;
        		:version = 3s ;
        		:_NCProperties = "version=2,isobar=0.1" ;
        		:_SuperblockVersion = 2 ;
        		:_IsNetcdf4 = 1 ;
        		:_Format = "netCDF-4" ;
        }
        """,
        header);
  }

  @Test
  void ncdumpKnowsTheClassicModel() throws Exception {
    Path file = climate(FileFormat.NC4C, Storage.PLAIN.deflate(1));
    assertEquals("netCDF-4 classic model", run("ncdump", "-k", file.toString()).strip());
    String values = run("ncdump", "-v", "region", file.toString());
    assertTrue(values.contains("\"north\""), values);
  }

  @Test
  void cdoFindsNoDifferenceFromTheClassicFile() throws Exception {
    Path classic = climate(FileFormat.NC5, Storage.PLAIN);
    for (FileFormat format : List.of(FileFormat.NC4, FileFormat.NC4C)) {
      for (int level : new int[] {0, 1, 9}) {
        Path file = climate(format, Storage.PLAIN.deflate(level));
        assertEquals(
            "", withoutWarnings(run("cdo", "-s", "diffn", classic.toString(), file.toString())));
        String info = run("cdo", "-s", "sinfo", file.toString());
        assertTrue(info.contains(level > 0 ? "F32z" : "F32 "), info);
        assertTrue(info.contains("12 steps"), info);
      }
    }
  }

  /** CDO says that it leaves out variables of characters. */
  private static String withoutWarnings(String out) {
    return out.lines().filter(line -> !line.contains("(cdf_check_variables)")).collect(joining());
  }

  @Test
  void hdf5DumpsHeadersAndValues() throws Exception {
    String file = climate(FileFormat.NC4, Storage.PLAIN.deflate(3)).toString();
    String header = run("h5dump", "-pH", file);
    assertTrue(header.contains("PREPROCESSING SHUFFLE"), header);
    assertTrue(header.contains("COMPRESSION DEFLATE { LEVEL 3 }"), header);
    assertTrue(
        header.contains("CHUNKED ( 1, 3, 48, 96 )") || header.contains("CHUNKED ( 1, 1, 48, 96 )"),
        header);
    String all = run("h5dump", file);
    assertTrue(all.contains("(11,47,95)"), "values of tas are missing");
    assertTrue(all.contains("\"/lat\""), "references to scales are missing");
    String statistics = run("h5stat", file);
    assertTrue(statistics.contains("Total space"), statistics);
  }

  private static final String XARRAY =
      """
      import sys, numpy as np, xarray
      for engine in ('netcdf4', 'h5netcdf'):
          a = xarray.open_dataset(sys.argv[1])
          b = xarray.open_dataset(sys.argv[2], engine=engine)
          for name in a.variables:
              assert a[name].dims == b[name].dims, name
              if name != 'region':
                  np.testing.assert_array_equal(a[name].values, b[name].values, err_msg=name)
          assert b.tas.attrs['long_name'] == 'Temperatur der Luft, gefühlt', b.tas.attrs
          assert b.attrs['title'] == 'ein schönes Modell', b.attrs
          assert b.tas.encoding['chunksizes'] == (1, 48, 96), b.tas.encoding
          print(engine, b.tas.encoding['shuffle'], b.tas.encoding['complevel'])
      """;

  @Test
  void xarrayReadsValuesAndAttributesWithBothEngines() throws Exception {
    Path classic = climate(FileFormat.NC5, Storage.PLAIN);
    Path file = climate(FileFormat.NC4, Storage.PLAIN.deflate(5));
    assertEquals("netcdf4 True 5\nh5netcdf True 5\n", python(XARRAY, classic, file));
  }

  private static final String EDIT =
      """
      import netCDF4, sys
      d = netCDF4.Dataset(sys.argv[1], 'a')
      d.comment = 'edited'
      d['tas'].note = 'x' * 70000
      for i in range(20):
          d['lat'].setncattr('note%d' % i, i)
      d['tas'][200] = 1.5
      d['ta'][12] = 2.5
      v = d.createVariable('more', 'f4', ('time', 'lat'), zlib=True)
      v[3] = 7
      d.renameVariable('orog', 'height')
      d.close()
      """;

  /** Indexes, heaps and headers are such that HDF5 can go on with them. */
  @Test
  void netcdfCEditsAndExtendsTheFile() throws Exception {
    Path file = climate(FileFormat.NC4, Storage.PLAIN.deflate(1));
    double[] before = Files4.read(file, "ta", Region.all(12, 3, 48, 96));
    python(EDIT, file);
    FileMetadata m = Files4.inspect(file);
    assertEquals(201, m.dim("time").orElseThrow().size());
    assertEquals("edited", m.attributes().text("comment").orElseThrow());
    assertEquals(
        70_000, m.variable("tas").orElseThrow().attributes().text("note").orElseThrow().length());
    assertArrayEquals(before, Files4.read(file, "ta", Region.all(12, 3, 48, 96)));
    Region added = Region.of(new long[] {200, 47, 95}, new long[] {1, 1, 1});
    assertArrayEquals(new double[] {1.5}, Files4.read(file, "tas", added));
    assertTrue(m.variable("height").isPresent());
    run("ncdump", "-h", file.toString());
  }

  private static final String ODDITIES =
      """
      import netCDF4, sys
      d = netCDF4.Dataset(sys.argv[1])
      print(len(d.getncattr('long')), d.getncattr('list'), repr(d.getncattr('empty')), d.getncattr('ünïcødé ☃'))
      print({n: (len(x), x.isunlimited()) for n, x in d.dimensions.items()})
      for v in d.variables.values():
          print(v.name, v.dtype, v.dimensions, v.shape)
      print(list(d['x'][:]), list(d['words'][:]), d['one'][:], d['größe'][:].tolist())
      """;

  @Test
  void netcdfCReadsWhatIsRare() throws Exception {
    Path file = folder.resolve("rare.nc");
    Attributes attributes =
        Attributes.NONE
            .with("long", "é".repeat(100_000))
            .with("list", new AttributeValue.Texts(List.of("a", "ß")))
            .with("empty", "")
            .with("ünïcødé ☃", "värde ☃");
    FileSchema schema =
        new FileSchema(
            FileFormat.NC4,
            List.of(unlimited("time", 0), fixed("x", 2), fixed("y", 3), unlimited("größe", 2)),
            List.of(
                Files4.variable("none", DType.FLOAT32, "time", "x"),
                Files4.variable("x", DType.INT32, "y"),
                Files4.text("words", new VariableType.Strings(), "y"),
                Files4.variable("one", DType.UINT64),
                Files4.variable("größe", DType.UINT8, "größe")),
            attributes);
    try (BlockWriter writer = provider.create(file, schema)) {
      writer.write("x", Region.all(3), new double[] {1, 2, 3}, 0);
      writer.writeText("words", List.of("", "grüße", "x"));
      writer.write("one", Region.all(), new double[] {0x1p63}, 0);
      writer.write("größe", Region.all(2), new double[] {200, 7}, 0);
      writer.commit();
    }
    assertEquals(
        """
        100000 ['a', 'ß'] '' värde ☃
        {'time': (0, True), 'x': (2, False), 'y': (3, False), 'größe': (2, True)}
        none float32 ('time', 'x') (0, 2)
        x int32 ('y',) (3,)
        words <class 'str'> ('y',) (3,)
        one uint64 () ()
        größe uint8 ('größe',) (2,)
        [1, 2, 3] ['', 'grüße', 'x'] 9223372036854775808 [200, 7]
        """,
        python(ODDITIES, file));
    run("h5dump", file.toString());
  }

  private static final String PICK =
      """
      import netCDF4, sys
      d = netCDF4.Dataset(sys.argv[1])
      v = d['v']
      n = v.shape[0]
      print(*[int(v[i, j]) for i, j in ((0, 0), (1, 3), (n // 2, 1), (n - 1, 3))])
      """;

  @Test
  @Tag("soak")
  void netcdfCFindsAmongMillionsOfChunks() throws Exception {
    long n = 500_000;
    FileSchema schema =
        Files4.schema(
            Storage.PLAIN.deflate(1).chunk("t", 1).chunk("x", 1),
            List.of(unlimited("t", n), fixed("x", 4)),
            Files4.variable("v", DType.INT32, "t", "x"));
    Path file = folder.resolve("many.nc");
    try (BlockWriter writer = provider.create(file, schema)) {
      for (long t = 0; t < n; t += 1000) {
        double[] values = new double[4000];
        for (int i = 0; i < values.length; i++) {
          values[i] = 4 * t + i;
        }
        writer.write("v", Region.of(new long[] {t, 0}, new long[] {1000, 4}), values, 0);
      }
      writer.commit();
    }
    assertEquals("0 7 1000001 1999999\n", python(PICK, file));
  }

  @Test
  @Tag("soak")
  void netcdfCReadsBeyondFourGigabytes() throws Exception {
    long n = 1200;
    int width = 1_000_000;
    FileSchema schema =
        Files4.schema(
            Storage.PLAIN,
            List.of(unlimited("t", n), fixed("x", width)),
            Files4.variable("v", DType.FLOAT32, "t", "x"),
            Files4.variable("last", DType.FLOAT32, "t"));
    Path file = folder.resolve("large.nc");
    double[] values = new double[width];
    try (BlockWriter writer = provider.create(file, schema)) {
      for (int t = 0; t < n; t++) {
        for (int i = 0; i < 4; i++) {
          values[i] = 4.0 * t + i;
        }
        writer.write("v", Region.of(new long[] {t, 0}, new long[] {1, width}), values, 0);
      }
      writer.write("last", Region.all(n), Files4.counting(n), 0);
      writer.commit();
    }
    assertTrue(Files.size(file) > 4_800_000_000L);
    assertEquals("0 7 2401 4799\n", python(PICK, file));
  }
}
