package org.isobar.samples;

import java.nio.file.Path;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;

/** The mean over winters and longitudes: a section of the atmosphere by level and latitude. */
public final class ZonalSection {
  private ZonalSection() {}

  /**
   * @param ta temperature over time, level, latitude and longitude
   * @return over level and latitude
   */
  public static Field winter(Field ta) {
    return ta.season("DJF").mean(Axis.T, Axis.X);
  }

  /**
   * Writes {@code ta_zm.nc}.
   *
   * @param args the files, such as {@code ta_Amon_*.nc}
   */
  public static void main(String[] args) {
    try (Backend backend = LocalBackend.create()) {
      winter(Dataset.open(args).field("ta")).write(Path.of("ta_zm.nc"), backend);
    }
  }
}
