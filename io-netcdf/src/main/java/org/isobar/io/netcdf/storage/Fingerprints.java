package org.isobar.io.netcdf.storage;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.isobar.dataset.Fingerprint;

/** Takes fingerprints of local files. */
final class Fingerprints {
  /** Holds the header of almost every file, and costs one read. */
  static final int HASHED_BYTES = 64 * 1024;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED = 0xcbf29ce484222325L;
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private Fingerprints() {}

  static Fingerprint of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HASHED_BYTES);
    }
    return new Fingerprint(
        Files.size(file), Files.getLastModifiedTime(file).toMillis(), hash(head));
  }

  /**
   * A hash that is the same on every machine and in every release: plans carry it between nodes.
   */
  static long hash(byte[] bytes) {
    byte[] padded = Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, Long.BYTES) * Long.BYTES);
    long h = SEED ^ bytes.length;
    for (int i = 0; i < padded.length; i += Long.BYTES) {
      h = (h ^ (long) LONG.get(padded, i)) * FACTOR;
      h ^= h >>> 29;
    }
    return h;
  }
}
