package org.isobar.samples;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;
import org.isobar.time.Frequency;
import org.isobar.time.Incomplete;
import org.isobar.time.TimeRange;

/**
 * Winters (December to February) of an ensemble of models on one grid: the mean winter of a
 * baseline, each winter's anomaly, and how far the models are apart.
 */
public final class WinterEnsemble {
  private WinterEnsemble() {}

  /**
   * @param models monthly or daily temperature of each model by its name; calendars may differ
   * @return fields {@code clim} (the mean winter), {@code anom} (mean anomaly of each winter) and
   *     {@code spread} (standard deviation of the anomalies between models)
   */
  public static Dataset of(Map<String, Field> models, TimeRange baseline) {
    Map<String, Field> aligned = new TreeMap<>();
    models.forEach(
        (name, tas) ->
            aligned.put(name, tas.resample(Frequency.MONTH).mean().alignTime(Frequency.MONTH)));
    Field winters =
        Field.stack("model", aligned)
            .resample(Frequency.SEASON)
            .incomplete(Incomplete.DROP) // the first January and February have no December
            .mean()
            .season("DJF");
    Field climatology = winters.time(baseline.from(), baseline.to()).mean(Axis.T);
    Field anomaly = winters.minus(climatology);
    return Dataset.of(
        climatology.mean("model").rename("clim"),
        anomaly.mean("model").rename("anom"),
        anomaly.std("model").rename("spread"));
  }

  /**
   * Writes {@code djf.nc}.
   *
   * @param args {@code MODEL=FILES} for each model, such as {@code CanESM2=tas_Amon_CanESM2_*.nc}
   */
  public static void main(String[] args) {
    Map<String, Field> models = new TreeMap<>();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      models.put(parts[0], Dataset.open(parts[1]).field("tas"));
    }
    try (Backend backend = LocalBackend.create()) {
      of(models, TimeRange.of("1981", "2010")).write(Path.of("djf.nc"), backend);
    }
  }
}
