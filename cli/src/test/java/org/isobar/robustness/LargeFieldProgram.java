package org.isobar.robustness;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.Result;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.expr.Expr;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Digest;
import org.isobar.testkit.VirtualProvider;
import org.isobar.time.By;

/**
 * Works on a virtual field that is far larger than this JVM's heap; prints what it found.
 * Arguments: what to do, the number of days, a folder.
 */
final class LargeFieldProgram {
  private LargeFieldProgram() {}

  public static void main(String[] args) {
    long days = Long.parseLong(args[1]);
    Field x = Dataset.open(location(days)).field("v");
    try (Backend backend = LocalBackend.create(2)) {
      switch (args[0]) {
        case "mean" -> mean(x, backend);
        case "departure" -> write(x.minus(x.mean(Axis.T)), backend, Path.of(args[2]));
        case "anomaly" -> write(x.groupBy(By.MONTH_OF_YEAR).anomaly(), backend, Path.of(args[2]));
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  /**
   * The value at (t, y, x) is {@code 250 + t/1024 + y}: exact in float for the lengths used here.
   */
  static String location(long days) {
    return "virtual:linear?calendar=360_day&dims=time:"
        + days
        + ",lat:96,lon:192&offset=250&slope=0.0009765625,1&chunk=1,96,192";
  }

  private static void mean(Field x, Backend backend) {
    Result r = x.mean(Axis.T).compute(backend);
    System.out.println(r.get(0, 0) + " " + r.get(95, 191));
  }

  private static void write(Field f, Backend backend, Path folder) {
    Path file = folder.resolve("large.digest");
    List<String> names = f.dims().stream().map(Dim::name).toList();
    List<FileDim> dims =
        f.dims().stream().map(d -> new FileDim(d.name(), d.size(), false)).toList();
    var variable =
        VariableMetadata.of("v", names, new VariableType.Numeric(DType.FLOAT32), Attributes.NONE);
    var schema = new FileSchema(FileFormat.VIRTUAL, dims, List.of(variable), Attributes.NONE);
    Map<String, Expr> values = new LinkedHashMap<>(Map.of("v", f.expr()));
    var output = new Request.ToFile(file, VirtualProvider.FORMAT, schema, values, Map.of());
    backend.submit(new Request(List.of(output), RunOptions.DEFAULT)).await();
    Digest digest = Digest.read(file).get("v");
    System.out.println(digest.count() + " " + Long.toHexString(digest.hash()));
  }
}
