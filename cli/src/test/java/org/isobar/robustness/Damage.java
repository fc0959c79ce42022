package org.isobar.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes damaged copies of a file: cut short, bits flipped, lengths and addresses made absurd,
 * regions repeated or blanked.
 */
final class Damage {
  private static final long[] ABSURD = {
    0, 1, 0x7f, 0xff, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL, Long.MAX_VALUE, -1L
  };
  private final byte[] whole;
  private final Path folder;
  private final String name;
  private final Random random;
  private final boolean classic;

  /** Bytes from the start that hold most of the structure. */
  private final int structure;

  Damage(Path file, Path folder, long seed) throws IOException {
    this.whole = Files.readAllBytes(file);
    this.folder = folder;
    this.name = file.getFileName().toString();
    this.random = new Random(seed);
    this.classic = name.endsWith(".nc3");
    this.structure = Math.min(whole.length, classic ? 1024 : 4096);
  }

  /** Cuts at places spread over the file, denser in its first bytes, where the structure is. */
  void truncations(int n) throws IOException {
    for (int i = 0; i < n; i++) {
      double where = (i + 0.5) / n;
      int length = (int) (whole.length * where * where * where);
      save("cut", i, Arrays.copyOf(whole, length));
    }
  }

  /** Flips single bits, three in four of them where the structure is. */
  void flips(int n) throws IOException {
    for (int i = 0; i < n; i++) {
      byte[] b = whole.clone();
      int reach = i % 4 == 0 ? b.length : structure;
      b[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
      save("flip", i, b);
    }
  }

  /**
   * Overwrites four or eight bytes by numbers that are absurd as a length, a count or an address.
   */
  void absurdities(int n) throws IOException {
    for (int i = 0; i < n; i++) {
      byte[] b = whole.clone();
      int width = random.nextBoolean() ? 4 : 8;
      int at = random.nextInt(structure - width) / 4 * 4;
      long value = ABSURD[random.nextInt(ABSURD.length)];
      for (int k = 0; k < width; k++) {
        b[at + k] = (byte) (value >>> (8 * (classic ? width - 1 - k : k)));
      }
      save("absurd", i, b);
    }
  }

  /**
   * Copies one stretch of the file over another, so that structures point back at themselves and at
   * each other.
   */
  void cycles(int n) throws IOException {
    for (int i = 0; i < n; i++) {
      byte[] b = whole.clone();
      int reach = classic ? structure : Math.min(b.length, 8192);
      int length = 8 << random.nextInt(5);
      int from = random.nextInt(reach - length) / 8 * 8;
      int to = random.nextInt(reach - length) / 8 * 8;
      System.arraycopy(whole, from, b, to, length);
      save("cycle", i, b);
    }
  }

  private void save(String how, int i, byte[] bytes) throws IOException {
    Files.write(
        folder.resolve(String.format(java.util.Locale.ROOT, "%s.%s.%03d", name, how, i)), bytes);
  }
}
