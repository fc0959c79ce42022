package org.isobar.dataset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobar.error.DatasetException;

/**
 * All that travels to a node that is to read a dataset: how to open each file, and how the files
 * lie end to end along one dimension. Open files and data never travel.
 *
 * @param format {@link DatasetProvider#format()} of the provider that reads the files
 * @param joinDim the dimension along which the parts follow each other; empty for a single file
 * @param parts the files in the order of the joined dimension, at least one
 * @param options options of the provider
 */
public record DatasetDescriptor(
    String format, String joinDim, List<Part> parts, Map<String, String> options) {
  public DatasetDescriptor {
    parts = List.copyOf(parts);
    options = Map.copyOf(new TreeMap<>(options));
    if (parts.isEmpty() || (joinDim.isEmpty() && parts.size() != 1)) {
      throw new DatasetException(
          "a dataset of " + parts.size() + " files joined along '" + joinDim + "'");
    }
  }

  /**
   * A contiguous run of one file's indices along the joined dimension.
   *
   * @param location path or URI of the file
   * @param fingerprint what the file was when the dataset was opened
   * @param start first index used along the joined dimension (0 for a single file)
   * @param length number of indices used (0 for a single file, where all is used)
   */
  public record Part(String location, Fingerprint fingerprint, long start, long length) {}

  /** The descriptor of a single file. */
  public static DatasetDescriptor ofFile(
      String format, String location, Fingerprint fingerprint, Map<String, String> options) {
    return new DatasetDescriptor(
        format, "", List.of(new Part(location, fingerprint, 0, 0)), options);
  }
}
