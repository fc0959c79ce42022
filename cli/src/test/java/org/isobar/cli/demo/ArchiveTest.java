package org.isobar.cli.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.Providers;
import org.isobar.error.DatasetException;
import org.isobar.time.Calendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final int FILES = 4;

  @TempDir Path folder;

  private List<Path> ensure(DatasetProvider provider) {
    return SmallArchive.ofThreeYears(folder).ensure(provider, SmallArchive.silent());
  }

  @Test
  void filesLieWhereTheDataReferenceSyntaxPutsThem() {
    List<Path> files = ensure(new FaultyProvider(0));
    assertEquals(FILES, files.size());
    assertTrue(files.stream().allMatch(Files::isRegularFile));
    assertEquals(
        folder.resolve(
            "cmip5/output1/ISOBAR/LULL-2/rcp85/day/atmos/day/r1i1p1/v1/tas/"
                + "tas_day_LULL-2_rcp85_r1i1p1_20060101-20061230.nc"),
        files.getLast());
  }

  @Test
  void theStandardArchiveHasSomeHundredMegabytes() {
    assertEquals(109, Math.round(Archive.standard(folder).bytes() / 1e6));
  }

  @Test
  void theFilesOfAModelAreOneDatasetWithItsCalendar() {
    List<String> ofLull =
        ensure(new FaultyProvider(0)).stream()
            .map(Path::toString)
            .filter(file -> file.contains("LULL-2"))
            .toList();
    Field tas = Dataset.options().open(ofLull).field("tas");
    assertArrayEquals(new long[] {3 * 360, 5, 6}, tas.shape());
    assertEquals(Calendar.DAY_360, tas.calendar().orElseThrow());
    assertEquals("K", tas.unit().toString());
    assertEquals(2, tas.coordinate("height").value(0));
    Coordinate time = tas.coordinate(Axis.T);
    assertEquals("2004-01-01T12:00:00", time.time().orElseThrow().decode(time.value(0)).toString());
    assertTrue(tas.coordinate(Axis.Y).bounds().isPresent());
    assertTrue(tas.coordinate(Axis.X).bounds().isPresent());
    assertTrue(time.bounds().isPresent());
  }

  @Test
  void headersTellModelExperimentAndMember() {
    Path file = ensure(new FaultyProvider(0)).getFirst();
    FileMetadata header = Providers.ofFormat("netcdf").inspect(file.toString(), Map.of());
    assertEquals(new RunNames("GALE-1", "historical", "r1i1p1", "day"), RunNames.of(header));
  }

  @Test
  void valuesAreThoseOfTheFormulaAsFloats() {
    ensure(new FaultyProvider(0));
    Experiment experiment = new Experiment("historical", "historical", "N/A", 2004, 2005);
    ArchiveFile file = new ArchiveFile(SmallArchive.NOLEAP, experiment, 2004, 2005);
    String location = folder.resolve(file.path()).toString();
    DatasetProvider netcdf = Providers.ofFormat("netcdf");
    FileMetadata header = netcdf.inspect(location, Map.of());
    DatasetDescriptor descriptor =
        DatasetDescriptor.ofFile("netcdf", location, header.fingerprint(), Map.of());
    int cells = SmallArchive.NOLEAP.grid().cells();
    double[] stored = new double[cells];
    try (BlockReader reader = netcdf.open(descriptor.parts().getFirst(), Map.of())) {
      long day = 365 + 40;
      reader.read("tas", Region.of(new long[] {day, 0, 0}, new long[] {1, 4, 8}), stored, 0);
    }
    double[] expected = new double[cells];
    Climate climate = SmallArchive.NOLEAP.climate();
    climate.day(climate.cells(SmallArchive.NOLEAP.grid()), 2005, 41, 365, expected, 0);
    for (int cell = 0; cell < cells; cell++) {
      assertEquals((float) expected[cell], stored[cell]);
    }
  }

  /**
   * If this fails because the formula or the header was changed on purpose, change Manifest too.
   */
  @Test
  void theBytesAreTheSameEachTime() throws IOException {
    CRC32 crc = new CRC32();
    for (Path file : ensure(new FaultyProvider(0))) {
      crc.update(Files.readAllBytes(file));
    }
    assertEquals(0x2edd3ce1L, crc.getValue(), () -> Long.toHexString(crc.getValue()));
  }

  @Test
  void aSecondRunWritesNothing() {
    ensure(new FaultyProvider(0));
    FaultyProvider second = new FaultyProvider(0);
    assertEquals(FILES, ensure(second).size());
    assertEquals(0, second.created());
  }

  @Test
  void aRunThatWasInterruptedIsContinued() throws IOException {
    FaultyProvider broken = new FaultyProvider(3);
    assertThrows(DatasetException.class, () -> ensure(broken));
    Path remains = folder.resolve("cmip5/half.nc.part");
    Files.writeString(remains, "what a process that was killed left");
    FaultyProvider second = new FaultyProvider(0);
    ensure(second);
    assertEquals(FILES - 2, second.created());
    assertFalse(Files.exists(remains));
  }

  @Test
  void aFileOfAnotherSizeIsWrittenAgain() throws IOException {
    Path file = ensure(new FaultyProvider(0)).get(2);
    long size = Files.size(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size - 1);
    }
    FaultyProvider second = new FaultyProvider(0);
    ensure(second);
    assertEquals(1, second.created());
    assertEquals(size, Files.size(file));
  }

  @Test
  void anArchiveOfAnotherVersionIsWrittenAgain() throws IOException {
    ensure(new FaultyProvider(0));
    Path manifest = folder.resolve("manifest.txt");
    Files.writeString(manifest, Files.readString(manifest).replace("archive, ", "archive, 0"));
    FaultyProvider second = new FaultyProvider(0);
    ensure(second);
    assertEquals(FILES, second.created());
  }

  @Test
  void aDamagedManifestCountsAsNone() throws IOException {
    ensure(new FaultyProvider(0));
    Path manifest = folder.resolve("manifest.txt");
    Files.writeString(manifest, Files.readString(manifest) + "nonsense\n");
    FaultyProvider second = new FaultyProvider(0);
    ensure(second);
    assertEquals(FILES, second.created());
  }

  @Test
  void twoAtOnceWriteEachFileOnce() throws Exception {
    FaultyProvider provider = new FaultyProvider(0);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<List<Path>> one = threads.submit(() -> ensure(provider));
      Future<List<Path>> other = threads.submit(() -> ensure(provider));
      assertEquals(one.get(), other.get());
    }
    assertEquals(FILES, provider.created());
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = folder.resolve("file");
    Files.createFile(file);
    Archive archive = SmallArchive.ofThreeYears(file.resolve("archive"));
    DatasetException e =
        assertThrows(
            DatasetException.class,
            () -> archive.ensure(new FaultyProvider(0), SmallArchive.silent()));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }
}
