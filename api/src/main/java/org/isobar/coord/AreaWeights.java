package org.isobar.coord;

/**
 * Areas of cells of a latitude-longitude grid on the unit sphere: {@code (sin north - sin south) *
 * (east - west)}, the exact area of a cell between two parallels and two meridians.
 */
public final class AreaWeights {
  private AreaWeights() {}

  /**
   * The factor of each row: {@code sin(north bound) - sin(south bound)}, bounds in degrees clipped
   * to the poles.
   */
  public static double[] rows(Bounds latitude) {
    double[] w = new double[latitude.size()];
    for (int i = 0; i < w.length; i++) {
      w[i] = sine(latitude.upper(i)) - sine(latitude.lower(i));
    }
    return w;
  }

  /**
   * The factor of each column: the width of its bounds in radians. Bounds may stand in either order
   * and jump at the end of the circle, as 359 and 1 about 0.
   */
  public static double[] columns(double[] longitudes, Bounds bounds) {
    Bounds longitude = CellBounds.aroundLongitudes(longitudes, bounds);
    double[] w = new double[longitude.size()];
    for (int i = 0; i < w.length; i++) {
      w[i] = StrictMath.toRadians(longitude.upper(i) - longitude.lower(i));
    }
    return w;
  }

  private static double sine(double degrees) {
    return StrictMath.sin(StrictMath.toRadians(Math.clamp(degrees, -90.0, 90.0)));
  }
}
