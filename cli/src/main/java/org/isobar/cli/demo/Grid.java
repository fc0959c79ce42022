package org.isobar.cli.demo;

/**
 * The cells of a latitude-longitude grid: centres and bounds in degrees, latitudes from south to
 * north, longitudes from 0 eastwards.
 */
final class Grid {
  private final double[] latitudes;
  private final double[] latitudeBounds;
  private final double[] longitudes;
  private final double[] longitudeBounds;

  private Grid(double[] latitudes, double[] edges, int columns, double firstEdge) {
    this.latitudes = latitudes;
    this.latitudeBounds = pairs(edges);
    this.longitudes = new double[columns];
    double[] meridians = new double[columns + 1];
    double width = 360.0 / columns;
    for (int i = 0; i <= columns; i++) {
      meridians[i] = firstEdge + i * width;
    }
    for (int i = 0; i < columns; i++) {
      longitudes[i] = meridians[i] + width / 2;
    }
    this.longitudeBounds = pairs(meridians);
  }

  /**
   * A Gaussian grid: rows at the roots of a Legendre polynomial, whose cells have the quadrature
   * weights as areas, so that area means of smooth functions are exact.
   */
  static Grid gaussian(int rows, int columns) {
    double[] sines = new double[rows];
    double[] edges = new double[rows + 1];
    edges[0] = -90;
    double southOf = -1;
    for (int i = 0; i < rows; i++) {
      double root = root(rows, StrictMath.sin(Math.PI * (i + 0.5 - rows / 2.0) / (rows + 0.5)));
      sines[i] = root;
      double slope = slope(rows, root);
      southOf += 2 / ((1 - root * root) * slope * slope);
      edges[i + 1] = i == rows - 1 ? 90 : degrees(southOf);
    }
    double[] latitudes = new double[rows];
    for (int i = 0; i < rows; i++) {
      latitudes[i] = degrees(sines[i]);
    }
    return new Grid(latitudes, edges, columns, -180.0 / columns);
  }

  /** Rows evenly spaced from pole to pole; the cells of the two outermost are half as high. */
  static Grid regular(int rows, int columns) {
    double height = 180.0 / (rows - 1);
    double[] latitudes = new double[rows];
    double[] edges = new double[rows + 1];
    for (int i = 0; i < rows; i++) {
      latitudes[i] = -90 + i * height;
      edges[i] = Math.max(-90, latitudes[i] - height / 2);
    }
    edges[rows] = 90;
    return new Grid(latitudes, edges, columns, 0);
  }

  int rows() {
    return latitudes.length;
  }

  int columns() {
    return longitudes.length;
  }

  int cells() {
    return rows() * columns();
  }

  double[] latitudes() {
    return latitudes.clone();
  }

  /** Shaped (rows, 2). */
  double[] latitudeBounds() {
    return latitudeBounds.clone();
  }

  double[] longitudes() {
    return longitudes.clone();
  }

  /** Shaped (columns, 2). */
  double[] longitudeBounds() {
    return longitudeBounds.clone();
  }

  private static double degrees(double sine) {
    return StrictMath.toDegrees(StrictMath.asin(sine));
  }

  private static double[] pairs(double[] edges) {
    double[] pairs = new double[2 * (edges.length - 1)];
    for (int i = 0; i < edges.length - 1; i++) {
      pairs[2 * i] = edges[i];
      pairs[2 * i + 1] = edges[i + 1];
    }
    return pairs;
  }

  /** The root of the Legendre polynomial near a first guess, by Newton's method. */
  private static double root(int degree, double guess) {
    double x = guess;
    for (int i = 0; i < 20; i++) {
      x -= legendre(degree, x) / slope(degree, x);
    }
    return x;
  }

  private static double legendre(int degree, double x) {
    double before = 1;
    double value = x;
    for (int k = 2; k <= degree; k++) {
      double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
      before = value;
      value = next;
    }
    return degree == 0 ? 1 : value;
  }

  private static double slope(int degree, double x) {
    return degree * (x * legendre(degree, x) - legendre(degree - 1, x)) / (x * x - 1);
  }
}
