package org.isobar.dataset;

import java.util.List;
import java.util.Optional;

/**
 * The header of one file. Nothing in it holds the file open.
 *
 * @param location path or URI
 * @param format the exact format, in the words of {@link FileFormat}
 * @param fingerprint what the file is now
 * @param dims dimensions of all groups
 * @param variables variables of all groups, in file order
 * @param attributes global attributes (of the root group)
 */
public record FileMetadata(
    String location,
    FileFormat format,
    Fingerprint fingerprint,
    List<FileDim> dims,
    List<VariableMetadata> variables,
    Attributes attributes) {
  public FileMetadata {
    dims = List.copyOf(dims);
    variables = List.copyOf(variables);
  }

  public Optional<FileDim> dim(String name) {
    return dims.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  public Optional<VariableMetadata> variable(String path) {
    return variables.stream().filter(v -> v.path().equals(path)).findFirst();
  }
}
