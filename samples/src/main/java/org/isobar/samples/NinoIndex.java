package org.isobar.samples;

import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.time.By;
import org.isobar.time.TimeRange;

/**
 * The Niño 3.4 index without smoothing: anomalies of sea-surface temperature, averaged over a box
 * of the equatorial Pacific.
 */
public final class NinoIndex {
  private NinoIndex() {}

  /**
   * @param sst sea-surface temperature over time, latitude and longitude, monthly
   * @param baseline the years that anomalies are taken against
   * @return one value a month
   */
  public static Field of(Field sst, TimeRange baseline) {
    return sst.lon(190, 240)
        .lat(-5, 5)
        .groupBy(By.MONTH_OF_YEAR)
        .anomaly(baseline)
        .areaMean()
        .rename("nino34");
  }

  /**
   * Prints the index as a table.
   *
   * @param args the files, such as {@code tos_*.nc}
   */
  public static void main(String[] args) {
    try (Backend backend = LocalBackend.create()) {
      Field sst = Dataset.open(args).field("tos");
      System.out.print(of(sst, TimeRange.of("1981", "2010")).compute(backend).toCsv());
    }
  }
}
