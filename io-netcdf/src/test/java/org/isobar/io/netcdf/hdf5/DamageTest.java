package org.isobar.io.netcdf.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A damaged file is read, or refused with a {@link DatasetException}, in bounded time and memory;
 * nothing else comes out.
 */
class DamageTest {
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final long MEMORY = 256L << 20;
  private static final int MAX_CELLS = 1 << 20;
  private static final int TRUNCATIONS = 50;
  private static final int FLIPS = Integer.getInteger("isobar.test.flips", 50);

  private static final int KEY_OF_A_CHUNK = 8426;

  @TempDir Path folder;
  private int cases;

  /** Whether the file was refused somewhere. */
  private boolean refused(byte[] bytes, String what) throws IOException {
    Path file = folder.resolve("damaged" + cases++ + ".nc");
    Files.write(file, bytes);
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = memory.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    boolean refused;
    try {
      refused = !readAll(SourceFile.of(file.toString()));
    } catch (DatasetException e) {
      assertTrue(e.getMessage().contains(file.toString()), what + ": no file in " + e.getMessage());
      refused = true;
    } catch (Throwable e) {
      return fail(what, e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    allocated = memory.getCurrentThreadAllocatedBytes() - allocated;
    assertTrue(took.compareTo(TIME) < 0, what + " took " + took);
    assertTrue(allocated < MEMORY, what + " allocated " + allocated);
    Files.delete(file);
    return refused;
  }

  private static boolean readAll(SourceFile file) {
    Hdf5Format format = new Hdf5Format();
    FileMetadata metadata = format.inspect(file);
    boolean all = true;
    try (BlockReader reader = format.open(file)) {
      for (VariableMetadata v : metadata.variables()) {
        try {
          read(metadata, reader, v);
        } catch (DatasetException e) {
          all = v.unreadable().isPresent() && all;
        }
      }
    }
    return all;
  }

  private static void read(FileMetadata metadata, BlockReader reader, VariableMetadata v) {
    switch (v.type()) {
      case VariableType.Numeric n -> {
        long[] count = Fixtures.shape(metadata, v.path());
        long room = MAX_CELLS;
        for (int d = 0; d < count.length; d++) {
          count[d] = Math.min(count[d], room); // a part of what damage made huge
          room = count[d] == 0 ? room : Math.max(1, room / count[d]);
        }
        Region region = Region.all(count);
        reader.read(v.path(), region, new double[(int) region.size()], 0);
      }
      case VariableType.Chars c -> reader.readText(v.path());
      case VariableType.Strings s -> reader.readText(v.path());
      case VariableType.Other o -> {}
    }
  }

  /** The chunk would lie outside the array, where one is left out in silence. */
  @Test
  void chunksOutOfOrderAreRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(Fixtures.path("unlimited.nc"));
    bytes[KEY_OF_A_CHUNK] ^= (byte) 0x80;
    assertTrue(refused(bytes, "unlimited.nc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"storage.nc", "types.nc", "old.h5", "recent.h5"})
  void truncatedFilesAreRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.path(name));
    Random random = new Random(name.hashCode());
    for (int i = 0; i < TRUNCATIONS; i++) {
      int length = i < 20 ? i * 16 : random.nextInt(whole.length);
      byte[] part = Arrays.copyOf(whole, length);
      assertTrue(refused(part, name + " cut off at " + length), name + " cut off at " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "storage.nc",
        "types.nc",
        "many.nc",
        "groups.nc",
        "old.h5",
        "recent.h5",
        "masks.h5",
        "coordinates.nc",
        "edges.h5"
      })
  void flippedBitsDoNoHarm(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.path(name));
    assertEquals(false, refused(whole, name));
    Random random = new Random(31L * name.hashCode());
    int refused = 0;
    for (int i = 0; i < FLIPS; i++) {
      byte[] bytes = whole.clone();
      StringBuilder what = new StringBuilder(name + " with bits flipped at");
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = random.nextInt((random.nextInt(8) + 1) << 10) % bytes.length;
        int from = random.nextBoolean() ? 0 : random.nextInt(bytes.length);
        at = (at + from) % bytes.length;
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        what.append(' ').append(at);
      }
      refused += refused(bytes, what.toString()) ? 1 : 0;
    }
    assertTrue(refused > FLIPS / 20, name + ": only " + refused + " refused");
  }

  /** Sizes and addresses overwritten by large ones. */
  @ParameterizedTest
  @ValueSource(strings = {"storage.nc", "old.h5", "recent.h5", "coordinates.nc"})
  void absurdNumbersDoNoHarm(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.path(name));
    Random random = new Random(7L * name.hashCode());
    int refused = 0;
    for (int i = 0; i < FLIPS; i++) {
      byte[] bytes = whole.clone();
      int width = 1 << random.nextInt(4);
      int at = random.nextInt(Math.min(bytes.length, 40_000) - 8);
      boolean ones = random.nextBoolean();
      for (int k = 0; k < width; k++) {
        bytes[at + k] = (byte) (ones ? 0xff : k == width - 1 ? 0x7f : random.nextInt(256));
      }
      refused += refused(bytes, name + " overwritten at " + at + ", " + width) ? 1 : 0;
    }
    assertTrue(refused > FLIPS / 20, name + ": only " + refused + " refused");
  }
}
