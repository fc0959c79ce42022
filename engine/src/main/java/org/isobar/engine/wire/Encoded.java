package org.isobar.engine.wire;

import java.util.Map;

/**
 * A value as bytes.
 *
 * @param body its structure; small, however large the data
 * @param attachments the large constants, index lists and file lists that the body names by their
 *     hashes, in the order in which it does
 */
public record Encoded(Blob body, Map<Hash, Blob> attachments) {
  public Encoded {
    attachments = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(attachments));
  }

  /** Bytes of all attachments. */
  public long attachedBytes() {
    return attachments.values().stream().mapToLong(Blob::size).sum();
  }
}
