package org.isobar.jmh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.NetcdfProvider;

/** Writes {@code tas(time, lat, lon)} as an archive of climate models holds it. */
public final class DailyFile {
  /** How files store their values. */
  public enum Kind {
    /** CDF-2. */
    CLASSIC,
    /** NetCDF-4 with shuffle and deflate 1, a chunk a day. */
    DEFLATED
  }

  private DailyFile() {}

  /** Writes all of a series. */
  static void write(Path file, Kind kind, Sums sums) {
    write(file, kind, sums, 0, sums.steps);
  }

  /** Writes some steps of a series. */
  static void write(Path file, Kind kind, Sums sums, int from, int steps) {
    try (BlockWriter writer =
        new NetcdfProvider().create(file, schema(kind, steps, sums.rows, sums.columns))) {
      axis(writer, "lat", sums.rows, -90, 180.0 / sums.rows);
      axis(writer, "lon", sums.columns, 0, 360.0 / sums.columns);
      axis(writer, "time", steps, from, 1);
      double[] day = new double[sums.cells()];
      for (int t = 0; t < steps; t++) {
        for (int c = 0; c < day.length; c++) {
          day[c] = sums.value(from + t, c);
        }
        writer.write(
            "tas",
            Region.of(new long[] {t, 0, 0}, new long[] {1, sums.rows, sums.columns}),
            day,
            0);
      }
      writer.commit();
    }
  }

  private static void axis(BlockWriter writer, String name, int n, double first, double width) {
    double[] centres = new double[n];
    double[] bounds = new double[2 * n];
    for (int i = 0; i < n; i++) {
      bounds[2 * i] = first + i * width;
      bounds[2 * i + 1] = first + (i + 1) * width;
      centres[i] = first + (i + 0.5) * width;
    }
    writer.write(name, Region.all(n), centres, 0);
    writer.write(name + "_bnds", Region.all(n, 2), bounds, 0);
  }

  private static FileSchema schema(Kind kind, int steps, int rows, int columns) {
    Attributes time =
        Attributes.NONE
            .with("units", "days since 2001-01-01")
            .with("calendar", "noleap")
            .with("standard_name", "time")
            .with("bounds", "time_bnds");
    VariableMetadata tas =
        new VariableMetadata(
            "tas",
            List.of("time", "lat", "lon"),
            new VariableType.Numeric(DType.FLOAT32),
            Attributes.NONE
                .with("standard_name", "air_temperature")
                .with("units", "K")
                .with("_FillValue", DType.FLOAT32, 1e20f),
            kind == Kind.DEFLATED ? Optional.of(LongList.of(1, rows, columns)) : Optional.empty(),
            kind == Kind.DEFLATED,
            Optional.empty());
    return new FileSchema(
        kind == Kind.DEFLATED ? FileFormat.NC4C : FileFormat.NC2,
        List.of(
            new FileDim("time", steps, true),
            new FileDim("lat", rows, false),
            new FileDim("lon", columns, false),
            new FileDim("bnds", 2, false)),
        List.of(
            doubles("time", time, "time"),
            doubles("time_bnds", Attributes.NONE, "time", "bnds"),
            doubles("lat", space("lat", "latitude", "degrees_north"), "lat"),
            doubles("lat_bnds", Attributes.NONE, "lat", "bnds"),
            doubles("lon", space("lon", "longitude", "degrees_east"), "lon"),
            doubles("lon_bnds", Attributes.NONE, "lon", "bnds"),
            tas),
        Attributes.NONE.with("Conventions", "CF-1.6"),
        kind == Kind.DEFLATED ? Storage.PLAIN.deflate(1) : Storage.PLAIN);
  }

  private static Attributes space(String variable, String name, String units) {
    return Attributes.NONE
        .with("units", units)
        .with("standard_name", name)
        .with("bounds", variable + "_bnds");
  }

  private static VariableMetadata doubles(String name, Attributes attributes, String... dims) {
    return VariableMetadata.of(
        name, List.of(dims), new VariableType.Numeric(DType.FLOAT64), attributes);
  }
}
