package org.isobar.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobar.data.NdArray;

/**
 * Number of values and a hash of their bits and places. Does not depend on the order in which the
 * values came.
 */
public record Digest(long count, long hash) {
  static final Digest NONE = new Digest(0, 0);

  Digest plus(Digest other) {
    return new Digest(count + other.count, hash + other.hash);
  }

  /** The digest with a run of values, the first of them at an index. */
  Digest plus(long index, double[] values, int offset, int n, boolean asFloat) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      double v = values[offset + i];
      sum += mix(index + i, asFloat ? (float) v : v);
    }
    return new Digest(count + n, hash + sum);
  }

  private static long mix(long index, double value) {
    // Every NaN is the same missing value.
    long z = index * 0x9e3779b97f4a7c15L + Double.doubleToLongBits(value);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The digest of a file into which the array is written, as doubles. */
  public static Digest of(NdArray array) {
    long sum = 0;
    for (long i = 0; i < array.size(); i++) {
      sum += mix(i, array.get(i));
    }
    return new Digest(array.size(), sum);
  }

  /** The digests of the variables of a file that {@link VirtualProvider} wrote. */
  public static Map<String, Digest> read(Path file) {
    Map<String, Digest> all = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split("\t", -1);
        all.put(
            words[0], new Digest(Long.parseLong(words[1]), Long.parseUnsignedLong(words[2], 16)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  static String line(String variable, Digest digest) {
    return variable + "\t" + digest.count + "\t" + Long.toHexString(digest.hash) + "\n";
  }
}
