package org.isobar.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** What all kernels here share: the width of vectors, and how eight lanes meet. */
final class VectorSupport {
  /** Logical lanes of a row, on all hardware. */
  static final int LANES = 8;

  /** At most eight lanes: wider hardware would need another order of adding. */
  static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() >= LANES
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_256;

  private VectorSupport() {}

  /** Whether this hardware has vectors of at least four doubles. */
  static boolean isUseful() {
    return DoubleVector.SPECIES_PREFERRED.length() >= SPECIES.length();
  }

  /** The sum of eight lanes, in the engine's order. */
  static double meet(double[] lanes) {
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6]))
        + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
  }
}
