package org.isobar.engine.runtime;

import java.util.ArrayDeque;
import org.isobar.engine.kernel.ReduceKernel;

/**
 * Merges the leaves of an aligned run, in order, as a binary tree of aligned pairs: at most one
 * partial a level is held. Used by one thread.
 */
final class PartialStack {
  private static final class Node {
    final double[] state;
    final int level;

    Node(double[] state, int level) {
      this.state = state;
      this.level = level;
    }
  }

  private final ReduceKernel kernel;
  private final ArrayDeque<Node> stack = new ArrayDeque<>();
  private final ArrayDeque<double[]> free = new ArrayDeque<>();

  PartialStack(ReduceKernel kernel) {
    this.kernel = kernel;
  }

  /** A state of no values, of an array that was used before if there is one. */
  double[] fresh(int cells) {
    int size = cells * kernel.planes();
    double[] state = free.poll();
    if (state == null || state.length != size) {
      free.clear();
      state = new double[size];
    }
    kernel.init(state, cells);
    return state;
  }

  /** Adds the next leaf, sealed. */
  void push(double[] leaf, int cells) {
    Node node = new Node(leaf, 0);
    while (!stack.isEmpty() && stack.peek().level == node.level) {
      node = merge(stack.pop(), node, cells);
    }
    stack.push(node);
  }

  /** The merged partial of all leaves; those without a right neighbour pass through. */
  double[] finish(int cells) {
    Node node = stack.pop();
    while (!stack.isEmpty()) {
      node = merge(stack.pop(), node, cells);
    }
    return node.state;
  }

  /** Forgets all leaves, after a failure. */
  void clear() {
    stack.clear();
  }

  private Node merge(Node left, Node right, int cells) {
    kernel.merge(left.state, right.state, cells);
    free.push(right.state);
    return new Node(left.state, left.level + 1);
  }
}
