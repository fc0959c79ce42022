package org.isobar.dataset;

import java.util.List;

/**
 * The header of a file to be written.
 *
 * @param format one of the provider's writable formats
 * @param dims dimensions; classic formats allow one unlimited, which must be the first of each
 *     variable that has it
 * @param variables variables in file order; {@code scale_factor}, {@code add_offset} and {@code
 *     _FillValue} among the attributes decide how values are packed and missing ones stored
 * @param attributes global attributes
 * @param storage chunks and compression; a {@link VariableMetadata#chunk} goes before its chunks
 */
public record FileSchema(
    FileFormat format,
    List<FileDim> dims,
    List<VariableMetadata> variables,
    Attributes attributes,
    Storage storage) {
  public FileSchema {
    dims = List.copyOf(dims);
    variables = List.copyOf(variables);
  }

  /** A header of a file whose values are stored as the format does without further wishes. */
  public FileSchema(
      FileFormat format,
      List<FileDim> dims,
      List<VariableMetadata> variables,
      Attributes attributes) {
    this(format, dims, variables, attributes, Storage.PLAIN);
  }
}
