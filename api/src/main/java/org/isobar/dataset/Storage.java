package org.isobar.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobar.error.DatasetException;

/**
 * How a format that has chunks and compression is to use them; others ignore it.
 *
 * @param deflate level of deflation from 1 (fast) to 9 (small), 0 for none
 * @param chunks extents of chunks along dimensions, by name; along others the format's own rule
 *     holds
 */
public record Storage(int deflate, Map<String, Long> chunks) {
  public static final Storage PLAIN = new Storage(0, Map.of());
  private static final int HIGHEST = 9;

  /** Throws {@link DatasetException} for a level outside 0 to 9 and an extent below 1. */
  public Storage {
    chunks = Collections.unmodifiableMap(new LinkedHashMap<>(chunks));
    if (deflate < 0 || deflate > HIGHEST) {
      throw new DatasetException("deflate level " + deflate + "; choose one from 0 to 9");
    }
    chunks.forEach(
        (name, extent) -> {
          if (extent < 1) {
            throw new DatasetException(
                "chunks of " + extent + " along dimension '" + name + "'; choose 1 or more");
          }
        });
  }

  public Storage deflate(int level) {
    return new Storage(level, chunks);
  }

  public Storage chunk(String dim, long extent) {
    Map<String, Long> all = new LinkedHashMap<>(chunks);
    all.put(dim, extent);
    return new Storage(deflate, all);
  }
}
