package org.isobar.dataset;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and writes one family of files. Found by {@link java.util.ServiceLoader}; stateless and
 * thread-safe.
 *
 * <p>Methods throw {@link org.isobar.error.DatasetException} that name the file, what was found and
 * what to do.
 */
public interface DatasetProvider {
  /** Name in descriptors, such as {@code netcdf}. */
  String format();

  /**
   * Whether this provider is to open the location: by its first bytes for files, by its scheme for
   * URIs. Never throws.
   */
  boolean recognises(String location);

  /** Reads the header of a file and closes it. */
  FileMetadata inspect(String location, Map<String, String> options);

  /**
   * Opens a file for reading values.
   *
   * @throws org.isobar.error.DatasetException also if the file is not what it was when the
   *     fingerprint was taken
   */
  BlockReader open(DatasetDescriptor.Part part, Map<String, String> options);

  /** Formats that {@link #create} writes. */
  Set<FileFormat> writable();

  /**
   * Starts writing a new file.
   *
   * @param target final name; an existing file there is replaced on commit
   */
  BlockWriter create(Path target, FileSchema schema);

  /**
   * Joins the writing of a file that another process of this machine has begun.
   *
   * @param schema what the other process created the file with
   * @return empty if the file is not the one that is meant, or cannot be written by two processes
   */
  default Optional<JoinedWriter> join(SharedPart part, FileSchema schema) {
    return Optional.empty();
  }
}
