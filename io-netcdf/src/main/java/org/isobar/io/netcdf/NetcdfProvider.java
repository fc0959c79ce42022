package org.isobar.io.netcdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.JoinedWriter;
import org.isobar.dataset.SharedPart;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.classic.ClassicFormat;
import org.isobar.io.netcdf.classic.ClassicWriter;
import org.isobar.io.netcdf.hdf5.Hdf5Format;
import org.isobar.io.netcdf.nc4.Netcdf4Joined;
import org.isobar.io.netcdf.nc4.Netcdf4Writer;
import org.isobar.io.netcdf.storage.Format;
import org.isobar.io.netcdf.storage.Signature;
import org.isobar.io.netcdf.storage.SourceFile;

/**
 * Reads and writes local NetCDF files. No options are defined; options given are for other
 * providers.
 */
public final class NetcdfProvider implements DatasetProvider {
  private static final Set<FileFormat> WRITABLE =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(FileFormat.VIRTUAL)));

  @Override
  public String format() {
    return "netcdf";
  }

  @Override
  public boolean recognises(String location) {
    try {
      Path path = SourceFile.path(location);
      return Files.isRegularFile(path) && Signature.of(path) != Signature.UNKNOWN;
    } catch (IOException | DatasetException | SecurityException e) {
      return false;
    }
  }

  @Override
  public FileMetadata inspect(String location, Map<String, String> options) {
    SourceFile file = SourceFile.of(location);
    return layout(file).inspect(file);
  }

  @Override
  public BlockReader open(DatasetDescriptor.Part part, Map<String, String> options) {
    SourceFile file = SourceFile.of(part.location());
    requireUnchanged(part, file.fingerprint());
    return layout(file).open(file);
  }

  @Override
  public Set<FileFormat> writable() {
    return WRITABLE;
  }

  @Override
  public BlockWriter create(Path target, FileSchema schema) {
    return switch (schema.format()) {
      case NC1, NC2, NC5 -> ClassicWriter.create(target, schema);
      case NC4, NC4C -> Netcdf4Writer.create(target, schema);
      case VIRTUAL ->
          throw new DatasetException(
              "cannot write " + target + " as " + schema.format() + "; choose one of " + WRITABLE);
    };
  }

  @Override
  public Optional<JoinedWriter> join(SharedPart part, FileSchema schema) {
    return switch (schema.format()) {
      case NC1, NC2, NC5 -> ClassicWriter.join(part, schema);
      case NC4, NC4C -> Netcdf4Joined.join(part, schema);
      case VIRTUAL -> Optional.empty();
    };
  }

  private static Format layout(SourceFile file) {
    return switch (signature(file)) {
      case CLASSIC -> new ClassicFormat();
      case HDF5 -> new Hdf5Format();
      case UNKNOWN ->
          throw new DatasetException(
              file.location()
                  + " is not a NetCDF file: its first bytes are neither those of CDF-1, CDF-2 or"
                  + " CDF-5 nor of HDF5 ("
                  + file.fingerprint().size()
                  + " bytes)");
    };
  }

  private static Signature signature(SourceFile file) {
    try {
      return Signature.of(file.path());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file.location() + ": " + e.getMessage(), e);
    }
  }

  private static void requireUnchanged(DatasetDescriptor.Part part, Fingerprint now) {
    if (!now.equals(part.fingerprint())) {
      throw new DatasetException(
          part.location()
              + " changed since the dataset was opened: it was "
              + part.fingerprint()
              + " and is "
              + now
              + "; open the dataset again");
    }
  }
}
