package org.isobar.cli.demo;

/**
 * The near-surface air temperature of a made-up climate, a formula of place and time, in kelvin:
 *
 * <pre>
 *   288 + shift - 28 P2(s) + 3 c cos(2 lon)          mean state; s, c sine and cosine of latitude
 *   - (1.8 + 14 s) cos(2 pi (day - 20) / length)     seasons; day of a year of that length
 *   + w (1 + 0.9 P2(s))                              warming, strongest at the poles
 *   + year noise within 0.15 + weather within 2      hashes of year, and of day and cell
 * </pre>
 *
 * where {@code P2(s) = (3 s^2 - 1) / 2}, whose mean over the globe is 0, and {@code w = sensitivity
 * (0.012 t + 0.00045 t^2)} with t in years since 1980.
 *
 * @param shift difference of the global mean from 288 K
 * @param sensitivity factor of the warming
 * @param seed tells the noise of models apart
 */
record Climate(double shift, double sensitivity, long seed) {
  private static final double SEASONAL_PEAK = 20;
  private static final int FIRST_YEAR = 1980;

  /** What does not change from day to day, cell by cell in rows from south to north. */
  static final class Cells {
    private final double[] mean;
    private final double[] season;
    private final double[] warming;

    private Cells(int cells) {
      mean = new double[cells];
      season = new double[cells];
      warming = new double[cells];
    }
  }

  Cells cells(Grid grid) {
    Cells cells = new Cells(grid.cells());
    double[] latitudes = grid.latitudes();
    double[] longitudes = grid.longitudes();
    for (int row = 0; row < latitudes.length; row++) {
      double phi = StrictMath.toRadians(latitudes[row]);
      double s = StrictMath.sin(phi);
      double p2 = (3 * s * s - 1) / 2;
      for (int column = 0; column < longitudes.length; column++) {
        int cell = row * longitudes.length + column;
        double wave = StrictMath.cos(2 * StrictMath.toRadians(longitudes[column]));
        cells.mean[cell] = 288 + shift - 28 * p2 + 3 * StrictMath.cos(phi) * wave;
        cells.season[cell] = -(1.8 + 14 * s);
        cells.warming[cell] = 1 + 0.9 * p2;
      }
    }
    return cells;
  }

  /**
   * Temperatures of one day.
   *
   * @param dayOfYear from 1
   * @param days length of the year
   * @param target receives a value for each cell from {@code offset} on
   */
  void day(Cells cells, int year, int dayOfYear, int days, double[] target, int offset) {
    double season = StrictMath.cos(2 * Math.PI * (dayOfYear - SEASONAL_PEAK) / days);
    double warming = warming(year + (dayOfYear - 0.5) / days);
    double ofYear = 0.15 * noise(seed, year, -1);
    long key = year * 1000L + dayOfYear;
    for (int cell = 0; cell < cells.mean.length; cell++) {
      target[offset + cell] =
          cells.mean[cell]
              + season * cells.season[cell]
              + warming * cells.warming[cell]
              + ofYear
              + 2 * noise(seed, key, cell);
    }
  }

  /** Warming of the global mean since the begin of 1980, in kelvin, without noise. */
  double warming(double year) {
    double t = year - FIRST_YEAR;
    return sensitivity * (0.012 * t + 0.00045 * t * t);
  }

  /** A number within 1 of 0 that depends on the arguments alone: the finaliser of SplitMix64. */
  private static double noise(long seed, long time, int cell) {
    long z = seed * 0x9E3779B97F4A7C15L + time * 0xD1342543DE82EF95L + cell * 0x2545F4914F6CDD1DL;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >> 11) * 0x1.0p-52;
  }
}
