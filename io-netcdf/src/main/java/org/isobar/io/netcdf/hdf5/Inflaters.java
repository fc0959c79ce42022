package org.isobar.io.netcdf.hdf5;

import io.airlift.compress.v3.deflate.DeflateNativeDecompressor;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses decompressors. The platform's zlib starts: it costs nothing to set up. After some work
 * libdeflate, twice as fast, takes over where it loads, else the portable decompressor; binding the
 * one costs a tenth of a second, the other is slow until it is compiled.
 */
final class Inflaters {
  /** Of all readers in this process. */
  static final Inflaters SHARED = new Inflaters(64 << 20);

  private static final System.Logger LOG = System.getLogger(Inflaters.class.getName());

  private final long warmUp;
  private final AtomicLong inflated = new AtomicLong();
  private final AtomicBoolean choosing = new AtomicBoolean();
  private volatile @Nullable Supplier<Inflater> fast;

  /**
   * @param warmUp bytes that zlib inflates before another takes over
   */
  Inflaters(long warmUp) {
    this.warmUp = warmUp;
  }

  Inflater create() {
    Supplier<Inflater> ready = fast;
    return ready == null ? new ZipInflater() : ready.get();
  }

  /**
   * The decompressor to go on with after one has yielded some bytes; if it is another, the old one
   * is closed.
   */
  Inflater next(Inflater used, long bytes) {
    if (!(used instanceof ZipInflater)) {
      return used;
    }
    // One thread chooses, the others do not wait for it.
    if (inflated.addAndGet(bytes) >= warmUp && choosing.compareAndSet(false, true)) {
      fast = choose();
    }
    Supplier<Inflater> ready = fast;
    if (ready == null) {
      return used;
    }
    used.close();
    return ready.get();
  }

  private static Supplier<Inflater> choose() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isEmpty()) {
      LOG.log(System.Logger.Level.DEBUG, "deflated chunks are read with libdeflate");
      return NativeInflater::new;
    }
    LOG.log(
        System.Logger.Level.DEBUG,
        "deflated chunks are read with the portable decompressor (libdeflate: {0})",
        obstacle.get());
    return JavaInflater::new;
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
