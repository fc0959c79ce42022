package org.isobar.samples;

import java.nio.file.Path;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.Weights;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;

/** A Hovmöller diagram's data: the tropics' mean over latitude, by time and longitude. */
public final class Hovmoeller {
  private Hovmoeller() {}

  /**
   * @param olr outgoing long-wave radiation over time, latitude and longitude
   * @return over time and longitude
   */
  public static Field of(Field olr) {
    return olr.lat(-5, 5).weighted(Weights.area()).mean(Axis.Y);
  }

  /**
   * Writes {@code hov.nc}.
   *
   * @param args the files, such as {@code rlut_day_*.nc}
   */
  public static void main(String[] args) {
    try (Backend backend = LocalBackend.create()) {
      of(Dataset.open(args).field("rlut")).write(Path.of("hov.nc"), backend);
    }
  }
}
