package org.isobar.backend.mpi;

import java.nio.file.Path;
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
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.VirtualDataset;
import org.isobar.testkit.VirtualProvider;

/**
 * A program as users write it, of so many steps: {@code mean STEPS} or {@code write STEPS FILE}.
 * Every process says its number.
 */
public final class StudyMain {
  private StudyMain() {}

  public static void main(String[] arguments) {
    System.out.println("is process " + ProcessHandle.current().pid());
    try (Backend backend = MpiBackend.world()) {
      String dims = "time:" + arguments[1] + ",lat:50,lon:100";
      Expr values = VirtualDataset.of("float32", dims).chunk(10, 50, 100).read();
      RunOptions options =
          RunOptions.DEFAULT.progress(
              event -> {
                if (event instanceof ProgressEvent.TasksDone done) {
                  System.out.println("done " + done.done());
                }
              });
      if (arguments[0].equals("mean")) {
        Expr mean =
            new Reduce(new Mean(), values, Set.of("time"), Optional.empty(), MissingRule.SKIP);
        Request request = new Request(List.of(new Request.ToMemory(mean)), options);
        NdArray result = backend.submit(request).await().getFirst();
        System.out.println("mean of " + result.dims());
      } else {
        Request.ToFile file = toFile(Path.of(arguments[2]), values);
        backend.submit(new Request(List.of(file), options)).await();
        System.out.println("written");
      }
    }
  }

  private static Request.ToFile toFile(Path path, Expr values) {
    FileSchema schema =
        new FileSchema(
            FileFormat.VIRTUAL,
            values.dims().stream().map(d -> new FileDim(d.name(), d.size(), false)).toList(),
            List.of(
                VariableMetadata.of(
                    "x",
                    values.dims().stream().map(Dim::name).toList(),
                    new VariableType.Numeric(values.dtype()),
                    Attributes.NONE)),
            Attributes.NONE);
    return new Request.ToFile(path, VirtualProvider.FORMAT, schema, Map.of("x", values), Map.of());
  }
}
