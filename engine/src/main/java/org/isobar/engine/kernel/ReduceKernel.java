package org.isobar.engine.kernel;

/**
 * The arithmetic of a {@link org.isobar.op.ReduceOp}. A partial result is an array of {@link
 * #planes} planes: plane {@code p} of cell {@code c} stands at {@code p * cells + c}. Its life:
 * {@link #init}, values by {@link #across} and {@link #row}, {@link #seal}, then {@link #merge}
 * with its neighbours, {@link #finish}.
 *
 * <p>Stateless and thread-safe. The order in which values of one cell arrive and in which partials
 * merge is fixed by the shape of the data, so the same data give the same bits; an implementation
 * must not let {@link Batch#mayMiss} or the number of cells or rows in a call change a bit.
 */
public interface ReduceKernel {
  /** Doubles that a cell needs. */
  int planes();

  /** Makes the state that of no values at all. */
  void init(double[] state, int cells);

  /** Folds each row cell by cell: value {@code i} of each row into cell {@code cell + i}. */
  void across(double[] state, int cells, int cell, Batch batch);

  /**
   * Whether {@link #across} takes its values from {@link Batch#row} or {@link Batch#floats}, and
   * asks {@link Batch#misses}: then the batch may hold floats, or rows in arrays of their own.
   */
  default boolean takesRows() {
    return false;
  }

  /**
   * Folds a single row of at most 4,096 values into one cell, with eight lanes: value {@code i} in
   * lane {@code i % 8}.
   */
  void row(double[] state, int cells, int cell, Batch batch);

  /** Ends the arrival of values: brings the state into the form that merges. */
  default void seal(double[] state, int cells) {}

  /** Merges a sealed partial into its sealed left neighbour. */
  void merge(double[] left, double[] right, int cells);

  /** Computes the result of each cell from the sealed state; NaN where it is missing. */
  void finish(double[] state, int cells, double[] out, int outAt);
}
