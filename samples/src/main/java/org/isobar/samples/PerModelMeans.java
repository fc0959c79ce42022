package org.isobar.samples;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.Isobar;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;

/** Mean precipitation of many models in millimetres a day, a file for each, all written at once. */
public final class PerModelMeans {
  private PerModelMeans() {}

  /**
   * @param models flux of precipitation of each model by its name, such as in kg m-2 s-1
   * @return the contents of each file by its path; nothing is read yet
   */
  public static Map<Path, Dataset> files(Map<String, Field> models, Path folder) {
    Map<Path, Dataset> files = new TreeMap<>();
    models.forEach(
        (name, pr) ->
            files.put(
                folder.resolve("pr_mean_" + name + ".nc"),
                Dataset.of(pr.to("mm day-1").mean(Axis.T))));
    return files;
  }

  /**
   * Writes the files to the current folder.
   *
   * @param args {@code MODEL=FILES} for each model, such as {@code CanESM2=pr_day_CanESM2_*.nc}
   */
  public static void main(String[] args) {
    Map<String, Field> models = new TreeMap<>();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      models.put(parts[0], Dataset.open(parts[1]).field("pr"));
    }
    try (Backend backend = LocalBackend.create()) {
      Isobar.writeAll(backend, files(models, Path.of("")));
    }
  }
}
