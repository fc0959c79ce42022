package org.isobar.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.Backend;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.junit.jupiter.api.io.TempDir;

/** What the parts of the contract share. */
abstract class BackendFixture {
  static final long MIB = 1 << 20;
  static final long BUDGET = 256 * MIB;

  @TempDir Path folder;

  /**
   * A new backend, closed by whoever asked.
   *
   * @param workers threads, members or ranks that run tasks
   * @param memory bytes that a request may hold in a process unless it says otherwise
   * @param faults stands between the backend and its tasks
   */
  protected abstract Backend backend(int workers, long memory, TaskInterceptor faults);

  /**
   * How many random expressions are tried where a backend of one process tries so many. Those of
   * several take a hundred times longer for each, and run the same kernels.
   */
  protected int samples(int ofOneProcess) {
    return ofOneProcess;
  }

  Backend backend(int workers, long memory) {
    return backend(workers, memory, TaskInterceptor.NONE);
  }

  static NdArray compute(Backend backend, Expr expr) {
    return backend.submit(toMemory(expr)).await().get(0);
  }

  static Request toMemory(Expr expr) {
    return toMemory(expr, RunOptions.DEFAULT);
  }

  static Request toMemory(Expr expr, RunOptions options) {
    return new Request(List.of(new Request.ToMemory(expr)), options);
  }

  static Expr fold(ReduceOp op, Expr in, String... over) {
    return new Reduce(op, in, Set.of(over), Optional.empty(), MissingRule.SKIP);
  }

  /** A file whose variables are the expressions; {@link Digest#read} reads it. */
  static Request.ToFile toFile(Path path, Map<String, Expr> values) {
    Map<String, FileDim> dims = new LinkedHashMap<>();
    List<VariableMetadata> variables = new ArrayList<>();
    values.forEach(
        (name, expr) -> {
          expr.dims().forEach(d -> dims.put(d.name(), new FileDim(d.name(), d.size(), false)));
          variables.add(
              VariableMetadata.of(
                  name,
                  expr.dims().stream().map(Dim::name).toList(),
                  new VariableType.Numeric(expr.dtype()),
                  Attributes.NONE));
        });
    FileSchema schema =
        new FileSchema(FileFormat.VIRTUAL, List.copyOf(dims.values()), variables, Attributes.NONE);
    return new Request.ToFile(path, VirtualProvider.FORMAT, schema, values, Map.of());
  }
}
