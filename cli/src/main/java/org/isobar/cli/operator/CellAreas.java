package org.isobar.cli.operator;

/**
 * Areas on the unit sphere of cells whose edges are great circles.
 *
 * <p>A polygon is cut into triangles from its first corner; the signed area of a triangle with
 * corners a, b, c is {@code 2 atan2(a . (b x c), 1 + a.b + b.c + c.a)} (Van Oosterom and Strackee,
 * 1983). Corners that repeat, as of triangles among quadrangles, add nothing.
 */
final class CellAreas {
  private CellAreas() {}

  /**
   * @param latitudes corners in degrees, {@code vertices} for each cell
   * @param longitudes corners in degrees, likewise
   * @return an area per cell; NaN where a corner is missing
   */
  static double[] of(double[] latitudes, double[] longitudes, int vertices) {
    double[] areas = new double[latitudes.length / vertices];
    double[][] corner = new double[vertices][];
    for (int cell = 0; cell < areas.length; cell++) {
      for (int v = 0; v < vertices; v++) {
        corner[v] = point(latitudes[cell * vertices + v], longitudes[cell * vertices + v]);
      }
      double area = 0;
      for (int v = 2; v < vertices; v++) {
        area += triangle(corner[0], corner[v - 1], corner[v]);
      }
      areas[cell] = Math.abs(area);
    }
    return areas;
  }

  private static double[] point(double latitude, double longitude) {
    double phi = StrictMath.toRadians(latitude);
    double lambda = StrictMath.toRadians(longitude);
    double r = StrictMath.cos(phi);
    return new double[] {
      r * StrictMath.cos(lambda), r * StrictMath.sin(lambda), StrictMath.sin(phi)
    };
  }

  private static double triangle(double[] a, double[] b, double[] c) {
    double triple =
        a[0] * (b[1] * c[2] - b[2] * c[1])
            + a[1] * (b[2] * c[0] - b[0] * c[2])
            + a[2] * (b[0] * c[1] - b[1] * c[0]);
    return 2 * StrictMath.atan2(triple, 1 + dot(a, b) + dot(b, c) + dot(c, a));
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
