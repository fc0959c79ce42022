package org.isobar.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.NetcdfProvider;

/** A classic file of {@code tas(time, lat, lon)} that is worked on in several tasks. */
final class LongFile {
  private static final int STEPS = 300;
  private static final int ROWS = 100;
  private static final int COLUMNS = 300;

  private LongFile() {}

  static void write(Path file) {
    VariableMetadata time =
        new VariableMetadata(
            "time",
            List.of("time"),
            new VariableType.Numeric(DType.FLOAT64),
            Attributes.NONE.with("units", "days since 2000-01-01"),
            Optional.empty(),
            false,
            Optional.empty());
    VariableMetadata tas =
        VariableMetadata.of(
            "tas",
            List.of("time", "lat", "lon"),
            new VariableType.Numeric(DType.FLOAT32),
            Attributes.NONE);
    FileSchema schema =
        new FileSchema(
            FileFormat.NC2,
            List.of(
                new FileDim("time", STEPS, true),
                new FileDim("lat", ROWS, false),
                new FileDim("lon", COLUMNS, false)),
            List.of(time, tas),
            Attributes.NONE);
    try (BlockWriter writer = new NetcdfProvider().create(file, schema)) {
      double[] field = new double[ROWS * COLUMNS];
      for (int t = 0; t < STEPS; t++) {
        for (int c = 0; c < field.length; c++) {
          field[c] = (c * 31 + t * 17) % 1009 / 8.0;
        }
        writer.write("time", Region.of(new long[] {t}, new long[] {1}), new double[] {t}, 0);
        writer.write(
            "tas", Region.of(new long[] {t, 0, 0}, new long[] {1, ROWS, COLUMNS}), field, 0);
      }
      writer.commit();
    }
  }
}
