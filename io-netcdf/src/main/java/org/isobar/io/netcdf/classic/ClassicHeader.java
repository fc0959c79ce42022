package org.isobar.io.netcdf.classic;

import java.util.List;
import java.util.Optional;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.io.netcdf.storage.SourceFile;

/**
 * The header of a classic file.
 *
 * @param version 1, 2 or 5
 * @param recordSize bytes from one record to the next, 0 if there are no record variables
 * @param end position one past the header
 */
record ClassicHeader(
    int version,
    List<FileDim> dims,
    Attributes attributes,
    List<ClassicVariable> variables,
    long recordSize,
    long end) {

  FileMetadata metadata(SourceFile file) {
    long size = file.fingerprint().size();
    return new FileMetadata(
        file.location(),
        format(),
        file.fingerprint(),
        dims,
        variables.stream().map(v -> v.metadata(truncated(v, size))).toList(),
        attributes);
  }

  private Optional<String> truncated(ClassicVariable v, long size) {
    long end = v.end(recordSize);
    return end <= size
        ? Optional.empty()
        : Optional.of(
            "the file is truncated: the values end at byte " + end + ", the file at " + size);
  }

  private FileFormat format() {
    return switch (version) {
      case 1 -> FileFormat.NC1;
      case 2 -> FileFormat.NC2;
      default -> FileFormat.NC5;
    };
  }
}
