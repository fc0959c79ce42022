package org.isobar.engine.kernel;

import java.util.function.DoubleBinaryOperator;
import org.isobar.op.BinaryFunction;

/** Kernels of further functions of two inputs, from {@link StrictMath}. */
final class BinaryFunctionKernels {
  private BinaryFunctionKernels() {}

  static ElementKernel of(BinaryFunction f) {
    return switch (f) {
      case ZERO_ABSORBING_PRODUCT -> (in, out, n) -> product(in[0], in[1], out, n);
      case REMAINDER -> each((x, y) -> x % y);
      case HYPOT -> each(BinaryFunctionKernels::hypot);
      case ATAN2 -> each(StrictMath::atan2);
    };
  }

  /** For functions that cost tens of nanoseconds a value, beside which the call is nothing. */
  private static ElementKernel each(DoubleBinaryOperator f) {
    return (in, out, n) -> {
      double[] a = in[0];
      double[] b = in[1];
      for (int i = 0; i < n; i++) {
        out[i] = f.applyAsDouble(a[i], b[i]);
      }
    };
  }

  /** The hypotenuse of an infinite and a missing leg is missing here. */
  private static double hypot(double x, double y) {
    return Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : StrictMath.hypot(x, y);
  }

  private static void product(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      out[i] = x == 0 || y == 0 ? 0 : x * y;
    }
  }
}
