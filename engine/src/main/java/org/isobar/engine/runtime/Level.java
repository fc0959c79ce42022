package org.isobar.engine.runtime;

import org.jspecify.annotations.Nullable;

/** One loop over a slab: a dimension of the domain, or several that were merged. */
final class Level {
  final int count;

  /** By cursor. */
  final int[] stride;

  final int[] @Nullable [] index;

  Level(int count, int[] stride, int[] @Nullable [] index) {
    this.count = count;
    this.stride = stride;
    this.index = index;
  }

  int place(int cursor, int i) {
    int[] places = index[cursor];
    return places == null ? i * stride[cursor] : places[i];
  }

  boolean isLinear() {
    for (int[] places : index) {
      if (places != null) {
        return false;
      }
    }
    return true;
  }

  /** Whether this level and the next inner one are a single loop for every cursor. */
  boolean merges(Level inner) {
    if (!isLinear() || !inner.isLinear()) {
      return false;
    }
    for (int k = 0; k < stride.length; k++) {
      if (stride[k] != inner.stride[k] * inner.count) {
        return false;
      }
    }
    return true;
  }

  /** The single loop over this level and the next inner one. */
  Level merged(Level inner) {
    return new Level(count * inner.count, inner.stride, inner.index);
  }
}
