package org.isobar.io.netcdf.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class InflaterTest {
  private static final int[] STRATEGIES = {
    Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY
  };

  private static List<Inflater> inflaters() {
    return Inflaters.obstacle().isEmpty()
        ? List.of(new JavaInflater(), new ZipInflater(), new NativeInflater())
        : List.of(new JavaInflater(), new ZipInflater());
  }

  private static byte[] deflate(byte[] data, int level, int strategy) {
    Deflater deflater = new Deflater(level, true);
    try {
      deflater.setStrategy(strategy);
      deflater.setInput(data);
      deflater.finish();
      byte[] out = new byte[data.length + data.length / 8 + 100];
      int n = 0;
      while (!deflater.finished()) {
        n += deflater.deflate(out, n, out.length - n);
      }
      return Arrays.copyOf(out, n);
    } finally {
      deflater.end();
    }
  }

  private static byte[] data(Random random) {
    byte[] b = new byte[random.nextInt(random.nextInt(20) == 0 ? 300_000 : 3000)];
    int kind = random.nextInt(5);
    for (int i = 0; i < b.length; i++) {
      b[i] =
          switch (kind) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> 0;
            case 2 -> (byte) (random.nextInt(9) == 0 ? random.nextInt(256) : 7);
            case 3 -> (byte) (random.nextGaussian() * 4);
            default -> i < 40 ? (byte) random.nextInt(256) : b[i - 1 - random.nextInt(3)];
          };
    }
    return b;
  }

  private static byte[] slack(byte[] b, Random random) {
    byte[] out = new byte[b.length + Inflater.SLACK];
    random.nextBytes(out);
    System.arraycopy(b, 0, out, 0, b.length);
    return out;
  }

  @Test
  void inflatesWhatWasDeflated() throws InflateException {
    Random random = new Random(1);
    for (int n = 0; n < 300; n++) {
      byte[] data = data(random);
      byte[] packed = deflate(data, random.nextInt(10), STRATEGIES[random.nextInt(3)]);
      for (Inflater inflater : inflaters()) {
        byte[] out = new byte[data.length + Inflater.SLACK];
        inflater.inflate(slack(packed, random), 0, packed.length, out, data.length);
        assertArrayEquals(data, Arrays.copyOf(out, data.length));
      }
    }
  }

  @Test
  void refusesTruncatedStreams() {
    Random random = new Random(2);
    for (int n = 0; n < 150; n++) {
      byte[] data = data(random);
      byte[] packed = deflate(data, random.nextInt(10), STRATEGIES[random.nextInt(3)]);
      int length = random.nextInt(packed.length);
      for (Inflater inflater : inflaters()) {
        byte[] out = new byte[data.length + Inflater.SLACK];
        assertThrows(
            InflateException.class,
            () -> inflater.inflate(slack(packed, random), 0, length, out, data.length));
      }
    }
  }

  @Test
  void refusesOtherSizes() {
    byte[] packed = deflate(new byte[1000], 6, Deflater.DEFAULT_STRATEGY);
    for (Inflater inflater : inflaters()) {
      for (int size : new int[] {0, 1, 500, 999, 1001, 5000}) {
        byte[] out = new byte[size + Inflater.SLACK];
        assertThrows(
            InflateException.class,
            () -> inflater.inflate(slack(packed, new Random(3)), 0, packed.length, out, size));
      }
    }
  }

  /** A flipped bit may yield other bytes, but nothing other than an InflateException. */
  @Test
  void survivesDamage() {
    Random random = new Random(4);
    Inflater inflater = new JavaInflater();
    int refused = 0;
    for (int n = 0; n < 2_000; n++) {
      byte[] data = data(random);
      byte[] packed =
          random.nextInt(4) == 0
              ? data(random)
              : deflate(data, 1 + random.nextInt(9), STRATEGIES[random.nextInt(3)]);
      if (packed.length > 4000) {
        continue;
      }
      for (int flips = random.nextInt(4); flips >= 0 && packed.length > 0; flips--) {
        packed[random.nextInt(Math.min(packed.length, 200))] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] out = new byte[data.length + Inflater.SLACK];
      try {
        inflater.inflate(slack(packed, random), 0, packed.length, out, data.length);
      } catch (InflateException e) {
        refused++;
      }
    }
    assertTrue(refused > 400, "refused " + refused);
  }

  @Test
  void usesOneInflaterForManyStreams() throws InflateException {
    Inflater inflater = new JavaInflater();
    Random random = new Random(5);
    for (int n = 0; n < 200; n++) {
      byte[] data = data(random);
      byte[] packed = deflate(data, 6, STRATEGIES[random.nextInt(3)]);
      byte[] broken = packed.clone();
      broken[random.nextInt(broken.length)] ^= 8;
      byte[] out = new byte[data.length + Inflater.SLACK];
      try {
        inflater.inflate(slack(broken, random), 0, broken.length, out, data.length);
      } catch (InflateException e) {
        // The next stream must not notice.
      }
      inflater.inflate(slack(packed, random), 0, packed.length, out, data.length);
      assertArrayEquals(data, Arrays.copyOf(out, data.length));
    }
  }

  @Test
  void startsWithZlibAndGoesOnWithAFasterOne() {
    Inflaters inflaters = new Inflaters(1000);
    Inflater first = inflaters.create();
    assertInstanceOf(ZipInflater.class, first);
    assertSame(first, inflaters.next(first, 999));
    Inflater second = inflaters.next(first, 1);
    assertFalse(second instanceof ZipInflater);
    assertSame(second, inflaters.next(second, 5000));
    assertEquals(second.getClass(), inflaters.create().getClass());
  }

  @Test
  @EnabledOnOs(value = OS.LINUX)
  void choosesTheLibraryWhereItIsBundled() {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    if (List.of("amd64", "aarch64").contains(arch)) {
      assertEquals(Optional.empty(), Inflaters.obstacle());
    }
  }
}
