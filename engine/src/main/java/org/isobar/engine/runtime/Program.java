package org.isobar.engine.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.engine.kernel.ElementKernel;
import org.isobar.engine.plan.Hoisting;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Relabel;
import org.jspecify.annotations.Nullable;

/**
 * Several expressions over one domain, as sources and a list of cell-by-cell instructions. A slab
 * of the sources is loaded at once; the instructions then run tile by tile of at most {@link #TILE}
 * cells, so that intermediate values stay in the cache. Equal subexpressions are computed once.
 * Used by one thread.
 */
final class Program {
  static final int TILE = 4096;

  /** Tiles of a computed expression that can be held at once. */
  static final int TAKEN = 4;

  private final Source[] sources;
  private final int[][] axes;
  private final Cursor[] cursors;
  private final boolean[] mayMiss;
  private final boolean[] positive;
  private final Instruction[] instructions;
  private final int[] roots;
  private final Operand[] operands;
  private List<Level> run = List.of();

  /** A kernel, the operands it reads and the one it writes. */
  private static final class Instruction {
    final ElementKernel kernel;
    final int[] in;
    final double[][] arrays;
    final int out;

    Instruction(ElementKernel kernel, int[] in, int out) {
      this.kernel = kernel;
      this.in = in;
      this.arrays = new double[in.length][];
      this.out = out;
    }
  }

  private Program(
      int rank,
      List<Source> sources,
      List<int[]> axes,
      List<Instruction> instructions,
      int[] roots) {
    this.sources = sources.toArray(new Source[0]);
    this.axes = axes.toArray(new int[0][]);
    this.cursors = new Cursor[this.sources.length];
    Arrays.setAll(cursors, k -> new Cursor(rank));
    this.mayMiss = new boolean[cursors.length];
    this.positive = new boolean[cursors.length];
    this.instructions = instructions.toArray(new Instruction[0]);
    this.roots = roots;
    this.operands = new Operand[cursors.length + this.instructions.length];
    Arrays.setAll(operands, k -> new Operand());
  }

  static Program compile(List<Expr> roots, List<Dim> domain, Sources factory) {
    return new Compiler(domain, factory).compile(roots);
  }

  /** Number of sources, which is the number of cursors that this program puts into a nest. */
  int inputs() {
    return sources.length;
  }

  Cursor[] cursors() {
    return cursors;
  }

  /** Loads a slab of the domain. */
  void load(Region slab) {
    for (int k = 0; k < sources.length; k++) {
      // A source that no longer finds floats frees those it had before it takes room for doubles.
      operands[k].floats = null;
      View view = sources[k].loadStored(narrow(slab, axes[k]));
      cursors[k].pointAt(view, axes[k]);
      mayMiss[k] = view.mayMiss;
      positive[k] = view.positive;
      operands[k].data = view.data;
      operands[k].floats = view.floats;
    }
  }

  private static Region narrow(Region slab, int[] axes) {
    long[] start = new long[axes.length];
    long[] count = new long[axes.length];
    long[] stride = new long[axes.length];
    for (int d = 0; d < axes.length; d++) {
      start[d] = slab.start(axes[d]);
      count[d] = slab.count(axes[d]);
      stride[d] = slab.stride(axes[d]);
    }
    return Region.of(start, count, stride);
  }

  /** Says how runs lie; call after {@link #load}, before {@link #tile}. */
  void runs(List<Level> levels) {
    run = levels;
    for (int k = 0; k < sources.length; k++) {
      operands[k].shape(levels, k);
    }
  }

  /** Whether an expression is a source that lies densely along runs: no tile need be computed. */
  boolean isDirect(int root) {
    int k = roots[root];
    return k < sources.length && operands[k].kind == Operand.Kind.DENSE;
  }

  /** The source of a direct expression. */
  int cursorOf(int root) {
    return roots[root];
  }

  /** Whether an expression may have missing values in this slab; computed ones always may. */
  boolean mayMiss(int root) {
    int k = roots[root];
    return k >= sources.length || mayMiss[k];
  }

  /** Whether all values of an expression in this slab are known to be numbers above 0. */
  boolean isPositive(int root) {
    int k = roots[root];
    return k < sources.length && positive[k];
  }

  boolean isComputed(int root) {
    return roots[root] >= sources.length;
  }

  /** Computes cells {@code [from, from + n)} of the run that starts at the given offsets. */
  void tile(int[] offsets, int from, int n) {
    for (int k = 0; k < sources.length; k++) {
      operands[k].tile(run, k, offsets[k], from, n);
    }
    for (Instruction i : instructions) {
      execute(i, n);
    }
  }

  private void execute(Instruction i, int n) {
    boolean constant = true;
    for (int k : i.in) {
      constant &= operands[k].constant;
    }
    int cells = constant ? 1 : n;
    for (int k = 0; k < i.in.length; k++) {
      Operand operand = operands[i.in[k]];
      operand.spread(cells);
      operand.align(cells);
      i.arrays[k] = operand.array;
    }
    Operand out = operands[i.out];
    double[] target = out.own();
    i.kernel.apply(i.arrays, target, cells);
    out.computed(constant);
  }

  /** Whether what any of the sources holds of this slab may be missing. */
  boolean sourcesMayMiss() {
    for (boolean source : mayMiss) {
      if (source) {
        return true;
      }
    }
    return false;
  }

  /**
   * The values of a computed expression in the current tile, from index 0 on. They stay as they are
   * until this is called with the same {@code k}, one of {@link #TAKEN}, again.
   */
  double[] take(int root, int k, int n) {
    return operands[roots[root]].take(k, n);
  }

  /** The values of an expression in the current tile, from {@link #at} on. */
  double[] values(int root, int n) {
    Operand operand = operands[roots[root]];
    operand.spread(n);
    return operand.array;
  }

  int at(int root) {
    return operands[roots[root]].at;
  }

  /** The whole array in which a direct expression's slab lies, unless {@link #floats} is it. */
  double[] data(int root) {
    return operands[roots[root]].data;
  }

  float @Nullable [] floats(int root) {
    return operands[roots[root]].floats;
  }

  /** Turns expressions into sources and instructions, each distinct one once. */
  private static final class Compiler {
    private final List<Dim> domain;
    private final Sources factory;
    private final List<Source> sources = new ArrayList<>();
    private final List<int[]> axes = new ArrayList<>();
    private final HashMap<Expr, Integer> sourceOf = new HashMap<>();
    private final HashMap<Expr, Integer> instructionOf = new HashMap<>();
    private final List<Instruction> instructions = new ArrayList<>();

    Compiler(List<Dim> domain, Sources factory) {
      this.domain = domain;
      this.factory = factory;
    }

    Program compile(List<Expr> roots) {
      roots.forEach(this::collect);
      int[] operands = roots.stream().mapToInt(this::operand).toArray();
      return new Program(domain.size(), sources, axes, instructions, operands);
    }

    /** Sources come before all instructions, so that both can be numbered in one row. */
    private void collect(Expr e) {
      if (isInstruction(e) && e instanceof Map map) {
        map.inputs().forEach(this::collect);
      } else if (!sourceOf.containsKey(e)) {
        sourceOf.put(e, sources.size());
        sources.add(factory.of(e));
        axes.add(axesOf(e));
      }
    }

    private boolean isInstruction(Expr e) {
      return e instanceof Map map && !Hoisting.applies(map, domain);
    }

    private int[] axesOf(Expr e) {
      return e.dims().stream().mapToInt(d -> indexOf(d.name())).toArray();
    }

    private int indexOf(String dim) {
      for (int d = 0; d < domain.size(); d++) {
        if (domain.get(d).name().equals(dim)) {
          return d;
        }
      }
      throw new IllegalStateException("dimension '" + dim + "' outside of " + domain);
    }

    private int operand(Expr e) {
      Integer known = isInstruction(e) ? instructionOf.get(e) : sourceOf.get(e);
      if (known != null) {
        return known;
      }
      Map map = (Map) e;
      int[] in = map.inputs().stream().mapToInt(this::operand).toArray();
      int out;
      if (map.op() instanceof Relabel) {
        out = in[0];
      } else {
        out = sources.size() + instructions.size();
        instructions.add(new Instruction(factory.kernels().element(map.op()), in, out));
      }
      instructionOf.put(e, out);
      return out;
    }
  }
}
