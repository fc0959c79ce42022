package org.isobar.cli.demo;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Providers;
import org.isobar.error.DatasetException;

/** Writes NetCDF, counts the files, and fails at one of them if told so. */
final class FaultyProvider implements DatasetProvider {
  private final DatasetProvider netcdf = Providers.ofFormat("netcdf");
  private final AtomicInteger created = new AtomicInteger();
  private final int failAt;

  /**
   * @param failAt number of the file, from 1, that cannot be written; 0 for none
   */
  FaultyProvider(int failAt) {
    this.failAt = failAt;
  }

  int created() {
    return created.get();
  }

  @Override
  public BlockWriter create(Path target, FileSchema schema) {
    if (created.incrementAndGet() == failAt) {
      throw new DatasetException(target + ": as the test wants it");
    }
    return netcdf.create(target, schema);
  }

  @Override
  public String format() {
    return netcdf.format();
  }

  @Override
  public boolean recognises(String location) {
    return netcdf.recognises(location);
  }

  @Override
  public FileMetadata inspect(String location, Map<String, String> options) {
    return netcdf.inspect(location, options);
  }

  @Override
  public BlockReader open(DatasetDescriptor.Part part, Map<String, String> options) {
    return netcdf.open(part, options);
  }

  @Override
  public Set<FileFormat> writable() {
    return netcdf.writable();
  }
}
