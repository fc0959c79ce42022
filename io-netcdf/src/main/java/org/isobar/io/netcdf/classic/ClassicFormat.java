package org.isobar.io.netcdf.classic;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.FileMetadata;
import org.isobar.io.netcdf.storage.Format;
import org.isobar.io.netcdf.storage.SourceFile;

/** Reads CDF-1, CDF-2 and CDF-5. */
public final class ClassicFormat implements Format {

  @Override
  public FileMetadata inspect(SourceFile file) {
    try (RandomAccessFile in = new RandomAccessFile(file.path().toFile(), "r")) {
      return HeaderParser.parse(file.location(), in).metadata(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  @Override
  public BlockReader open(SourceFile file) {
    try {
      return ClassicReader.open(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static UncheckedIOException failed(SourceFile file, IOException e) {
    return new UncheckedIOException("cannot read " + file.location() + ": " + e.getMessage(), e);
  }
}
