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
 */
public record FileSchema(
    FileFormat format,
    List<FileDim> dims,
    List<VariableMetadata> variables,
    Attributes attributes) {
  public FileSchema {
    dims = List.copyOf(dims);
    variables = List.copyOf(variables);
  }
}
