package org.isobar.io.netcdf.nc4;

import io.airlift.compress.v3.deflate.DeflateNativeCompressor;

/**
 * Chooses what compresses a file. Binding libdeflate costs a new process a tenth of a second, which
 * is what it saves on some 16 MiB; so the platform's zlib writes smaller files. The choice follows
 * from the schema alone: the two yield unlike bytes.
 *
 * @param large whether there is much to compress
 */
record Compressors(int level, boolean large) {
  private static final long LARGE = 16 << 20;
  private static final System.Logger LOG = System.getLogger(Compressors.class.getName());

  /**
   * For one file.
   *
   * @param bytes that will be compressed, all together
   */
  static Compressors of(int level, long bytes) {
    return new Compressors(level, bytes >= LARGE && works());
  }

  private static boolean works() {
    try {
      if (DeflateNativeCompressor.isEnabled()) {
        return true;
      }
      LOG.log(System.Logger.Level.DEBUG, "zlib deflates: no libdeflate for this platform");
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.DEBUG, "zlib deflates: libdeflate does not load", e);
    }
    return false;
  }

  Compressor create() {
    return large ? new NativeCompressor(level) : new ZipCompressor(level);
  }
}
