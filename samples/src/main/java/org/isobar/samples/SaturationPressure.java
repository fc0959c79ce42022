package org.isobar.samples;

import java.util.List;
import java.util.Optional;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.engine.kernel.ElementKernel;
import org.isobar.engine.kernel.KernelProvider;
import org.isobar.op.ElementOp;
import org.isobar.unit.Unit;

/**
 * An operation of one's own: the saturation pressure of water vapour over water. The operation is a
 * value, which can travel; its arithmetic comes from a provider, which every node that computes has
 * on its class path, named in {@code META-INF/services/org.isobar.engine.kernel.KernelProvider}.
 */
public final class SaturationPressure {
  private SaturationPressure() {}

  /** {@code 611.2 exp(17.62 t / (243.12 + t))} in pascal, t in degrees Celsius (WMO-No. 8). */
  public record Magnus() implements ElementOp {
    @Override
    public String label() {
      return "saturation pressure";
    }

    @Override
    public int arity() {
      return 1;
    }

    @Override
    public Unit unit(List<Unit> inputs) {
      return Unit.require("Pa");
    }
  }

  /** Supplies the arithmetic of {@link Magnus}. */
  public static final class Kernels implements KernelProvider {
    @Override
    public Optional<ElementKernel> element(ElementOp op) {
      return op instanceof Magnus ? Optional.of(Kernels::magnus) : Optional.empty();
    }

    /** A plain loop; NaN, which means missing, passes through. */
    private static void magnus(double[][] in, double[] out, int n) {
      double[] celsius = in[0];
      for (int i = 0; i < n; i++) {
        double t = celsius[i];
        // StrictMath gives the same bits on every machine.
        out[i] = 611.2 * StrictMath.exp(17.62 * t / (243.12 + t));
      }
    }
  }

  /**
   * @param tas temperature in any unit
   * @return pressure in Pa over the same dimensions
   */
  public static Field of(Field tas) {
    return tas.to("degC").apply(new Magnus()).rename("es");
  }

  /**
   * Prints the global mean over all of the time.
   *
   * @param args the files; by default the archive that {@code isobar demo} writes
   */
  public static void main(String[] args) {
    String files = args.length > 0 ? args[0] : "isobar-demo/archive/**/tas_day_AEOLUS-1_*.nc";
    try (Backend backend = LocalBackend.create()) {
      Field pressure = of(Dataset.open(files).field("tas"));
      System.out.print(pressure.areaMean().mean("time").compute(backend).toCsv());
    }
  }
}
