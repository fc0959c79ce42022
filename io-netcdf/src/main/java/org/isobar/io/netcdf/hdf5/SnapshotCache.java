package org.isobar.io.netcdf.hdf5;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.isobar.dataset.Fingerprint;
import org.isobar.io.netcdf.storage.SourceFile;

/** Keeps the snapshots used last, bounded by number and memory. Thread-safe. */
final class SnapshotCache {
  private static final int MAX_FILES = 64;

  private record Key(String location, Fingerprint fingerprint) {}

  private final long maxBytes;
  private final Map<Key, Snapshot> kept = new LinkedHashMap<>(16, 0.75f, true);

  SnapshotCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The snapshot of a file in its present state. Two threads may read the same header at once; one
   * result is kept.
   */
  Snapshot get(SourceFile file, Supplier<Snapshot> read) {
    Key key = new Key(file.location(), file.fingerprint());
    synchronized (kept) {
      Snapshot s = kept.get(key);
      if (s != null) {
        return s;
      }
    }
    Snapshot fresh = read.get();
    synchronized (kept) {
      Snapshot s = kept.putIfAbsent(key, fresh);
      trim();
      return s == null ? fresh : s;
    }
  }

  private void trim() {
    long bytes = kept.values().stream().mapToLong(Snapshot::bytes).sum();
    var eldest = kept.entrySet().iterator();
    while (kept.size() > 1 && (kept.size() > MAX_FILES || bytes > maxBytes)) {
      bytes -= eldest.next().getValue().bytes();
      eldest.remove();
    }
  }
}
