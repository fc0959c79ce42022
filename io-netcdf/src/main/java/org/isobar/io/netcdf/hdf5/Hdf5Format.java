package org.isobar.io.netcdf.hdf5;

import org.isobar.dataset.BlockReader;
import org.isobar.dataset.FileMetadata;
import org.isobar.io.netcdf.storage.Format;
import org.isobar.io.netcdf.storage.SourceFile;

/**
 * NetCDF-4, and HDF5 files that were not written by NetCDF, superblock versions 0 to 3.
 *
 * <p>Headers and chunk indexes read last are kept for all instances: many readers of one file read
 * them once.
 */
public final class Hdf5Format implements Format {
  /** Memory that headers and chunk indexes of files not open may hold on to. */
  private static final long MAX_KEPT_BYTES = 64 << 20;

  private static final SnapshotCache SNAPSHOTS = new SnapshotCache(MAX_KEPT_BYTES);

  @Override
  public FileMetadata inspect(SourceFile file) {
    try (H5Source source = new H5Source(file)) {
      return snapshot(file, source).metadata();
    }
  }

  @Override
  public BlockReader open(SourceFile file) {
    H5Source source = new H5Source(file);
    try {
      return new Hdf5Reader(source, snapshot(file, source));
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  private Snapshot snapshot(SourceFile file, H5Source source) {
    return SNAPSHOTS.get(file, () -> Netcdf4Model.read(file, source));
  }
}
