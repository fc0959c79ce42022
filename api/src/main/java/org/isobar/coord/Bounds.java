package org.isobar.coord;

import org.isobar.data.Indices;
import org.isobar.error.ShapeException;

/**
 * Lower and upper bound of each cell along one dimension, in the order in which the file stores
 * them. Immutable.
 *
 * <p>CF conventions, sections 7.1 (cell boundaries) and 7.4 (climatological statistics).
 */
public final class Bounds {
  private final double[] pairs;
  private final boolean climatology;
  private final String name;

  private Bounds(String name, double[] pairs, boolean climatology) {
    this.name = name;
    this.pairs = pairs;
    this.climatology = climatology;
    if (pairs.length % 2 != 0) {
      throw new ShapeException("bounds '" + name + "' with " + pairs.length + " values");
    }
  }

  /**
   * Bounds from values shaped (cells, 2).
   *
   * @param name name of the variable that holds them in a file
   */
  public static Bounds of(String name, double[] pairs) {
    return new Bounds(name, pairs.clone(), false);
  }

  /**
   * Bounds of a climatology: each cell spans from the start of its first to the end of its last
   * period.
   */
  public static Bounds ofClimatology(String name, double[] pairs) {
    return new Bounds(name, pairs.clone(), true);
  }

  public String name() {
    return name;
  }

  public Bounds withName(String newName) {
    return new Bounds(newName, pairs, climatology);
  }

  public boolean climatology() {
    return climatology;
  }

  public int size() {
    return pairs.length / 2;
  }

  /** The first bound of a cell as stored; the greater one on many descending axes. */
  public double first(int cell) {
    return pairs[2 * cell];
  }

  public double second(int cell) {
    return pairs[2 * cell + 1];
  }

  public double lower(int cell) {
    return Math.min(first(cell), second(cell));
  }

  public double upper(int cell) {
    return Math.max(first(cell), second(cell));
  }

  /** All values, shaped (cells, 2). */
  public double[] pairs() {
    return pairs.clone();
  }

  Bounds take(Indices indices) {
    double[] p = new double[2 * indices.size()];
    for (int i = 0; i < indices.size(); i++) {
      p[2 * i] = pairs[2 * indices.get(i)];
      p[2 * i + 1] = pairs[2 * indices.get(i) + 1];
    }
    return new Bounds(name, p, climatology);
  }
}
