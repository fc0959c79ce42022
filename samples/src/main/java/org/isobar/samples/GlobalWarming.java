package org.isobar.samples;

import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.time.By;
import org.isobar.time.Frequency;
import org.isobar.time.TimeRange;

/**
 * How much warmer the globe is than it was: yearly global means of the anomalies against a
 * baseline. Start here.
 */
public final class GlobalWarming {
  private GlobalWarming() {}

  /**
   * @param tas temperature over time, latitude and longitude, daily or monthly
   * @param baseline the years that anomalies are taken against
   * @return one value a year, in the unit of the input; nothing is read yet
   */
  public static Field of(Field tas, TimeRange baseline) {
    return tas.groupBy(By.MONTH_OF_YEAR) // January is compared with the Januaries of the baseline,
        .anomaly(baseline) // February with its Februaries, and so on;
        .areaMean() // cells count by their areas,
        .resample(Frequency.YEAR) // and years that the data do not cover are left out.
        .mean();
  }

  /**
   * Prints the plan, then the series as a table.
   *
   * @param args the files; by default the archive that {@code isobar demo} writes
   */
  public static void main(String[] args) {
    String files = args.length > 0 ? args[0] : "isobar-demo/archive/**/tas_day_AEOLUS-1_*.nc";
    try (Backend backend = LocalBackend.create()) {
      Field tas = Dataset.open(files).field("tas");
      Field warming = of(tas, TimeRange.of("1986", "2005"));
      System.out.println(warming.explain(backend));
      System.out.print(warming.compute(backend).toCsv());
    }
  }
}
