package org.isobar.io.netcdf.hdf5;

import io.airlift.compress.v3.deflate.DeflateNativeDecompressor;
import java.util.Optional;

/** Chooses the decompressor once: the native library where it loads, else portable Java. */
final class Inflaters {
  private static final System.Logger LOG = System.getLogger(Inflaters.class.getName());
  private static final boolean NATIVE = nativeWorks();

  private Inflaters() {}

  static Inflater create() {
    return NATIVE ? new NativeInflater() : new JavaInflater();
  }

  private static boolean nativeWorks() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      LOG.log(
          System.Logger.Level.INFO,
          "deflated chunks are read with the portable decompressor (libdeflate: {0})",
          obstacle.get());
    } else {
      LOG.log(System.Logger.Level.DEBUG, "deflated chunks are read with libdeflate");
    }
    return obstacle.isEmpty();
  }

  /** Why the native library cannot be used; it must have inflated a sample to be trusted. */
  static Optional<String> obstacle() {
    byte[] threeZeros = {0x63, 0x60, 0x60, 0x00, 0x00};
    byte[] out = new byte[3 + Inflater.SLACK];
    try {
      if (!DeflateNativeDecompressor.isEnabled()) {
        return Optional.of("no library for this platform");
      }
      new NativeInflater().inflate(threeZeros, 0, threeZeros.length, out, 3);
      return Optional.empty();
    } catch (InflateException | RuntimeException | LinkageError e) {
      return Optional.of(e.toString());
    }
  }
}
