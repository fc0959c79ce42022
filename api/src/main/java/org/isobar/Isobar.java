package org.isobar;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isobar.data.NdArray;
import org.isobar.run.Explanation;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;

/** Evaluates many fields together: data that several need are read once where the plan allows. */
public final class Isobar {
  private Isobar() {}

  /** Runs and returns the values of each field, in their order. */
  public static List<Result> computeAll(Backend backend, Field... fields) {
    return computeAll(backend, RunOptions.DEFAULT, List.of(fields));
  }

  public static List<Result> computeAll(Backend backend, RunOptions options, List<Field> fields) {
    List<Request.Output> outputs = new ArrayList<>();
    fields.forEach(f -> outputs.add(new Request.ToMemory(f.expr())));
    List<NdArray> arrays = backend.submit(new Request(outputs, options)).await();
    List<Result> out = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      out.add(new Result(fields.get(i), arrays.get(i)));
    }
    return List.copyOf(out);
  }

  /** Runs and writes each dataset to its file, each all or nothing, without holding the values. */
  public static void writeAll(Backend backend, Map<Path, Dataset> files) {
    writeAll(backend, files, WriteOptions.DEFAULT, RunOptions.DEFAULT);
  }

  public static void writeAll(
      Backend backend, Map<Path, Dataset> files, WriteOptions write, RunOptions run) {
    backend.submit(new Request(outputs(files, write), run)).await();
  }

  /**
   * The plan of {@link #writeAll} and its price; nothing is read or written.
   *
   * @throws org.isobar.error.PlanException if it cannot run within the memory budget
   */
  public static Explanation explainAll(
      Backend backend, Map<Path, Dataset> files, WriteOptions write, RunOptions run) {
    return backend.explain(new Request(outputs(files, write), run));
  }

  private static List<Request.Output> outputs(Map<Path, Dataset> files, WriteOptions write) {
    List<Request.Output> outputs = new ArrayList<>();
    files.forEach((path, d) -> outputs.add(FileLayout.of(path, d, write)));
    return outputs;
  }
}
