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

  Digest plus(long index, double value) {
    // Every NaN is the same missing value.
    long z = index * 0x9e3779b97f4a7c15L + Double.doubleToLongBits(value);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return new Digest(count + 1, hash + (z ^ (z >>> 31)));
  }

  /** The digest of a file into which the array is written, as doubles. */
  public static Digest of(NdArray array) {
    Digest digest = NONE;
    for (long i = 0; i < array.size(); i++) {
      digest = digest.plus(i, array.get(i));
    }
    return digest;
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
