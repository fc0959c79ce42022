package org.isobar.engine.wire;

import java.util.Map;
import org.isobar.error.BackendException;

/** Where the attachments of what is decoded come from. */
@FunctionalInterface
public interface Attachments {
  /** For values that have none. */
  Attachments NONE = of(Map.of());

  /**
   * The attachment with a hash.
   *
   * @throws BackendException if there is none
   */
  Blob get(Hash hash);

  /** The attachments of a map. */
  static Attachments of(Map<Hash, Blob> all) {
    return hash -> {
      Blob found = all.get(hash);
      if (found == null) {
        throw new BackendException("attachment " + hash + " did not come with the message");
      }
      return found;
    };
  }
}
