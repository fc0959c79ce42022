package org.isobar.io.netcdf.storage;

import org.isobar.dataset.BlockReader;
import org.isobar.dataset.FileMetadata;

/**
 * Reads one storage layout of NetCDF. Stateless and thread-safe; the provider chooses it by the
 * file's first bytes.
 *
 * <p>Both methods throw {@link org.isobar.error.DatasetException} naming the file where it is
 * damaged, truncated or unsupported, and {@link java.io.UncheckedIOException} where the operating
 * system failed and a retry may help. Neither runs away on hostile headers.
 */
public interface Format {
  /**
   * Reads the header and closes the file. The metadata carry the source's location and fingerprint.
   */
  FileMetadata inspect(SourceFile file);

  /** Opens the file for reading values. */
  BlockReader open(SourceFile file);
}
