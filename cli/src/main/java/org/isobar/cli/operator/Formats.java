package org.isobar.cli.operator;

import java.util.Map;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;

/** Formats of files in CDO's words. */
final class Formats {
  private Formats() {}

  /** The format of the file behind an input, and whether it is compressed. */
  static String of(Source source) {
    FileMetadata header = header(source);
    return words(header.format()) + (zipped(header) ? " zip" : "");
  }

  static FileMetadata header(Source source) {
    String location = source.location();
    return source.view().recognising(location).inspect(location, Map.of());
  }

  private static boolean zipped(FileMetadata header) {
    return header.variables().stream().anyMatch(VariableMetadata::compressed);
  }

  private static String words(FileFormat format) {
    return switch (format) {
      case NC1 -> "NetCDF";
      case NC2 -> "NetCDF2";
      case NC4 -> "NetCDF4";
      case NC4C -> "NetCDF4 classic";
      case NC5 -> "NetCDF5";
      case VIRTUAL -> "computed";
    };
  }
}
