package org.isobar.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;

/** Compares arrays and says in which cell they differ, by how much. */
public final class Agreement {
  private Agreement() {}

  /**
   * Fails unless both arrays have the same dimensions, type and bits. All NaN are the same.
   *
   * @param context begins the message
   */
  public static void assertSameBits(NdArray expected, NdArray actual, String context) {
    compare(expected, actual, 0, true, context);
  }

  /**
   * Fails unless both arrays have the same dimensions, type and missing cells, and values that
   * differ by at most {@code 1e-11 * scale} plus one unit in the last place of the type.
   *
   * @param scale largest absolute value that took part in the computation
   */
  public static void assertClose(NdArray expected, NdArray actual, double scale, String context) {
    compare(expected, actual, scale, false, context);
  }

  private static void compare(
      NdArray expected, NdArray actual, double scale, boolean bits, String context) {
    if (!expected.dims().equals(actual.dims()) || expected.dtype() != actual.dtype()) {
      throw new AssertionError(context + ": expected " + expected + ", got " + actual);
    }
    List<String> wrong = new ArrayList<>();
    long count = 0;
    for (long i = 0; i < expected.size(); i++) {
      double a = expected.get(i);
      double b = actual.get(i);
      if (bits ? !sameBits(a, b) : !close(a, b, scale, expected.dtype())) {
        count++;
        if (wrong.size() < 5) {
          wrong.add(
              String.format(
                  Locale.ROOT, "%s: expected %s, got %s (%g)", cell(expected, i), a, b, b - a));
        }
      }
    }
    if (count > 0) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s: %d of %d cells differ: %s",
              context,
              count,
              expected.size(),
              String.join("; ", wrong)));
    }
  }

  private static boolean sameBits(double a, double b) {
    return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
  }

  private static boolean close(double a, double b, double scale, DType type) {
    if (Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a)) {
      return sameBits(a, b);
    }
    double ulp =
        type == DType.FLOAT32
            ? Math.ulp((float) Math.max(Math.abs(a), Math.abs(b)))
            : type == DType.FLOAT64 ? Math.ulp(a) : 0;
    return Math.abs(a - b) <= ulp + (type.floating() ? 1e-11 * scale : 0);
  }

  private static String cell(NdArray array, long position) {
    long rest = position;
    String text = "";
    for (int d = array.dims().size() - 1; d >= 0; d--) {
      Dim dim = array.dims().get(d);
      text = dim.name() + " " + rest % dim.size() + (text.isEmpty() ? "" : ", " + text);
      rest /= dim.size();
    }
    return "[" + text + "]";
  }
}
