package org.isobar.cli.demo;

import java.nio.file.Path;
import java.util.Locale;
import org.isobar.data.Region;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetProvider;

/**
 * One file of the archive: some years of daily temperatures of one model and experiment.
 *
 * @param firstYear first whole year
 * @param lastYear last whole year
 */
record ArchiveFile(Model model, Experiment experiment, int firstYear, int lastYear) {
  private static final int DAYS_PER_WRITE = 60;

  /** Path below the archive's folder, as CMIP5's Data Reference Syntax has it. */
  Path path() {
    return Path.of("cmip5", "output1", "ISOBAR", model.id(), experiment.id())
        .resolve(Path.of("day", "atmos", "day", "r1i1p1", "v1", "tas", name()));
  }

  private String name() {
    int lastDay = model.calendar().daysInMonth(lastYear, 12);
    return String.format(
        Locale.ROOT,
        "tas_day_%s_%s_r1i1p1_%04d0101-%04d12%02d.nc",
        model.id(),
        experiment.id(),
        firstYear,
        lastYear,
        lastDay);
  }

  int days() {
    return Math.toIntExact(model.daysTo(lastYear + 1) - model.daysTo(firstYear));
  }

  /** Size of the temperatures. */
  long bytes() {
    return (long) Float.BYTES * days() * model.grid().cells();
  }

  /** Writes the file, all or nothing. */
  void write(Path folder, DatasetProvider provider) {
    try (BlockWriter writer = provider.create(folder.resolve(path()), ArchiveHeader.of(this))) {
      Grid grid = model.grid();
      writer.write("lat", Region.all(grid.rows()), grid.latitudes(), 0);
      writer.write("lat_bnds", Region.all(grid.rows(), 2), grid.latitudeBounds(), 0);
      writer.write("lon", Region.all(grid.columns()), grid.longitudes(), 0);
      writer.write("lon_bnds", Region.all(grid.columns(), 2), grid.longitudeBounds(), 0);
      writer.write("height", Region.all(), new double[] {2}, 0);
      writeTime(writer);
      writeTemperatures(writer);
      writer.commit();
    }
  }

  private void writeTime(BlockWriter writer) {
    double[] middles = new double[days()];
    double[] bounds = new double[2 * days()];
    long first = model.daysTo(firstYear);
    for (int day = 0; day < middles.length; day++) {
      bounds[2 * day] = first + day;
      bounds[2 * day + 1] = first + day + 1;
      middles[day] = first + day + 0.5;
    }
    writer.write("time", Region.all(days()), middles, 0);
    writer.write("time_bnds", Region.all(days(), 2), bounds, 0);
  }

  private void writeTemperatures(BlockWriter writer) {
    Grid grid = model.grid();
    Climate.Cells cells = model.climate().cells(grid);
    double[] block = new double[DAYS_PER_WRITE * grid.cells()];
    int written = 0;
    int held = 0;
    for (int year = firstYear; year <= lastYear; year++) {
      int length = model.calendar().daysInYear(year);
      for (int day = 1; day <= length; day++) {
        model.climate().day(cells, year, day, length, block, held++ * grid.cells());
        if (held == DAYS_PER_WRITE || written + held == days()) {
          Region region =
              Region.of(new long[] {written, 0, 0}, new long[] {held, grid.rows(), grid.columns()});
          writer.write("tas", region, block, 0);
          written += held;
          held = 0;
        }
      }
    }
  }
}
