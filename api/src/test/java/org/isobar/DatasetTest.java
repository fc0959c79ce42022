package org.isobar;

import static org.isobar.memory.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobar.coord.Axis;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.error.DatasetException;
import org.isobar.error.NoSuchDimensionException;
import org.isobar.error.UnitException;
import org.isobar.memory.MemoryBackend;
import org.isobar.memory.MemoryFile;
import org.isobar.memory.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
  private static MemoryFile day(int day) {
    return MemoryFile.create()
        .unlimited("time", 1)
        .doubles("time", "time", "units=days since 2000-01-01", day)
        .floats("tas", "time", "units=K", day);
  }

  /** A file on disk that stands for one in memory. */
  private static void put(Path path, MemoryFile file) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.writeString(path, file.location());
  }

  // ---- finding files

  @Test
  void globsFindFilesInAllFolders(@TempDir Path dir) throws IOException {
    put(dir.resolve("tas_1.nc"), day(1));
    put(dir.resolve("a/b/tas_2.nc"), day(2));
    put(dir.resolve("a/pr_3.nc"), day(3));
    Files.writeString(dir.resolve("a/tas_notes.txt"), "no data");
    assertArrayEquals(
        new double[] {1, 2}, Values.of(Dataset.open(dir + "/**/tas_*.nc").field("tas")));
    assertEquals(List.of(dir + "/tas_1.nc"), Dataset.files(dir + "/tas_?.nc"));
    assertEquals(List.of(dir + "/a/pr_3.nc"), Dataset.files(dir + "//a/*.{nc,nc4}"));
    assertEquals(List.of(dir + "/a/pr_3.nc"), Dataset.files(dir + "/*/*_[0-9].nc"));
  }

  @Test
  void globForOneFolderWalksNoTree(@TempDir Path dir) throws IOException {
    put(dir.resolve("tas_1.nc"), day(1));
    Path closed = Files.createDirectories(dir.resolve("a/b"));
    Files.createSymbolicLink(closed.resolve("loop"), dir); // an error to whom it is met
    assertEquals(1, Dataset.files(dir + "/*.nc").size());
    fails(DatasetException.class, () -> Dataset.files(dir + "/**/*.nc"), "cannot list", "loop");
  }

  @Test
  void fileThatExistsIsNoGlob(@TempDir Path dir) throws IOException {
    put(dir.resolve("tas[1].nc"), day(1));
    assertEquals(1, Dataset.open(dir.resolve("tas[1].nc")).field("tas").shape()[0]);
    assertEquals(1, Dataset.open(dir + "/tas[1].nc").names().size());
  }

  @Test
  void fileGivenTwiceCountsOnce() {
    MemoryFile a = day(1);
    assertEquals(1, Dataset.open(a.location(), a.location()).field("tas").shape()[0]);
  }

  @Test
  void whatIsNotFoundIsNamed(@TempDir Path dir) throws IOException {
    put(dir.resolve("tas_1.nc"), day(1));
    fails(
        DatasetException.class,
        () -> Dataset.open(dir + "/tas_2.nc"),
        "tas_2.nc: no such file",
        "the folder has [tas_1.nc]");
    fails(DatasetException.class, () -> Dataset.open(dir + "/*.grb"), "*.grb: no file matches");
    fails(DatasetException.class, () -> Dataset.open(dir + "/x/*.nc"), "no folder");
    fails(DatasetException.class, () -> Dataset.open(dir + "/x/y.nc"), "there is no folder");
    fails(DatasetException.class, () -> Dataset.open(dir + "/{a,{b}}*.nc"), "not a glob");
    fails(DatasetException.class, () -> Dataset.open(List.of().toArray(String[]::new)), "no file");
    Files.writeString(dir.resolve("notes.txt"), "no data");
    fails(
        DatasetException.class,
        () -> Dataset.open(dir + "/notes.txt"),
        "notes.txt: not a file of a known format",
        "[memory]");
  }

  // ---- what is in it

  @Test
  void filesOfOtherVariablesStandBesideEachOther() {
    MemoryFile land = MemoryFile.create().dim("x", 2).floats("land", "x", "units=%");
    Dataset ds = Dataset.open(day(1).location(), land.location(), day(0).location());
    assertEquals(List.of("tas", "land"), ds.names());
    assertEquals(2, ds.field("tas").shape()[0]);
  }

  @Test
  void variableInUnlikeSetsIsAnError() {
    MemoryFile both = day(1).floats("pr", "time", "");
    MemoryFile one = day(2);
    fails(
        DatasetException.class,
        () -> Dataset.open(both.location(), one.location()),
        "'tas' stands both in " + both.location() + " and in " + one.location());
  }

  @Test
  void variablesOfGroupsAreFoundByPathOrName() {
    Dataset ds =
        MemoryFile.create()
            .dim("x", 1)
            .floats("a/u", "x", "")
            .floats("a/v", "x", "")
            .floats("b/v", "x", "")
            .floats("v", "x", "")
            .floats("b/w", "x", "")
            .floats("a/w", "x", "")
            .open();
    assertEquals("a/u", ds.field("u").name());
    assertEquals("v", ds.field("v").name());
    assertEquals("b/v", ds.field("b/v").name());
    fails(DatasetException.class, () -> ds.field("w"), "several variables 'w'", "a/w", "b/w");
    fails(DatasetException.class, () -> ds.field("z"), "no variable 'z'", "[a/u, a/v, b/v, v");
  }

  private static Dataset damaged() {
    return MemoryFile.create()
        .dim("x", 1)
        .floats("good", "x", "")
        .unreadable("bad", "x", "filter szip is not supported")
        .other("odd", "x", "compound")
        .open();
  }

  @Test
  void whatCannotBeReadIsNeverLostInSilence() {
    Dataset ds = damaged();
    assertEquals(List.of("good", "bad", "odd"), ds.names());
    assertEquals("good", ds.field("good").name());
    fails(DatasetException.class, () -> ds.field("bad"), "'bad'", "szip", "without(\"bad\")");
    fails(DatasetException.class, () -> ds.select("good", "odd"), "'odd'", "compound");
    fails(DatasetException.class, ds::fields, "'bad'", "szip");
    fails(DatasetException.class, () -> ds.map(f -> f), "'bad'");
    fails(DatasetException.class, () -> ds.write(Path.of("x.nc"), new MemoryBackend()), "'bad'");
    assertEquals(1, ds.select("good").fields().size());
    assertEquals(List.of("good"), ds.without("bad", "odd").names());
    assertEquals(1, ds.without("bad", "odd").map(f -> f.plus(1)).fields().size());
  }

  @Test
  void whatOneFileOfManyCannotReadIsUnreadable() {
    MemoryFile a = day(0);
    MemoryFile b =
        MemoryFile.create()
            .unlimited("time", 1)
            .doubles("time", "time", "units=days since 2000-01-01", 5)
            .unreadable("tas", "time", "filter zstd is not supported");
    fails(
        DatasetException.class,
        () -> Dataset.open(a.location(), b.location()).field("tas"),
        "zstd",
        b.location());
  }

  @Test
  void unreadableCoordinateIsNamed() {
    Dataset ds =
        MemoryFile.create()
            .dim("lat", 1)
            .unreadable("lat", "lat", "filter szip is not supported")
            .floats("v", "lat", "")
            .open();
    assertEquals(List.of("v", "lat"), ds.names());
    fails(DatasetException.class, ds::fields, "'lat'", "szip");
  }

  @Test
  void fileWithoutDataHasNoFields() {
    Dataset ds = MemoryFile.create().dim("x", 1).doubles("x", "x", "").open();
    assertEquals(List.of(), ds.fields());
    fails(
        DatasetException.class,
        () -> ds.write(Path.of("x.nc"), new MemoryBackend()),
        "x.nc: no variable to write");
  }

  @Test
  void leavingOutWhatIsNotThereIsAnError() {
    fails(DatasetException.class, () -> damaged().without("baad"), "[baad]", "good, bad, odd");
  }

  // ---- of fields

  private static Field field(String name, String... dims) {
    List<Dim> d = java.util.Arrays.stream(dims).map(n -> new Dim(n, 2)).toList();
    double[] values = new double[1 << dims.length];
    return Field.of(name, NdArray.ofDoubles(d, values), "K", Map.of());
  }

  @Test
  void namesOfFieldsMustDiffer() {
    fails(DatasetException.class, () -> Dataset.of(field("a"), field("a")), "two fields", "'a'");
    fails(DatasetException.class, () -> Dataset.of(), "at least one");
    Dataset ds = Dataset.of(field("a", "x"), field("b", "x"));
    fails(DatasetException.class, () -> ds.map(f -> f.rename("c")), "two fields are named 'c'");
  }

  @Test
  void mappingKeepsVariablesWithoutTheDimension() {
    Dataset ds = Dataset.of(field("a", "t", "x"), field("b", "x"));
    Dataset mean = ds.map(f -> f.mean("t"));
    assertEquals("[x=2]", mean.field("a").dims().toString());
    assertSame(ds.field("b"), mean.field("b"));
    assertNotSame(ds.field("a"), mean.field("a"));
  }

  @Test
  void mappingOverADimensionThatNoneHasIsAnError() {
    Dataset ds = Dataset.of(field("a", "t"), field("b", "x"));
    fails(NoSuchDimensionException.class, () -> ds.map(f -> f.mean("time")), "no dimension 'time'");
    fails(NoSuchDimensionException.class, () -> ds.map(f -> f.mean(Axis.Z)), "no Z axis");
  }

  @Test
  void otherErrorsOfAMappingAreThrown() {
    Dataset ds = Dataset.of(field("a", "t"), field("b", "x"));
    fails(UnitException.class, () -> ds.map(f -> f.to("Pa")), "'K'", "'Pa'");
  }

  @Test
  void selectionOrdersVariables() {
    Dataset ds = Dataset.of(field("a"), field("b"), field("c"));
    assertEquals(List.of("c", "a"), ds.select("c", "a").names());
    assertEquals(List.of("b"), ds.without("c", "a").names());
  }

  @Test
  void globalAttributesGoWithTheFields() {
    Dataset ds = Dataset.of(field("a")).withAttributes(Attributes.NONE.with("title", "T"));
    assertEquals("T", Dataset.of(ds.field("a")).attributes().text("title").orElseThrow());
    MemoryFile file = day(1).global("institute", "I");
    assertTrue(Dataset.of(file.open().field("tas")).attributes().has("institute"));
  }
}
