package org.isobar.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/** The header of a file of the archive, with the metadata that CMIP5 asks for. */
final class ArchiveHeader {
  private ArchiveHeader() {}

  static FileSchema of(ArchiveFile file) {
    Grid grid = file.model().grid();
    List<FileDim> dims =
        List.of(
            new FileDim("time", file.days(), true),
            new FileDim("lat", grid.rows(), false),
            new FileDim("lon", grid.columns(), false),
            new FileDim("bnds", 2, false));
    List<VariableMetadata> variables =
        List.of(
            variable("time", DType.FLOAT64, time(file.model()), "time"),
            variable("time_bnds", DType.FLOAT64, Attributes.NONE, "time", "bnds"),
            variable("lat", DType.FLOAT64, axis("latitude", "degrees_north", "Y", "lat"), "lat"),
            variable("lat_bnds", DType.FLOAT64, Attributes.NONE, "lat", "bnds"),
            variable("lon", DType.FLOAT64, axis("longitude", "degrees_east", "X", "lon"), "lon"),
            variable("lon_bnds", DType.FLOAT64, Attributes.NONE, "lon", "bnds"),
            variable("height", DType.FLOAT64, height()),
            variable("tas", DType.FLOAT32, temperature(), "time", "lat", "lon"));
    return new FileSchema(FileFormat.NC2, dims, variables, global(file));
  }

  private static VariableMetadata variable(
      String name, DType type, Attributes attributes, String... dims) {
    return VariableMetadata.of(name, List.of(dims), new VariableType.Numeric(type), attributes);
  }

  private static Attributes time(Model model) {
    return Attributes.NONE
        .with("bounds", "time_bnds")
        .with("units", model.timeUnits())
        .with("calendar", model.calendar().cfName())
        .with("axis", "T")
        .with("long_name", "time")
        .with("standard_name", "time");
  }

  private static Attributes axis(String name, String units, String axis, String variable) {
    return Attributes.NONE
        .with("bounds", variable + "_bnds")
        .with("units", units)
        .with("axis", axis)
        .with("long_name", name)
        .with("standard_name", name);
  }

  private static Attributes height() {
    return Attributes.NONE
        .with("units", "m")
        .with("axis", "Z")
        .with("positive", "up")
        .with("long_name", "height")
        .with("standard_name", "height");
  }

  private static Attributes temperature() {
    return Attributes.NONE
        .with("standard_name", "air_temperature")
        .with("long_name", "Near-Surface Air Temperature")
        .with("units", "K")
        .with("cell_methods", "time: mean")
        .with("coordinates", "height")
        .with("missing_value", DType.FLOAT32, 1e20f)
        .with("_FillValue", DType.FLOAT32, 1e20f);
  }

  private static Attributes global(ArchiveFile file) {
    Model model = file.model();
    Experiment experiment = file.experiment();
    boolean child = !experiment.parent().equals("N/A");
    double branch = child ? model.daysTo(experiment.firstYear()) : 0;
    return Attributes.NONE
        .with("institution", "Isobar demonstration archive")
        .with("institute_id", "ISOBAR")
        .with("experiment_id", experiment.id())
        .with("source", model.id() + ": a formula, not a climate model")
        .with("model_id", model.id())
        .with("forcing", "N/A")
        .with("parent_experiment_id", experiment.parent())
        .with("parent_experiment_rip", child ? "r1i1p1" : "N/A")
        .with("branch_time", DType.FLOAT64, branch)
        .with("initialization_method", DType.INT32, 1)
        .with("physics_version", DType.INT32, 1)
        .with("realization", DType.INT32, 1)
        .with("tracking_id", trackingId(file))
        .with("product", "output1")
        .with("experiment", experiment.title())
        .with("frequency", "day")
        .with("Conventions", "CF-1.4")
        .with("project_id", "CMIP5-like demonstration")
        .with("table_id", "Table day")
        .with("title", model.id() + " output prepared for " + experiment.title())
        .with("parent_experiment", experiment.parent())
        .with("modeling_realm", "atmos")
        .with("history", "written by isobar demo");
  }

  /** A name that tells the files apart and is the same whenever a file is written. */
  private static String trackingId(ArchiveFile file) {
    String name = "isobar demo " + file.path().getFileName();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
