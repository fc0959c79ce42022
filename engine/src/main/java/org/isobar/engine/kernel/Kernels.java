package org.isobar.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.isobar.error.PlanException;
import org.isobar.op.ElementOp;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;

/** Finds kernels: the engine's own, then those of providers on the class path. */
public final class Kernels {
  private final List<KernelProvider> providers;

  private Kernels(List<KernelProvider> providers) {
    this.providers = providers;
  }

  /** The engine's own kernels and those of all providers that {@link ServiceLoader} finds. */
  public static Kernels load() {
    List<KernelProvider> all = new ArrayList<>();
    all.add(new BuiltinKernels());
    for (KernelProvider provider : ServiceLoader.load(KernelProvider.class)) {
      all.add(provider.standsIn() ? 0 : all.size(), provider);
    }
    return new Kernels(List.copyOf(all));
  }

  /** The engine's own kernels alone. */
  public static Kernels builtin() {
    return new Kernels(List.of(new BuiltinKernels()));
  }

  /**
   * The kernel of a cell-by-cell operation.
   *
   * @throws PlanException if no provider has one
   */
  public ElementKernel element(ElementOp op) {
    return providers.stream()
        .map(p -> p.element(op))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> unknown(op.label(), op.getClass()));
  }

  /**
   * The kernel of a fold.
   *
   * @throws PlanException if no provider has one
   */
  public ReduceKernel reduce(ReduceOp op, boolean weighted, MissingRule missing) {
    return providers.stream()
        .map(p -> p.reduce(op, weighted, missing))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> unknown(op.label(), op.getClass()));
  }

  private static PlanException unknown(String label, Class<?> type) {
    return new PlanException(
        "no kernel for the operation '"
            + label
            + "' ("
            + type.getName()
            + "): put a "
            + KernelProvider.class.getName()
            + " that supplies it on the class path of every node, named in META-INF/services");
  }
}
