package org.isobar.samples;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.Isobar;
import org.isobar.Result;
import org.isobar.backend.local.LocalBackend;
import org.isobar.time.Frequency;

/**
 * Global means of models with unlike calendars and grids on one axis of months: their mean, and how
 * far they are apart.
 */
public final class ModelSpread {
  private ModelSpread() {}

  /**
   * @param models temperature of each model by its name
   * @return monthly global means along the new dimension named model
   */
  public static Field globalMeans(Map<String, Field> models) {
    Map<String, Field> aligned = new TreeMap<>();
    models.forEach(
        (name, tas) ->
            aligned.put(
                name, tas.areaMean().resample(Frequency.MONTH).mean().alignTime(Frequency.MONTH)));
    return Field.stack("model", aligned);
  }

  /**
   * Prints mean and spread.
   *
   * @param args the folder of an archive; by default the one that {@code isobar demo} writes
   */
  public static void main(String[] args) {
    String archive = args.length > 0 ? args[0] : "isobar-demo/archive";
    Map<String, Field> models = new TreeMap<>();
    for (String model : List.of("AEOLUS-1", "BOREAS-2")) {
      models.put(model, Dataset.open(archive + "/**/tas_day_" + model + "_*.nc").field("tas"));
    }
    Field means = globalMeans(models);
    try (Backend backend = LocalBackend.create()) {
      List<Result> results =
          Isobar.computeAll(
              backend, means.mean("model").rename("mean"), means.std(1, "model").rename("spread"));
      results.forEach(result -> System.out.print(result.toCsv()));
    }
  }
}
