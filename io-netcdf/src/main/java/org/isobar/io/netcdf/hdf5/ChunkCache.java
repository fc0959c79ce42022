package org.isobar.io.netcdf.hdf5;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the decoded chunks used last, so that small regions do not decode a chunk again and again.
 * For one thread.
 */
final class ChunkCache {
  private static final long MAX_BYTES = 16 << 20;

  private record Key(String variable, long chunk) {}

  private final ChunkDecoder decoder;
  private final Map<Key, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  ChunkCache(ChunkDecoder decoder) {
    this.decoder = decoder;
  }

  byte @Nullable [] get(StoredVariable variable, long chunk) {
    return kept.isEmpty() ? null : kept.get(new Key(variable.path(), chunk));
  }

  /** Keeps a chunk, and the last ones before it as far as they fit. */
  void put(StoredVariable variable, long chunk, byte[] data) {
    bytes += data.length;
    kept.put(new Key(variable.path(), chunk), data);
    var eldest = kept.entrySet().iterator();
    while (bytes > MAX_BYTES && kept.size() > 1) {
      byte[] old = eldest.next().getValue();
      bytes -= old.length;
      eldest.remove();
      decoder.recycle(old);
    }
  }
}
