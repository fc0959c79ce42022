package org.isobar.cli.operator;

import java.util.List;
import java.util.function.UnaryOperator;
import org.isobar.Dataset;
import org.isobar.Field;

/**
 * What an operator reads: a file, or the result of another operator.
 *
 * @param label the file's name, or the name of the operator
 * @param location the (first) file behind it
 * @param dataset its variables
 */
public record Source(String label, String location, Dataset dataset) {

  List<Field> fields() {
    return dataset.fields();
  }

  /** Number of time steps; 0 if no variable has time. */
  public long steps() {
    return fields().stream()
        .filter(f -> Layout.of(f).time().isPresent())
        .mapToLong(f -> Layout.of(f).steps(f))
        .max()
        .orElse(0);
  }

  /** The same source with other contents. */
  Source with(String operator, Dataset changed) {
    return new Source(operator, location, changed);
  }

  /** The same source with every variable changed, and the global attributes kept. */
  Source map(String operator, UnaryOperator<Field> change) {
    List<Field> changed = fields().stream().map(change).toList();
    return with(operator, Dataset.of(changed).withAttributes(dataset.attributes()));
  }
}
