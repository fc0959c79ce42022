package org.isobar.engine.kernel;

import java.util.List;
import java.util.Optional;
import org.isobar.op.ElementOp;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;

/**
 * Supplies the arithmetic of operations. Found by {@link java.util.ServiceLoader} on every node;
 * the engine's own operations come first, but for providers that {@linkplain #standsIn stand in}.
 * Kernels are asked for when a request is planned and again on each node that runs it.
 */
public interface KernelProvider {
  /**
   * Whether this provider stands in for the engine's own kernels, being faster: it is asked before
   * them, and each kernel of it must give every bit that the engine's gives.
   */
  default boolean standsIn() {
    return false;
  }

  /** The kernel of a cell-by-cell operation, empty if it is not one of this provider's. */
  default Optional<ElementKernel> element(ElementOp op) {
    return Optional.empty();
  }

  /**
   * The kernel of a fold, empty if it is not one of this provider's.
   *
   * @param weighted whether values come with weights
   * @param missing how missing cells count
   */
  default Optional<ReduceKernel> reduce(ReduceOp op, boolean weighted, MissingRule missing) {
    return Optional.empty();
  }

  /**
   * The operations of this provider that may be sent to other processes: records and enums. Each
   * process must have the same providers.
   */
  default List<Class<?>> operations() {
    return List.of();
  }
}
