package org.isobar.io.netcdf.classic;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done to a file, it reads or it is a DatasetException, soon and in little memory. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedClassicTest {
  private static final long MOST_MEMORY = 200L << 20;
  private static final long MOST_NANOS = 10_000_000_000L;
  private static final int MOST_VALUES = 1 << 20;

  @TempDir private Path folder;

  private Path write(FileFormat format) {
    Attributes attributes =
        Attributes.NONE
            .with("units", "K")
            .with("_FillValue", DType.FLOAT32, 1e20)
            .with("numbers", DType.INT16, 1, 2, 3);
    FileSchema schema =
        new FileSchema(
            format,
            List.of(
                new FileDim("time", 2, true),
                new FileDim("x", 3, false),
                new FileDim("n", 5, false)),
            List.of(
                VariableMetadata.of(
                    "x", List.of("x"), new VariableType.Numeric(DType.FLOAT64), Attributes.NONE),
                VariableMetadata.of(
                    "v", List.of("time", "x"), new VariableType.Numeric(DType.FLOAT32), attributes),
                VariableMetadata.of(
                    "s", List.of("time"), new VariableType.Numeric(DType.INT16), Attributes.NONE),
                VariableMetadata.of(
                    "name", List.of("x", "n"), new VariableType.Chars(), Attributes.NONE)),
            Attributes.NONE.with("title", "a title").with("t", new AttributeValue.Text("")));
    Path file = folder.resolve(format + ".nc");
    try (BlockWriter writer = ClassicWriter.create(file, schema)) {
      writer.write("x", Region.all(3), new double[] {1, 2, 3}, 0);
      writer.write("v", Region.all(2, 3), new double[] {1, 2, 3, 4, 5, 6}, 0);
      writer.write("s", Region.all(2), new double[] {7, 8}, 0);
      writer.writeText("name", List.of("a", "b", "cdefg"));
      writer.commit();
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource(names = {"NC1", "NC2", "NC5"})
  void everyTruncationIsNoticed(FileFormat format) throws IOException {
    Path file = write(format);
    byte[] whole = Files.readAllBytes(file);
    Path cut = folder.resolve("cut.nc");
    for (int n = 0; n < whole.length; n++) {
      Files.write(cut, Arrays.copyOf(whole, n));
      boolean complete = readsOrRefuses(cut);
      // The last record ends with padding, which holds no value.
      assertTrue(!complete || n >= whole.length - 2, "truncated to " + n + " of " + whole.length);
    }
    assertTrue(readsOrRefuses(file));
  }

  @ParameterizedTest
  @EnumSource(names = {"NC1", "NC2", "NC5"})
  void everyFlippedBitReadsOrIsRefused(FileFormat format) throws IOException {
    Path file = write(format);
    byte[] bytes = Files.readAllBytes(file);
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "rw")) {
      long header = HeaderParser.parse("f", in).end();
      for (int bit = 0; bit < 8 * header; bit++) {
        in.seek(bit / 8);
        in.write(bytes[bit / 8] ^ (1 << (bit % 8)));
        readsOrRefuses(file);
        in.seek(bit / 8);
        in.write(bytes[bit / 8]);
      }
    }
  }

  /** A header in a sparse file of 1 TB: the file's size does not bound what the header claims. */
  @Test
  void absurdSizesAreRefusedBeforeMemoryIsTaken() throws IOException {
    int dimension = 10;
    int attribute = 12;
    List<CdfBytes> heads =
        List.of(
            CdfBytes.version(1).ints(0, dimension, Integer.MAX_VALUE),
            CdfBytes.version(1).ints(0, dimension, -1),
            CdfBytes.version(5).longs(0).ints(dimension).longs(Long.MAX_VALUE),
            CdfBytes.version(1).ints(0, dimension, 1, Integer.MAX_VALUE),
            CdfBytes.version(1).ints(0, 0, 0, attribute, 1).name("a").ints(2, Integer.MAX_VALUE),
            CdfBytes.version(1).ints(0, 0, 0, attribute, 1).name("a").ints(1, 60 << 20),
            CdfBytes.version(5)
                .longs(0)
                .ints(0)
                .longs(0)
                .ints(attribute)
                .longs(1, 1)
                .padded("a")
                .ints(6)
                .longs(1L << 36),
            CdfBytes.version(1).ints(0, 0, 0, 0, 0, 11, 1).name("v").ints(Integer.MAX_VALUE));
    for (CdfBytes head : heads) {
      Path file = head.save(folder.resolve("huge.nc"));
      try (RandomAccessFile grow = new RandomAccessFile(file.toFile(), "rw")) {
        grow.setLength(1L << 40);
      }
      bounded(() -> assertThrows(DatasetException.class, () -> TestFiles.inspect(file)));
    }
  }

  private boolean readsOrRefuses(Path file) {
    boolean[] complete = new boolean[1];
    bounded(() -> complete[0] = reads(file));
    return complete[0];
  }

  private static void bounded(Runnable action) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    action.run();
    long used = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(used < MOST_MEMORY, used + " bytes were allocated");
    assertTrue(System.nanoTime() - start < MOST_NANOS, "it took longer than 10 s");
  }

  /** Whether header and all values could be read. */
  private static boolean reads(Path file) {
    try {
      FileMetadata metadata = TestFiles.inspect(file);
      try (BlockReader reader = TestFiles.open(file, metadata)) {
        for (VariableMetadata v : metadata.variables()) {
          read(reader, metadata, v);
        }
      }
      return true;
    } catch (DatasetException e) {
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      return false;
    }
  }

  private static void read(BlockReader reader, FileMetadata metadata, VariableMetadata v) {
    if (v.type() instanceof VariableType.Chars) {
      reader.readText(v.path());
      return;
    }
    Region region =
        Region.all(
            v.dims().stream().mapToLong(d -> metadata.dim(d).orElseThrow().size()).toArray());
    for (int d = 0; d < region.rank(); d++) {
      // The last values of a variable that a flipped bit made large.
      long n = region.count(d);
      long few = Math.min(n, d == 0 ? 1000 : 10);
      region = region.with(d, n - few, few);
    }
    assertTrue(region.size() < MOST_VALUES, v + " " + region);
    reader.read(v.path(), region, new double[(int) region.size()], 0);
  }
}
