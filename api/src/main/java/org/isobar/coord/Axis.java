package org.isobar.coord;

/**
 * The directions of space and time that a coordinate can run along, as CF's {@code axis} attribute
 * names them.
 */
public enum Axis {
  /** Time. */
  T,
  /** Vertical: height, depth, pressure, model level. */
  Z,
  /** Latitude or a projection's y. */
  Y,
  /** Longitude or a projection's x. */
  X
}
