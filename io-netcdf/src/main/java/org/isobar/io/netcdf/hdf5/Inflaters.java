package org.isobar.io.netcdf.hdf5;

import io.airlift.compress.v3.deflate.DeflateNativeDecompressor;

/** Chooses the decompressor once: the native library where it loads, else portable Java. */
final class Inflaters {
  private static final System.Logger LOG = System.getLogger(Inflaters.class.getName());
  private static final boolean NATIVE = nativeWorks();

  private Inflaters() {}

  static Inflater create() {
    return NATIVE ? new NativeInflater() : new JavaInflater();
  }

  private static boolean nativeWorks() {
    String reason = "no library for this platform";
    try {
      if (DeflateNativeDecompressor.isEnabled()) {
        byte[] out = new byte[SAMPLE_SIZE + Inflater.SLACK];
        new NativeInflater().inflate(SAMPLE, 0, SAMPLE.length, out, SAMPLE_SIZE);
        LOG.log(System.Logger.Level.DEBUG, "deflated chunks are read with libdeflate");
        return true;
      }
    } catch (InflateException | RuntimeException | LinkageError e) {
      reason = e.toString();
    }
    LOG.log(
        System.Logger.Level.INFO,
        "deflated chunks are read with the portable decompressor (libdeflate: {0})",
        reason);
    return false;
  }

  /** Three zero bytes. */
  private static final byte[] SAMPLE = {0x63, 0x60, 0x60, 0x00, 0x00};

  private static final int SAMPLE_SIZE = 3;
}
