package org.isobar.dataset;

import java.util.List;
import java.util.Optional;
import org.isobar.data.LongList;

/**
 * A variable as the file's header tells it.
 *
 * @param path full name, groups separated by {@code /}, without a leading slash
 * @param dims names of its dimensions, outermost first; each stands in {@link FileMetadata#dims}
 * @param type storage type
 * @param attributes its attributes
 * @param chunk storage chunk per dimension, or empty for contiguous storage
 * @param compressed whether chunks are compressed
 * @param unreadable why its values cannot be read (an unsupported filter, say); empty if they can
 */
public record VariableMetadata(
    String path,
    List<String> dims,
    VariableType type,
    Attributes attributes,
    Optional<LongList> chunk,
    boolean compressed,
    Optional<String> unreadable) {
  public VariableMetadata {
    dims = List.copyOf(dims);
  }

  /** A contiguous, readable variable. */
  public static VariableMetadata of(
      String path, List<String> dims, VariableType type, Attributes attributes) {
    return new VariableMetadata(
        path, dims, type, attributes, Optional.empty(), false, Optional.empty());
  }
}
