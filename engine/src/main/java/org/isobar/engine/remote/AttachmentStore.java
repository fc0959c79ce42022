package org.isobar.engine.remote;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.Hash;

/**
 * Attachments that came to this process, of all jobs: the next job that names one need not send it.
 * Those not used for longest go when there are too many bytes. Thread-safe.
 */
final class AttachmentStore {
  private final long most;
  private final LinkedHashMap<Hash, Blob> all = new LinkedHashMap<>(16, .75f, true);
  private long bytes;

  AttachmentStore(long mostBytes) {
    this.most = mostBytes;
  }

  synchronized Optional<Blob> get(Hash hash) {
    return Optional.ofNullable(all.get(hash));
  }

  synchronized void put(Hash hash, Blob blob) {
    if (blob.size() > most || all.put(hash, blob) != null) {
      return;
    }
    bytes += blob.size();
    Iterator<Map.Entry<Hash, Blob>> oldest = all.entrySet().iterator();
    while (bytes > most) {
      bytes -= oldest.next().getValue().size();
      oldest.remove();
    }
  }
}
