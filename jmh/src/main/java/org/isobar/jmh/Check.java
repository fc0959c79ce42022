package org.isobar.jmh;

import java.util.function.IntToDoubleFunction;

/** Compares answers; a wrong one throws, so that no benchmark measures nonsense. */
public final class Check {
  private Check() {}

  /**
   * Checks values against what they have to be.
   *
   * @param what names the answer, for the message
   * @param tolerance largest difference, relative to the larger of 1 and the expected value
   * @throws IllegalStateException naming the first value that is wrong
   */
  public static void values(
      String what, double[] found, int n, IntToDoubleFunction expected, double tolerance) {
    if (found.length < n) {
      throw new IllegalStateException(what + ": " + found.length + " values instead of " + n);
    }
    for (int i = 0; i < n; i++) {
      value(what, i, found[i], expected.applyAsDouble(i), tolerance);
    }
  }

  static void value(String what, int i, double found, double expected, double tolerance) {
    boolean missing = Double.isNaN(expected) && Double.isNaN(found);
    double limit = tolerance * Math.max(1, Math.abs(expected));
    if (!missing && !(Math.abs(found - expected) <= limit)) {
      throw new IllegalStateException(
          what + ": value " + i + " is " + found + " instead of " + expected);
    }
  }
}
