package org.isobar.samples;

import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.Weights;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;

/** The mean over land: cells count by their area times the part of it that is land. */
public final class LandMean {
  private LandMean() {}

  /**
   * @param tas over time, latitude and longitude
   * @param sftlf percentage of land in each cell of the same grid
   * @return one value a time step
   */
  public static Field of(Field tas, Field sftlf) {
    return tas.weighted(Weights.area().times(sftlf)).mean(Axis.Y, Axis.X);
  }

  /**
   * Prints the series as a table.
   *
   * @param args the files of {@code tas}, and the file of {@code sftlf}
   */
  public static void main(String[] args) {
    try (Backend backend = LocalBackend.create()) {
      Field tas = Dataset.open(args[0]).field("tas");
      Field sftlf = Dataset.open(args[1]).field("sftlf");
      System.out.print(of(tas, sftlf).compute(backend).toCsv());
    }
  }
}
