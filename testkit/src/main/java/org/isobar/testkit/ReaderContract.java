package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link DatasetProvider} that reads files of its own must do. A subclass names the
 * provider and writes one {@link ContractFile} in its format:
 *
 * <pre>{@code
 * class Cdf2ReaderContractTest extends ReaderContract {
 *   protected DatasetProvider provider() { return new NetcdfProvider(); }
 *   protected FileFormat format() { return FileFormat.NC2; }
 *   protected void write(Path target, ContractFile file) { ... }
 * }
 * }</pre>
 *
 * <p>The writer should not be the reader's sibling where another one is at hand: a library, a
 * command, bytes by hand. Formats that store more types than {@link #types()} says override it.
 */
public abstract class ReaderContract {
  @TempDir Path folder;

  /** The provider under test. */
  protected abstract DatasetProvider provider();

  /** The format of the file. */
  protected abstract FileFormat format();

  /**
   * Writes the file: dimensions, variables in their order, attributes, {@link
   * ContractFile#stored()} values as they are (they are packed already) and texts.
   */
  protected abstract void write(Path target, ContractFile file) throws IOException;

  /** Storage types that the format has. */
  protected Set<DType> types() {
    return Set.of(DType.INT8, DType.INT16, DType.INT32, DType.FLOAT32, DType.FLOAT64);
  }

  /** Options handed to the provider. */
  protected Map<String, String> options() {
    return Map.of();
  }

  /** Whether floats that are neither scaled nor bounded are read without widening. */
  protected boolean deliversFloats() {
    return true;
  }

  private @Nullable ContractFile file;

  private synchronized ContractFile file() {
    ContractFile made = file == null ? ContractFile.of(format(), types()) : file;
    file = made;
    return made;
  }

  private Path written() throws IOException {
    Path target = folder.resolve("contract.dat");
    if (!Files.exists(target)) {
      write(target, file());
    }
    return target;
  }

  private DatasetDescriptor.Part part(Path path) {
    Fingerprint fingerprint = provider().inspect(path.toString(), options()).fingerprint();
    return new DatasetDescriptor.Part(path.toString(), fingerprint, 0, 0);
  }

  private BlockReader open() throws IOException {
    return provider().open(part(written()), options());
  }

  private void assertReads(BlockReader reader, String variable, Region region) {
    double[] want = file().expected(variable, region);
    double[] got = new double[want.length + 5];
    Arrays.fill(got, -7.25);
    boolean missing = reader.read(variable, region, got, 3);
    String what = variable + " " + region;
    assertArrayEquals(want, Arrays.copyOfRange(got, 3, 3 + want.length), what);
    for (int k : List.of(0, 1, 2, 3 + want.length, 4 + want.length)) {
      assertEquals(-7.25, got[k], what + " wrote outside of its part of the target");
    }
    if (Arrays.stream(want).anyMatch(Double::isNaN)) {
      assertTrue(missing, what + " did not report missing values");
    }
  }

  /** Either the same numbers, or nothing at all. */
  private boolean assertReadsFloats(BlockReader reader, String variable, Region region) {
    double[] want = file().expected(variable, region);
    float[] got = new float[want.length + 5];
    Arrays.fill(got, -7.25f);
    float[] before = got.clone();
    Optional<Boolean> missing = reader.readFloats(variable, region, got, 3);
    String what = variable + " " + region + " as floats";
    if (missing.isEmpty()) {
      assertArrayEquals(before, got, what + " was refused, but wrote");
      return false;
    }
    for (int k = 0; k < got.length; k++) {
      boolean inside = k >= 3 && k < 3 + want.length;
      assertEquals(inside ? want[k - 3] : -7.25, got[k], what + " at " + k);
    }
    if (Arrays.stream(want).anyMatch(Double::isNaN)) {
      assertTrue(missing.get(), what + " did not report missing values");
    }
    return true;
  }

  private static void assertRefused(Executable call, Object... words) {
    DatasetException refusal = assertThrows(DatasetException.class, call);
    for (Object word : words) {
      assertNames(word, refusal);
    }
  }

  private static void assertNames(Object word, DatasetException e) {
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(word.toString()), () -> "'" + word + "' is not in: " + message);
  }

  @Test
  void recognisesItsFiles() throws IOException {
    assertTrue(provider().recognises(written().toString()));
  }

  @Test
  void inspectTellsTheHeader() throws IOException {
    FileMetadata got = provider().inspect(written().toString(), options());
    assertEquals(format(), got.format());
    assertEquals(file().schema().dims(), got.dims());
    assertEquals("contract of readers", got.attributes().text("title").orElse(""));
    for (VariableMetadata want : file().schema().variables()) {
      VariableMetadata v = got.variable(want.path()).orElseThrow();
      assertEquals(want.type(), v.type(), want.path());
      assertEquals(want.dims(), v.dims(), want.path());
      want.attributes()
          .asMap()
          .forEach((name, a) -> assertEquals(Optional.of(a), v.attributes().get(name), name));
      assertTrue(v.unreadable().isEmpty(), want.path());
    }
  }

  @Test
  void wholeVariablesAreUnpackedAndMasked() throws IOException {
    try (BlockReader reader = open()) {
      for (String variable : file().expected().keySet()) {
        assertReads(reader, variable, Region.all(file().dims(variable)));
      }
    }
  }

  @Test
  void everyRegionIsPartOfTheWhole() throws IOException {
    Random random = new Random(7);
    List<String> names = List.copyOf(file().expected().keySet());
    try (BlockReader reader = open()) {
      for (int i = 0; i < 400; i++) {
        String variable = names.get(random.nextInt(names.size()));
        assertReads(reader, variable, region(random, file().dims(variable)));
      }
    }
  }

  @Test
  void floatsAreTheSameNumbers() throws IOException {
    Random random = new Random(11);
    try (BlockReader reader = open()) {
      for (String variable : file().expected().keySet()) {
        for (int i = 0; i < 30; i++) {
          boolean delivered =
              assertReadsFloats(reader, variable, region(random, file().dims(variable)));
          boolean plain = Set.of("f", "filled").contains(variable);
          assertTrue(delivered || !plain || !deliversFloats(), variable + " is widened");
        }
      }
      assertReadsFloats(reader, "f", Region.of(new long[] {7, 0, 0}, new long[] {0, 5, 6}));
    }
  }

  private static Region region(Random random, List<Dim> dims) {
    long[] start = new long[dims.size()];
    long[] count = new long[start.length];
    long[] stride = new long[start.length];
    for (int d = 0; d < start.length; d++) {
      long size = dims.get(d).size();
      start[d] = random.nextLong(size);
      stride[d] = 1 + random.nextLong(3);
      count[d] = 1 + random.nextLong((size - start[d] - 1) / stride[d] + 1);
    }
    return Region.of(start, count, stride);
  }

  @Test
  void emptyRegionsReadNothing() throws IOException {
    try (BlockReader reader = open()) {
      assertReads(reader, "f", Region.of(new long[] {7, 0, 0}, new long[] {0, 5, 6}));
      assertReads(reader, "f", Region.of(new long[] {2, 5, 0}, new long[] {1, 0, 6}));
    }
  }

  @Test
  void textIsStripped() throws IOException {
    try (BlockReader reader = open()) {
      assertEquals(file().texts(), Map.of("label", reader.readText("label")));
    }
  }

  @Test
  void regionsThatLeaveTheVariableAreRefused() throws IOException {
    Path path = written();
    try (BlockReader reader = open()) {
      double[] target = new double[1000];
      for (Region region :
          List.of(
              Region.all(8, 5, 6),
              Region.of(new long[] {0, 0, 5}, new long[] {1, 1, 2}),
              Region.of(new long[] {0, 0, 0}, new long[] {1, 3, 1}, new long[] {1, 3, 1}),
              Region.of(new long[] {Long.MAX_VALUE - 1, 0, 0}, new long[] {1, 1, 1}),
              Region.all(5, 6))) {
        assertRefused(() -> reader.read("f", region, target, 0), path.getFileName(), "f");
        if (deliversFloats()) {
          float[] floats = new float[1000];
          assertRefused(() -> reader.readFloats("f", region, floats, 0), path.getFileName(), "f");
        }
      }
      assertReads(reader, "f", Region.all(7, 5, 6));
    }
  }

  @Test
  void wrongNamesAndKindsAreRefused() throws IOException {
    Path path = written();
    try (BlockReader reader = open()) {
      double[] target = new double[64];
      assertRefused(
          () -> reader.read("nothing", Region.all(1), target, 0), path.getFileName(), "nothing");
      assertRefused(() -> reader.readText("nothing"), path.getFileName(), "nothing");
      assertRefused(() -> reader.readText("f"), path.getFileName(), "f");
      assertRefused(
          () -> reader.read("label", Region.all(5, 8), target, 0), path.getFileName(), "label");
    }
  }

  @Test
  void closedReadersRefuse() throws IOException {
    BlockReader reader = open();
    reader.close();
    reader.close();
    assertRefused(() -> reader.read("scalar", Region.all(), new double[1], 0), "closed");
    if (deliversFloats()) {
      assertRefused(() -> reader.readFloats("f", Region.all(7, 5, 6), new float[210], 0), "closed");
    }
    assertRefused(() -> reader.readText("label"), "closed");
  }

  @Test
  void aFileThatChangedIsRefusedWithBothFingerprints() throws IOException {
    Path path = written();
    DatasetDescriptor.Part before = part(path);
    Files.write(path, new byte[8], StandardOpenOption.APPEND);
    assertRefused(
        () -> provider().open(before, options()).close(),
        path.getFileName(),
        before.fingerprint().size(),
        before.fingerprint().size() + 8);
  }

  @Test
  void aFileThatVanishedIsRefused() throws IOException {
    Path path = written();
    DatasetDescriptor.Part before = part(path);
    Files.delete(path);
    assertRefused(() -> provider().open(before, options()).close(), path.getFileName());
    assertRefused(() -> provider().inspect(path.toString(), options()), path.getFileName());
  }

  /** A cut file is refused, or what is left of it is right. */
  @Test
  void cutFilesNeverGiveWrongNumbers() throws IOException {
    byte[] all = Files.readAllBytes(written());
    Path cut = folder.resolve("cut.dat");
    for (int i = 0; i < 40; i++) {
      int length = (int) ((long) all.length * i / 40);
      Files.write(cut, Arrays.copyOf(all, length));
      try (BlockReader reader = provider().open(part(cut), options())) {
        for (String variable : file().expected().keySet()) {
          readOrRefuse(reader, variable, length);
        }
      } catch (DatasetException e) {
        assertNames("cut.dat", e);
      }
    }
  }

  private void readOrRefuse(BlockReader reader, String variable, int length) {
    Region all = Region.all(file().dims(variable));
    double[] got = new double[(int) all.size()];
    try {
      reader.read(variable, all, got, 0);
    } catch (DatasetException e) {
      assertNames("cut.dat", e);
      return;
    }
    assertArrayEquals(file().expected(variable, all), got, variable + " cut at " + length);
  }

  @Test
  void readersOfOneFileWorkAtOnce() throws Exception {
    written();
    List<String> names = List.copyOf(file().expected().keySet());
    Callable<Void> work =
        () -> {
          Random random = new Random(Thread.currentThread().threadId());
          try (BlockReader reader = open()) {
            for (int i = 0; i < 200; i++) {
              String variable = names.get(random.nextInt(names.size()));
              assertReads(reader, variable, region(random, file().dims(variable)));
            }
          }
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Void> done : threads.invokeAll(List.of(work, work, work, work))) {
        done.get();
      }
    }
  }
}
