package org.isobar.io.netcdf.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.FileMetadata;
import org.isobar.io.netcdf.storage.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharingTest {

  @Test
  void manyReadersReadAtOnce() throws Exception {
    FileMetadata metadata = Fixtures.inspect("recent.h5");
    long[] shape = Fixtures.shape(metadata, "tree_filtered");
    double[] expected = Fixtures.expected(shape, Region.all(shape), Fixtures::value);
    Callable<Void> task =
        () -> {
          for (int n = 0; n < 30; n++) {
            try (BlockReader reader = Fixtures.open("recent.h5")) {
              double[] target = new double[expected.length];
              reader.read("tree_filtered", Region.all(shape), target, 0);
              assertArrayEquals(expected, target);
            }
          }
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Void> f : threads.invokeAll(List.of(task, task, task, task, task, task))) {
        f.get();
      }
    }
  }

  @Test
  void anInterruptLeavesTheReaderUsable() {
    try (BlockReader reader = Fixtures.open("storage.nc")) {
      double[] target = new double[210];
      double[] expected =
          Fixtures.expected(new long[] {7, 5, 6}, Region.all(7, 5, 6), Fixtures::value);
      Thread.currentThread().interrupt();
      reader.read("deflate", Region.all(7, 5, 6), target, 0);
      assertTrue(Thread.interrupted());
      assertArrayEquals(expected, target);
      reader.read("shuffle8", Region.all(7, 5, 6), target, 0);
      assertArrayEquals(expected, target);
    }
  }

  @Test
  void readsAHeaderOnceForAllReaders(@TempDir Path folder) throws Exception {
    Path copy = Files.copy(Fixtures.path("many.nc"), folder.resolve("copy.nc"));
    SourceFile file = SourceFile.of(copy.toString());
    assertSame(new Hdf5Format().inspect(file), new Hdf5Format().inspect(file));
    Files.copy(Fixtures.path("storage.nc"), copy, StandardCopyOption.REPLACE_EXISTING);
    FileMetadata other = new Hdf5Format().inspect(SourceFile.of(copy.toString()));
    assertEquals("storage", other.attributes().text("title").orElseThrow());
  }

  @Test
  void keepsTheChunksUsedLast() {
    ChunkCache cache = new ChunkCache(new ChunkDecoder(new H5Source(Fixtures.file("storage.nc"))));
    StoredVariable v =
        new StoredVariable(
            "v",
            new long[0],
            new long[0],
            new long[0],
            new Datatype(Datatype.Kind.OPAQUE, 1, false, Optional.empty(), null, false),
            new Layout.Virtual(),
            FilterPipeline.NONE,
            new byte[0]);
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      chunks.add(new byte[1 << 20]);
      cache.put(v, i, chunks.get(i));
      cache.get(v, 0); // keeps the first one young
    }
    assertSame(chunks.get(0), cache.get(v, 0));
    assertSame(chunks.get(19), cache.get(v, 19));
    assertNotNull(cache.get(v, 10));
    assertNull(cache.get(v, 1));
    cache.put(v, 99, new byte[40 << 20]);
    assertNotNull(cache.get(v, 99), "one chunk is kept whatever its size");
    assertNull(cache.get(v, 0));
  }
}
