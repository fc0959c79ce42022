package org.isobar.io.netcdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Fingerprint;
import org.isobar.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetcdfProviderTest {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private final NetcdfProvider provider = new NetcdfProvider();
  @TempDir private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("some file.nc"), bytes);
  }

  private boolean recognises(byte[] bytes) throws IOException {
    return provider.recognises(file(bytes).toString());
  }

  private static byte[] cdf(int version) {
    return Arrays.copyOf(new byte[] {'C', 'D', 'F', (byte) version}, 32);
  }

  @Test
  void isFoundByTheServiceLoader() {
    List<String> formats =
        ServiceLoader.load(DatasetProvider.class).stream().map(p -> p.get().format()).toList();
    assertTrue(formats.contains("netcdf"), formats.toString());
  }

  @Test
  void recognisesFilesByTheirFirstBytes() throws IOException {
    for (int version : new int[] {1, 2, 5}) {
      assertTrue(recognises(cdf(version)));
    }
    assertFalse(recognises(cdf(3)));
    assertFalse(recognises(new byte[0]));
    assertFalse(recognises(new byte[] {'C', 'D'}));
    assertFalse(recognises("GRIB and more".getBytes(StandardCharsets.US_ASCII)));
    assertTrue(recognises(HDF5));
  }

  @Test
  void recognisesHdf5BehindAUserBlock() throws IOException {
    for (int at : new int[] {512, 1024, 4096}) {
      byte[] bytes = new byte[at + 8];
      System.arraycopy(HDF5, 0, bytes, at, 8);
      assertTrue(recognises(bytes), "at " + at);
    }
    byte[] wrong = new byte[608];
    System.arraycopy(HDF5, 0, wrong, 600, 8);
    assertFalse(recognises(wrong));
  }

  @Test
  void recognisesNothingThatIsNoLocalFile() {
    for (String location :
        List.of(
            folder.toString(),
            "/no/such/file.nc",
            "https://example.org/a.nc",
            "file:nonsense",
            "\0",
            "")) {
      assertFalse(provider.recognises(location), location);
    }
  }

  @Test
  void saysWhyAFileCannotBeOpened() throws IOException {
    refuses("no such file", folder.resolve("none.nc").toString());
    refuses("folder", folder.toString());
    refuses("not a NetCDF file", file(new byte[40]).toString());
    refuses("not a NetCDF file", file(new byte[0]).toString());
    refuses("not a file name", "file:nonsense");
  }

  private void refuses(String word, String location) {
    DatasetException e =
        assertThrows(DatasetException.class, () -> provider.inspect(location, Map.of()));
    assertTrue(e.getMessage().contains(word), e.getMessage());
    assertTrue(e.getMessage().contains(location), e.getMessage());
  }

  @Test
  void opensPathsAndFileUris() throws IOException {
    Path file = file(cdf(1));
    String uri = file.toUri().toString();
    assertEquals(uri, provider.inspect(uri, Map.of()).location());
    assertEquals(FileFormat.NC1, provider.inspect(file.toString(), Map.of()).format());
  }

  @Test
  void refusesAFileThatChanged() throws IOException {
    Path file = file(cdf(1));
    Fingerprint was = provider.inspect(file.toString(), Map.of()).fingerprint();
    provider.open(new DatasetDescriptor.Part(file.toString(), was, 0, 0), Map.of()).close();
    Files.write(file, cdf(2));
    Fingerprint is = provider.inspect(file.toString(), Map.of()).fingerprint();
    assertNotEquals(was, is);
    DatasetException e =
        assertThrows(
            DatasetException.class,
            () -> provider.open(new DatasetDescriptor.Part(file.toString(), was, 0, 0), Map.of()));
    assertTrue(e.getMessage().contains(was.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(is.toString()), e.getMessage());
  }

  @Test
  void writesTheFormatsItSays() {
    FileSchema virtual = new FileSchema(FileFormat.VIRTUAL, List.of(), List.of(), Attributes.NONE);
    assertThrows(DatasetException.class, () -> provider.create(folder.resolve("a.nc"), virtual));
    for (FileFormat format : provider.writable()) {
      Path target = folder.resolve(format + ".nc");
      try (var writer =
          provider.create(target, new FileSchema(format, List.of(), List.of(), Attributes.NONE))) {
        writer.commit();
      }
      assertEquals(format, provider.inspect(target.toString(), Map.of()).format());
    }
  }
}
