package org.isobar;

import static org.isobar.Fields.bounded;
import static org.isobar.Fields.days;
import static org.isobar.Fields.labels;
import static org.isobar.Fields.lat;
import static org.isobar.Fields.lon;
import static org.isobar.Fields.numbers;
import static org.isobar.Fields.over;
import static org.isobar.Fields.periods;
import static org.isobar.Fields.plev;
import static org.isobar.memory.Failures.fails;
import static org.isobar.memory.MemoryFile.attributes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.memory.MemoryBackend;
import org.isobar.memory.MemoryFile;
import org.isobar.memory.MemoryProvider;
import org.isobar.memory.Values;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.time.By;
import org.isobar.time.Calendar;
import org.isobar.time.Frequency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileLayoutTest {
  private static final Path OUT = Path.of("out.nc");

  private static Request.ToFile layout(Field... fields) {
    return layout(WriteOptions.DEFAULT, fields);
  }

  private static Request.ToFile layout(WriteOptions options, Field... fields) {
    return FileLayout.of(OUT, Dataset.of(fields), options);
  }

  private static VariableMetadata variable(Request.ToFile file, String name) {
    return file.schema().variables().stream()
        .filter(v -> v.path().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " not in " + names(file)));
  }

  private static List<String> names(Request.ToFile file) {
    return file.schema().variables().stream().map(VariableMetadata::path).toList();
  }

  private static String text(Request.ToFile file, String variable, String attribute) {
    return variable(file, variable).attributes().text(attribute).orElse("-");
  }

  private static String dims(Request.ToFile file) {
    return file.schema().dims().stream().map(d -> d.name() + "=" + d.size()).toList().toString();
  }

  private static List<String> unlimited(Request.ToFile file) {
    return file.schema().dims().stream().filter(FileDim::unlimited).map(FileDim::name).toList();
  }

  private static DType type(Request.ToFile file, String name) {
    return ((VariableType.Numeric) variable(file, name).type()).type();
  }

  private static double[] values(Request.ToFile file, String name) {
    return Values.of(file.values().get(name));
  }

  // ---- coordinates

  @Test
  void dimensionsComeWithCoordinatesAndBounds() {
    Request.ToFile file =
        layout(over("K", bounded(lat(-45, 45), -90, 0, 0, 90), numbers("x", 1, 2, 3)));
    assertEquals("[lat=2, bnds=2, x=3]", dims(file));
    assertEquals(List.of("lat_bnds", "lat", "x", "tas"), names(file));
    assertEquals(List.of("lat"), variable(file, "lat").dims());
    assertEquals(List.of("lat", "bnds"), variable(file, "lat_bnds").dims());
    assertEquals("lat_bnds", text(file, "lat", "bounds"));
    assertEquals("degrees_north", text(file, "lat", "units"));
    assertArrayEquals(new double[] {-90, 0, 0, 90}, values(file, "lat_bnds"));
    assertEquals("K", text(file, "tas", "units"));
    assertEquals("-", text(file, "tas", "coordinates"));
  }

  @Test
  void climatologiesAreNamedAsSuch() {
    Field f =
        over("K", periods(Calendar.NOLEAP, Frequency.MONTH, "2000-01", 24))
            .groupBy(By.MONTH_OF_YEAR)
            .mean();
    Request.ToFile file = layout(f);
    assertEquals("climatology_bnds", text(file, "time", "climatology"));
    assertEquals("-", text(file, "time", "bounds"));
    assertEquals(List.of("time", "bnds"), variable(file, "climatology_bnds").dims());
  }

  @Test
  void foldedAndPickedDimensionsAreScalarCoordinates() {
    Field f =
        over("K", days(Calendar.NOLEAP, 0, 1), plev("Pa", 85000, 50000), lat(0, 10))
            .mean("time")
            .level(850, "hPa");
    Request.ToFile file = layout(f);
    assertEquals("time plev", text(file, "tas", "coordinates"));
    assertEquals(List.of(), variable(file, "time").dims());
    assertEquals(List.of("bnds"), variable(file, "time_bnds").dims());
    assertEquals("time_bnds", text(file, "time", "bounds"));
    assertArrayEquals(new double[] {85000}, values(file, "plev"));
    assertEquals("time: mean", text(file, "tas", "cell_methods"));
  }

  @Test
  void labelsAreText() {
    Field f = over("K", labels("model", "A", "Bäh", "C"), lat(0, 10));
    Request.ToFile file = layout(f);
    assertEquals(List.of("model", "strlen4"), variable(file, "model").dims());
    assertEquals(List.of("A", "Bäh", "C"), file.texts().get("model"));
    assertFalse(file.values().containsKey("model"));
    Request.ToFile one = layout(f.sel("model", "C"));
    assertEquals(List.of("strlen1"), variable(one, "model").dims());
    assertEquals("model", text(one, "tas", "coordinates"));
  }

  @Test
  void coordinateWithAnotherNameThanItsDimensionIsTold() {
    Field f = over("K", lat(0, 10)).renameDim("lat", "y").withCoordinate("y", lat(0, 10));
    Request.ToFile file = layout(f);
    assertEquals("[y=2]", dims(file));
    assertEquals(List.of("y"), variable(file, "lat").dims());
    assertEquals("lat", text(file, "tas", "coordinates"));
  }

  // ---- several fields

  @Test
  void whatFieldsShareIsWrittenOnce() {
    Field f = over("K", bounded(lat(0, 10), -5, 5, 5, 15), lon(0, 90));
    Field copy = over("m", bounded(lat(0, 10), -5, 5, 5, 15), lon(0, 90)).rename("z");
    Request.ToFile file = layout(f, copy, f.max("lon").rename("m"));
    assertEquals("[lat=2, bnds=2, lon=2]", dims(file));
    assertEquals(
        List.of("lat_bnds", "lat", "lon", "tas", "z", "lon_bnds", "lon_2", "m"), names(file));
  }

  @Test
  void dimensionsOfOneNameButOtherContentGetANumber() {
    Field f = over("K", bounded(lat(0, 10), -5, 5, 5, 15));
    Field g = over("K", bounded(lat(0, 20), -5, 5, 5, 15)).rename("g");
    Field h = over("K", lat(0, 10, 20)).rename("h");
    Request.ToFile file = layout(f, g, h);
    assertEquals("[lat=2, bnds=2, lat_2=2, lat_3=3]", dims(file));
    assertEquals(List.of("lat_2"), variable(file, "g").dims());
    assertEquals(List.of("lat_2"), variable(file, "lat_2").dims());
    assertEquals("lat_bnds_2", text(file, "lat_2", "bounds"));
    assertEquals(List.of("lat_2", "bnds"), variable(file, "lat_bnds_2").dims());
    assertArrayEquals(new double[] {0, 20}, values(file, "lat_2"));
    assertEquals("-", text(file, "g", "coordinates"));
  }

  @Test
  void sizesOfDimensionsWithoutCoordinatesDiffer() {
    Request.ToFile file =
        layout(Fields.bare("K", new Dim("x", 2)), Fields.bare("K", new Dim("x", 3)).rename("g"));
    assertEquals("[x=2, x_2=3]", dims(file));
    assertEquals(List.of("x_2"), variable(file, "g").dims());
  }

  @Test
  void variableNamedAsACoordinateGetsANumber() {
    Request.ToFile file = layout(over("K", lat(0, 10)).rename("lat"));
    assertEquals(List.of("lat", "lat_2"), names(file));
    assertEquals("K", text(file, "lat_2", "units"));
  }

  @Test
  void groupsAreFlattened() {
    MemoryFile in =
        MemoryFile.create().dim("x", 1).floats("a/v", "x", "units=m").floats("b/v", "x", "units=s");
    Request.ToFile file = FileLayout.of(OUT, in.open(), WriteOptions.DEFAULT);
    assertEquals(List.of("v", "b_v"), names(file));
  }

  @Test
  void sharedCoordinatesAreComparedOnceAndFast() {
    double[] many = IntStream.range(0, 200_000).mapToDouble(i -> i).toArray();
    Coordinate c = numbers("n", many);
    Field f = over("K", c);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      fields.add(f.rename("v" + i));
    }
    Request.ToFile file =
        assertTimeout(
            Duration.ofSeconds(10),
            () -> FileLayout.of(OUT, Dataset.of(fields), WriteOptions.DEFAULT));
    assertEquals(501, file.schema().variables().size());
  }

  // ---- keeping folded dimensions

  private static final WriteOptions KEEP = WriteOptions.DEFAULT.keepDims(true);

  @Test
  void foldedDimensionsStayInTheOrderOfTheirAxes() {
    Field f =
        over("K", days(Calendar.NOLEAP, 0, 1), plev("Pa", 85000, 50000), lat(0, 10), lon(0, 90));
    Request.ToFile file = layout(KEEP, f.areaMean());
    assertEquals(List.of("time", "plev", "lat", "lon"), variable(file, "tas").dims());
    assertEquals("[time=2, plev=2, lat=1, bnds=2, lon=1]", dims(file));
    assertEquals("[time=2, plev=2]", file.values().get("tas").dims().toString());
    assertEquals(
        List.of("time", "plev", "lat", "lon"),
        variable(layout(KEEP, f.mean("time")), "tas").dims());
    assertEquals("-", text(file, "tas", "coordinates"));
    Request.ToFile all = layout(KEEP, f.unweighted().mean());
    assertEquals(List.of("time", "plev", "lat", "lon"), variable(all, "tas").dims());
  }

  @Test
  void pickedDimensionsDoNotStay() {
    Field f = over("K", days(Calendar.NOLEAP, 0, 1), lat(0, 10)).isel("time", 0).max("lat");
    Request.ToFile file = layout(KEEP, f);
    assertEquals(List.of("lat"), variable(file, "tas").dims());
    assertEquals("time", text(file, "tas", "coordinates"));
  }

  @Test
  void keptDimensionBesideAWholeOneGetsANumber() {
    Field f = over("K", lat(0, 10), lon(0, 90));
    Request.ToFile file = layout(KEEP, f, f.max("lon").rename("top"));
    assertEquals(List.of("lat", "lon_2"), variable(file, "top").dims());
    assertEquals(List.of("lon_2"), variable(file, "lon_2").dims());
    assertEquals("-", text(file, "top", "coordinates"));
  }

  // ---- what came along

  private static MemoryFile ocean() {
    return MemoryFile.create()
        .unlimited("time", 2)
        .dim("j", 2)
        .dim("i", 3)
        .dim("vertex", 4)
        .doubles("time", "time", "units=days since 2000-01-01", 0, 1)
        .doubles("lat", "j i", "standard_name=latitude; bounds=lat_v")
        .doubles("lat_v", "j i vertex", "")
        .variable("crs", DType.INT32, "", attributes("grid_mapping_name=rotated"), 7)
        .chars("basin", "j", "standard_name=region", "a", "b")
        .floats(
            "tos",
            "time j i",
            "coordinates=lat basin; grid_mapping=crs; cell_measures=area: areacello; units=K");
  }

  @Test
  void auxiliariesBoundsMappingsAndTextAreWritten() {
    Request.ToFile file = layout(ocean().open().field("tos"));
    assertEquals("lat basin", text(file, "tos", "coordinates"));
    assertEquals("crs", text(file, "tos", "grid_mapping"));
    assertEquals("-", text(file, "tos", "cell_measures"));
    assertEquals("lat_v", text(file, "lat", "bounds"));
    assertEquals(List.of("j", "i", "vertex"), variable(file, "lat_v").dims());
    // Letters of cells stand in one row.
    assertEquals(List.of("ab"), file.texts().get("basin"));
    assertEquals("rotated", text(file, "crs", "grid_mapping_name"));
    assertEquals(DType.INT32, type(file, "crs"));
    assertEquals(List.of("time"), unlimited(file));
  }

  @Test
  void auxiliariesOfFoldedDimensionsGo() {
    Field f = ocean().open().field("tos").unweighted().mean("j");
    Request.ToFile file = layout(f);
    assertEquals(List.of("time", "crs", "tos"), names(file));
    assertEquals("-", text(file, "tos", "coordinates"));
    assertEquals(List.of("time", "i"), variable(file, "tos").dims());
  }

  @Test
  void auxiliariesAreSelectedWithTheirField() {
    Request.ToFile file = layout(ocean().open().field("tos").isel("j", 1).slice("i", 0, 3, 2));
    assertEquals(List.of("i"), variable(file, "lat").dims());
    assertArrayEquals(new double[] {3, 5}, values(file, "lat"));
    assertEquals(List.of("i", "vertex"), variable(file, "lat_v").dims());
    assertEquals(List.of("b"), file.texts().get("basin"));
  }

  @Test
  void renamedDimensionsTakeTheirAuxiliariesWithThem() {
    Request.ToFile file = layout(ocean().open().field("tos").renameDim("j", "y"));
    assertEquals(List.of("y", "i", "vertex"), variable(file, "lat_v").dims());
    assertEquals("lat basin", text(file, "tos", "coordinates"));
    assertEquals(List.of("y"), variable(file, "basin").dims());
    Field time = ocean().open().field("tos").renameDim("time", "t");
    assertEquals(List.of("t"), unlimited(layout(time)));
  }

  @Test
  void attributesNameOnlyWhatIsThere() {
    MemoryFile in =
        MemoryFile.create()
            .dim("lev", 2)
            .dim("x", 2)
            .doubles(
                "lev",
                "lev",
                "standard_name=atmosphere_hybrid_sigma_pressure_coordinate;"
                    + " formula_terms=a: hyam b: hybm ps: ps")
            .doubles("hyam", "lev", "")
            .doubles("hybm", "lev", "")
            .doubles("area", "x", "standard_name=longitude; bounds=missing; coordinates=gone")
            .floats("ps", "x", "units=Pa")
            .floats("v", "lev x", "coordinates=area");
    Request.ToFile both = FileLayout.of(OUT, in.open(), WriteOptions.DEFAULT);
    assertEquals("a: hyam b: hybm ps: ps", text(both, "lev", "formula_terms"));
    Request.ToFile one = layout(in.open().field("v"));
    // Levels keep the formula of which terms are there.
    assertEquals("a: hyam b: hybm ps: ps", text(one, "lev", "formula_terms"));
    assertTrue(names(one).containsAll(List.of("hyam", "hybm")));
    assertEquals("-", text(one, "area", "bounds"));
    assertEquals("-", text(one, "area", "coordinates"));
  }

  @Test
  void textThatNoVariableHasIsKept() {
    MemoryFile in =
        MemoryFile.create()
            .dim("x", 1)
            .dim("n", 2)
            .chars("note", "", "", "hello")
            .strings("names", "n", "", "a", "b")
            .floats("v", "x", "");
    Request.ToFile file = FileLayout.of(OUT, in.open(), WriteOptions.DEFAULT);
    assertEquals(List.of("hello"), file.texts().get("note"));
    assertEquals(List.of("strlen5"), variable(file, "note").dims());
  }

  // ---- storage

  private static Field packed() {
    return MemoryFile.create()
        .dim("x", 3)
        .variable("v", DType.INT16, "x", MemoryProvider.packed(DType.INT16, 0.5, 10, -9), 1, 2, -9)
        .open()
        .field("v");
  }

  @Test
  void selectionsStayPackedResultsDoNot() {
    Request.ToFile copy = layout(packed().isel("x", 0, 2));
    assertEquals(DType.INT16, type(copy, "v"));
    assertEquals(
        List.of("scale_factor", "add_offset", "_FillValue"),
        List.copyOf(variable(copy, "v").attributes().names()));
    Request.ToFile renamed = layout(packed().rename("w").withUnit("K"));
    assertEquals(DType.INT16, type(renamed, "w"));
    for (Field f : List.of(packed().plus(1), packed().mean(), packed().where(packed()))) {
      Request.ToFile file = layout(f);
      assertEquals(DType.FLOAT32, type(file, "v"));
      assertFalse(variable(file, "v").attributes().has("scale_factor"));
      assertEquals(
          Optional.of(new AttributeValue.Numbers(DType.FLOAT32, List.of((double) 1e20f))),
          variable(file, "v").attributes().get("_FillValue"));
    }
  }

  @Test
  void fillValuesOfFloatsAreKept() {
    MemoryFile in =
        MemoryFile.create()
            .dim("x", 2)
            .variable(
                "v", DType.FLOAT32, "x", attributes("").with("_FillValue", DType.FLOAT32, -99))
            .variable(
                "n",
                DType.FLOAT64,
                "x",
                attributes("").with("_FillValue", DType.FLOAT64, Double.NaN));
    Request.ToFile file = FileLayout.of(OUT, in.open().map(f -> f.plus(1)), WriteOptions.DEFAULT);
    assertEquals(-99, variable(file, "v").attributes().number("_FillValue").orElseThrow());
    assertEquals(-99, variable(file, "v").attributes().number("missing_value").orElseThrow());
    assertEquals(1e20, variable(file, "n").attributes().number("_FillValue").orElseThrow());
  }

  @Test
  void countsAreIntegersWithoutFill() {
    Request.ToFile file = layout(over("K", lat(0, 10)).count());
    assertEquals(DType.INT32, type(file, "tas"));
    assertFalse(variable(file, "tas").attributes().has("_FillValue"));
  }

  @Test
  void typeMayBeChosen() {
    Request.ToFile file =
        layout(WriteOptions.DEFAULT.type(DType.FLOAT64), packed(), over("K", lat(0, 10)));
    assertEquals(DType.FLOAT64, type(file, "v"));
    assertFalse(variable(file, "v").attributes().has("scale_factor"));
    assertEquals(
        Optional.of(new AttributeValue.Numbers(DType.FLOAT64, List.of(1e20))),
        variable(file, "tas").attributes().get("_FillValue"));
  }

  // ---- unlimited dimensions and formats

  @Test
  void whatWasUnlimitedIsIfItStandsFirst() {
    Field f = ocean().open().field("tos");
    assertEquals(List.of("time"), unlimited(layout(f.time("2000", "2000"))));
    assertEquals(List.of(), unlimited(layout(f.mean("time"))));
    assertEquals(List.of("time"), unlimited(layout(KEEP, f.mean("time"))));
    Field turned = over("K", lat(0, 1)).plus(f.max("j", "i"));
    assertEquals(List.of(), unlimited(layout(turned)));
    assertEquals(List.of(), unlimited(layout(over("K", days(Calendar.NOLEAP, 0, 1)))));
  }

  @Test
  void timeIsUnlimitedRatherThanOthers() {
    MemoryFile in =
        MemoryFile.create(FileFormat.NC4)
            .unlimited("a_station", 2)
            .unlimited("time", 2)
            .doubles("time", "time", "units=days since 2000-01-01", 0, 1)
            .floats("v", "time", "")
            .floats("w", "a_station", "");
    Dataset ds = in.open();
    assertEquals(List.of("time"), unlimited(FileLayout.of(OUT, ds, WriteOptions.DEFAULT)));
    assertEquals(List.of("a_station"), unlimited(layout(ds.field("w"))));
  }

  @ParameterizedTest
  @CsvSource({"NC1, NC1", "NC2, NC2", "NC5, NC5", "NC4, NC4", "NC4C, NC4C", "VIRTUAL, NC2"})
  void formatIsThatOfTheSourceWhereItCanBeWritten(FileFormat source, FileFormat expected) {
    MemoryFile in = MemoryFile.create(source).dim("x", 1).floats("v", "x", "");
    assertEquals(expected, layout(in.open().field("v")).schema().format());
  }

  @Test
  void deflationAndChunksAreHandedOn() {
    MemoryFile in = MemoryFile.create(FileFormat.NC4).dim("x", 1).floats("v", "x", "");
    WriteOptions options = WriteOptions.DEFAULT.deflate(4).chunk("x", 7);
    assertEquals(
        new Storage(4, Map.of("x", 7L)), FileLayout.of(OUT, in.open(), options).schema().storage());
    assertThrows(DatasetException.class, () -> WriteOptions.DEFAULT.deflate(10));
    assertThrows(DatasetException.class, () -> WriteOptions.DEFAULT.chunk("x", 0));
  }

  private static Field virtual(DType type, boolean unlimited, long... shape) {
    MemoryFile in = MemoryFile.create(FileFormat.NC1);
    StringBuilder on = new StringBuilder();
    for (int d = 0; d < shape.length; d++) {
      if (unlimited && d == 0) {
        in.unlimited("d" + d, shape[d]);
      } else {
        in.dim("d" + d, shape[d]);
      }
      on.append("d").append(d).append(' ');
    }
    return in.declared("v", type, on.toString()).open().field("v");
  }

  @Test
  void formatIsAsLargeAsNeeded() {
    assertEquals(
        FileFormat.NC1, layout(virtual(DType.FLOAT32, false, 500_000_000)).schema().format());
    assertEquals(
        FileFormat.NC2, layout(virtual(DType.FLOAT32, false, 600_000_000)).schema().format());
    assertEquals(
        FileFormat.NC2, layout(virtual(DType.INT16, false, 2_000_000_000)).schema().format());
    assertEquals(
        FileFormat.NC5, layout(virtual(DType.FLOAT32, false, 2_000_000_000)).schema().format());
    assertEquals(
        FileFormat.NC2,
        layout(virtual(DType.FLOAT32, true, 1_000_000, 1_000_000)).schema().format());
    assertEquals(
        FileFormat.NC5, layout(virtual(DType.FLOAT32, true, 2, 2_000_000_000)).schema().format());
    assertEquals(FileFormat.NC5, layout(virtual(DType.INT64, false, 10)).schema().format());
  }

  @Test
  void formatMayBeChosen() {
    Request.ToFile file =
        layout(WriteOptions.DEFAULT.format(FileFormat.NC5), over("K", lat(0, 10)));
    assertEquals(FileFormat.NC5, file.schema().format());
    assertEquals("netcdf", file.provider());
  }

  // ---- global attributes

  @Test
  void globalAttributesAreKeptStaleOnesDropped() {
    MemoryFile in =
        MemoryFile.create()
            .global("title", "T")
            .global("history", "then: made")
            .global("tracking_id", "abc-1")
            .global("external_variables", "areacella")
            .dim("x", 2)
            .floats("v", "x", "");
    Request.ToFile file = layout(in.open().field("v").plus(1).mean());
    var global = file.schema().attributes();
    assertEquals("T", global.text("title").orElseThrow());
    assertEquals("CF-1.8", global.text("Conventions").orElseThrow());
    assertFalse(global.has("tracking_id"));
    assertFalse(global.has("external_variables"));
    assertEquals(
        "isobar 0.1: v: add 1.0; mean(x)\nisobar 0.1: from abc-1\nthen: made",
        global.text("history").orElseThrow());
  }

  @Test
  void copyWithoutStepsLeavesHistoryAlone() {
    MemoryFile in =
        MemoryFile.create().global("history", "then: made").dim("x", 2).floats("v", "x", "");
    Request.ToFile file = layout(in.open().field("v"));
    assertEquals("then: made", file.schema().attributes().text("history").orElseThrow());
    MemoryFile none = MemoryFile.create().dim("x", 2).floats("v", "x", "");
    assertFalse(layout(none.open().field("v")).schema().attributes().has("history"));
  }

  @Test
  void conventionsOfTheSourceStay() {
    MemoryFile in =
        MemoryFile.create().global("Conventions", "CF-1.4").dim("x", 1).floats("v", "x", "");
    assertEquals(
        "CF-1.4",
        layout(in.open().field("v")).schema().attributes().text("Conventions").orElseThrow());
  }

  // ---- requests

  @Test
  void existingFilesAreReplacedOnlyIfAllowed(@TempDir Path dir) throws IOException {
    Path there = Files.writeString(dir.resolve("a.nc"), "old");
    Dataset ds = Dataset.of(over("K", lat(0, 10)));
    fails(
        DatasetException.class,
        () -> FileLayout.of(there, ds, WriteOptions.DEFAULT.overwrite(false)),
        "a.nc: exists");
    assertEquals(there, FileLayout.of(there, ds, WriteOptions.DEFAULT).path());
  }

  @Test
  void allFilesGoInOneRequest() {
    MemoryBackend backend = new MemoryBackend();
    Field f = over("K", lat(0, 10));
    Map<Path, Dataset> files = new LinkedHashMap<>();
    files.put(Path.of("a.nc"), Dataset.of(f));
    files.put(Path.of("b.nc"), Dataset.of(f.plus(1)));
    Isobar.writeAll(backend, files);
    assertEquals(1, backend.requests().size());
    assertEquals(2, backend.requests().get(0).outputs().size());
    MemoryBackend one = new MemoryBackend();
    f.write(Path.of("c.nc"), one, WriteOptions.DEFAULT, RunOptions.DEFAULT.memory(1 << 20));
    assertEquals(Path.of("c.nc"), one.file().path());
    assertEquals(Optional.of(1L << 20), one.requests().get(0).options().memory());
  }
}
