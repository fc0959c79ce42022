package org.isobar.samples;

import java.nio.file.Path;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.backend.local.LocalBackend;
import org.isobar.time.Frequency;

/** Monthly means of every variable that has a time axis; the others are copied. */
public final class MonthlyMeans {
  private MonthlyMeans() {}

  /** The same variables, one value a month. */
  public static Dataset of(Dataset output) {
    return output.map(field -> field.resample(Frequency.MONTH).mean());
  }

  /**
   * Writes {@code monmean.nc}.
   *
   * @param args the files, such as {@code model_out_*.nc}
   */
  public static void main(String[] args) {
    try (Backend backend = LocalBackend.create()) {
      of(Dataset.open(args)).write(Path.of("monmean.nc"), backend);
    }
  }
}
