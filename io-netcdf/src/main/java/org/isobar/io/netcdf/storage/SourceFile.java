package org.isobar.io.netcdf.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.isobar.dataset.Fingerprint;
import org.isobar.error.DatasetException;

/**
 * A local file to be read.
 *
 * @param location as the user wrote it: a path or a {@code file:} URI; error messages and metadata
 *     carry it
 * @param path where it lies
 * @param fingerprint what it is now
 */
public record SourceFile(String location, Path path, Fingerprint fingerprint) {

  /**
   * Finds a file and takes its fingerprint.
   *
   * @throws DatasetException if it does not exist, is not a regular file or may not be read
   */
  public static SourceFile of(String location) {
    Path path = path(location);
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new DatasetException(
            location + " is a " + (Files.isDirectory(path) ? "folder" : "device") + ", not a file");
      }
      return new SourceFile(location, path, Fingerprints.of(path));
    } catch (NoSuchFileException e) {
      throw new DatasetException("no such file: " + location, e);
    } catch (AccessDeniedException e) {
      throw new DatasetException("no permission to read " + location, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + location + ": " + e.getMessage(), e);
    }
  }

  public static Path path(String location) {
    try {
      return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
    } catch (InvalidPathException e) {
      throw new DatasetException("not a file name: '" + location + "': " + e.getReason(), e);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new DatasetException("not a file name: '" + location + "'", e);
    }
  }
}
