package org.isobar.io.netcdf.hdf5;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.isobar.dataset.FileMetadata;

/**
 * What is known of one file: its header, and the chunk indexes read so far. Shared by readers of
 * all threads.
 */
final class Snapshot {
  private final FileMetadata metadata;
  private final Superblock superblock;
  private final Map<String, StoredVariable> variables;
  private final Map<String, ChunkIndex> indexes = new ConcurrentHashMap<>();
  private final AtomicLong bytes;

  /**
   * @param headerBytes bytes of the header, about what it takes in memory
   */
  Snapshot(
      FileMetadata metadata,
      Superblock superblock,
      Map<String, StoredVariable> variables,
      long headerBytes) {
    this.metadata = metadata;
    this.superblock = superblock;
    this.variables = Map.copyOf(variables);
    this.bytes = new AtomicLong(headerBytes);
  }

  FileMetadata metadata() {
    return metadata;
  }

  Superblock superblock() {
    return superblock;
  }

  Optional<StoredVariable> variable(String path) {
    return Optional.ofNullable(variables.get(path));
  }

  /**
   * The chunk index of a variable, read through the given source where no reader has needed it
   * before.
   */
  ChunkIndex index(H5Source source, StoredVariable variable, Layout.Chunked layout) {
    // One reader reads the index, others of the same variable wait for it.
    return indexes.computeIfAbsent(
        variable.path(),
        p -> {
          ChunkIndex index = ChunkIndexLoader.load(superblock.structure(source), variable, layout);
          bytes.addAndGet(index.bytes());
          return index;
        });
  }

  /** Approximate memory. */
  long bytes() {
    return bytes.get();
  }
}
