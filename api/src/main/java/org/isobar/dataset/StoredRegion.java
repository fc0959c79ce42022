package org.isobar.dataset;

import java.util.List;

/**
 * How values lie that another process than the one that began a file has stored: at their place in
 * the file, or as chunks in a file of its own beside it, whence they are moved to their places.
 *
 * @param location absolute path of the file that holds the chunks; empty if the values are in place
 * @param position where the first chunk begins
 * @param sizes bytes of the chunks that the region consists of, row-major, each behind the one
 *     before; empty if the values are in place
 */
public record StoredRegion(String location, long position, List<Integer> sizes) {
  /** The values are where they belong. */
  public static final StoredRegion IN_PLACE = new StoredRegion("", 0, List.of());

  public StoredRegion {
    sizes = List.copyOf(sizes);
    if (location.isEmpty() != sizes.isEmpty() || position < 0) {
      throw new IllegalArgumentException(
          sizes.size() + " chunks in '" + location + "' from " + position + " on");
    }
  }
}
