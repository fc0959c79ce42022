package org.isobar.cli.operator;

import java.util.Map;
import org.isobar.dataset.Attributes;

/** Institute and model as CDO's {@code sinfo} names them. */
final class Makers {
  private static final String UNKNOWN = "unknown";
  private static final int WIDTH = 8;
  private static final int MODEL_LETTERS = 31;

  /** A name ends at a blank, but not within its first letters. */
  private static final int SHORTEST = 3;

  /** The institutes that CDO knows and that archives have. */
  private static final Map<String, String> INSTITUTES =
      Map.of(
          "European Centre for Medium-Range Weather Forecasts", "ECMWF",
          "Max Planck Institute for Meteorology", "MPIMET",
          "Max-Planck-Institute for Meteorology", "MPIMET",
          "Deutscher Wetterdienst", "DWD",
          "MeteoSwiss", "MCH",
          "National Centers for Environmental Prediction", "NCEP",
          "National Center for Atmospheric Research", "NCAR",
          "U.K. Met Office", "METOFFICE",
          "Royal Netherlands Meteorological Institute", "KNMI");

  private Makers() {}

  /** Both names, by the global attributes {@code institution} and {@code source}. */
  static String of(Attributes global) {
    String institute =
        INSTITUTES.getOrDefault(global.text("institution").orElse("").strip(), UNKNOWN);
    String model = model(global.text("source").orElse(""));
    return CNumbers.left(institute, WIDTH) + " " + CNumbers.left(model, WIDTH) + " ";
  }

  private static String model(String source) {
    if (source.isEmpty()) {
      return UNKNOWN;
    }
    String name = source.substring(0, Math.min(source.length(), MODEL_LETTERS));
    int blank = name.indexOf(' ', SHORTEST);
    return blank < 0 ? name : name.substring(0, blank);
  }
}
