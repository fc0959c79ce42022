package org.isobar.engine.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the cells of a slab of the domain lie in one array: an offset, and for each dimension of
 * the domain a stride (0 where the array lacks the dimension) or places.
 */
final class Cursor {
  /** A place that does not exist: the cell belongs to no group. */
  static final int NOWHERE = Integer.MIN_VALUE / 2;

  int offset;
  final int[] stride;
  final int[] @Nullable [] index;

  Cursor(int rank) {
    this.stride = new int[rank];
    this.index = new int[rank][];
  }

  /** Points at a view whose dimensions are those of the domain at {@code axes}. */
  void pointAt(View view, int[] axes) {
    clear(view.offset);
    for (int d = 0; d < axes.length; d++) {
      stride[axes[d]] = view.stride[d];
      index[axes[d]] = view.index[d];
    }
  }

  void clear(int newOffset) {
    offset = newOffset;
    Arrays.fill(stride, 0);
    Arrays.fill(index, null);
  }
}
