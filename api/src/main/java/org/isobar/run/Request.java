package org.isobar.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobar.dataset.FileSchema;
import org.isobar.expr.Expr;

/**
 * What to compute and where the results go.
 *
 * @param outputs evaluated together; data that several need are read once where the plan allows
 */
public record Request(List<Output> outputs, RunOptions options) {
  public Request {
    outputs = List.copyOf(outputs);
  }

  /** Where one result goes. */
  public sealed interface Output {}

  /** To memory: one array of {@link Job#await}, in the expression's type. */
  public record ToMemory(Expr expr) implements Output {}

  /**
   * To a new file, all or nothing.
   *
   * @param provider {@code DatasetProvider.format()} of the provider that writes
   * @param values expression of each numeric variable of the schema, by name. Its dimensions are
   *     those of the variable in their order (names may differ); the variable may have further ones
   *     of size 1
   * @param texts values of each text variable of the schema, by name
   */
  public record ToFile(
      Path path,
      String provider,
      FileSchema schema,
      Map<String, Expr> values,
      Map<String, List<String>> texts)
      implements Output {
    public ToFile {
      values = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(values));
      texts = Map.copyOf(texts);
    }
  }
}
