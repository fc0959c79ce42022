package org.isobar.engine.runtime;

import java.util.List;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.PlanException;

/**
 * Where regions of a result lie in a variable of a file, which has the result's dimensions in their
 * order and may have further ones of one cell in between.
 */
final class FilePlacement {
  private static final int SINGLE = -1;
  private final int[] source;

  private FilePlacement(int[] source) {
    this.source = source;
  }

  /**
   * @param dims dimensions of the result
   * @throws PlanException if the variable's dimensions are others
   */
  static FilePlacement of(FileSchema schema, String variable, List<Dim> dims) {
    List<Long> sizes = sizes(schema, variable);
    int[] source = new int[sizes.size()];
    int next = 0;
    for (int d = 0; d < source.length; d++) {
      boolean same = next < dims.size() && dims.get(next).size() == sizes.get(d);
      source[d] = same ? next++ : SINGLE;
      if (!same && sizes.get(d) != 1) {
        throw new PlanException(unlike(variable, sizes, dims));
      }
    }
    if (next < dims.size()) {
      throw new PlanException(unlike(variable, sizes, dims));
    }
    return new FilePlacement(source);
  }

  private static List<Long> sizes(FileSchema schema, String variable) {
    VariableMetadata found =
        schema.variables().stream()
            .filter(v -> v.path().equals(variable))
            .findFirst()
            .orElseThrow(
                () -> new PlanException("no variable '" + variable + "' in the file's schema"));
    return found.dims().stream()
        .map(
            name ->
                schema.dims().stream()
                    .filter(d -> d.name().equals(name))
                    .mapToLong(FileDim::size)
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new PlanException(
                                "no dimension '"
                                    + name
                                    + "' in the file's schema, for variable '"
                                    + variable
                                    + "'")))
        .toList();
  }

  private static String unlike(String variable, List<Long> sizes, List<Dim> dims) {
    return "variable '" + variable + "' with the shape " + sizes + " cannot hold " + dims;
  }

  /** A region of the result as a region of the variable. */
  Region place(Region region) {
    if (source.length == region.rank()) {
      return region;
    }
    long[] start = new long[source.length];
    long[] count = new long[source.length];
    for (int d = 0; d < source.length; d++) {
      boolean single = source[d] == SINGLE;
      start[d] = single ? 0 : region.start(source[d]);
      count[d] = single ? 1 : region.count(source[d]);
    }
    return Region.of(start, count);
  }
}
