package org.isobar.backend.hazelcast;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.Arithmetic;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.VirtualDataset;

/** What tests ask grids for. */
final class Asked {
  static final VirtualDataset SET =
      VirtualDataset.of("golden", "time:300000,lat:10,lon:10").chunk(4096, 10, 10);
  static final VirtualDataset MAPS =
      VirtualDataset.of("golden", "time:600,lat:60,lon:120").chunk(5, 60, 120);

  static final VirtualDataset MANY_MAPS =
      VirtualDataset.of("golden", "time:1800,lat:60,lon:120").chunk(5, 60, 120);

  private Asked() {}

  static Expr fold(ReduceOp op, Expr x) {
    return new Reduce(op, x, Set.of("time"), Optional.empty(), MissingRule.SKIP);
  }

  static Expr anomaly(Expr x) {
    return org.isobar.expr.Map.of(Arithmetic.SUBTRACT, x, fold(new Mean(), x));
  }

  static Request toMemory(Expr e) {
    return new Request(List.of(new Request.ToMemory(e)), RunOptions.DEFAULT);
  }

  /** A file of anomalies in a format. */
  static Request toFile(Path path, FileFormat format, int deflate) {
    return toFile(path, format, deflate, MAPS);
  }

  static Request toFile(Path path, FileFormat format, int deflate, VirtualDataset of) {
    Expr values = anomaly(of.read());
    List<FileDim> dims = new ArrayList<>();
    for (Dim d : values.dims()) {
      dims.add(new FileDim(d.name(), d.size(), d.name().equals("time")));
    }
    VariableMetadata v =
        VariableMetadata.of(
            "x",
            values.dims().stream().map(Dim::name).toList(),
            new VariableType.Numeric(DType.FLOAT32),
            Attributes.NONE);
    FileSchema schema =
        new FileSchema(format, dims, List.of(v), Attributes.NONE, new Storage(deflate, Map.of()));
    return new Request(
        List.of(new Request.ToFile(path, "netcdf", schema, Map.of("x", values), Map.of())),
        RunOptions.DEFAULT);
  }
}
