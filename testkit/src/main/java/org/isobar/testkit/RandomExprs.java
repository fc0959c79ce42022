package org.isobar.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.Region;
import org.isobar.expr.Concat;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.isobar.op.Arithmetic;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;

/**
 * Random expressions of every node kind and operation, the same for the same seed: shared subtrees,
 * broadcasting, weights, groups, missing cells.
 *
 * <p>Operations that turn a rounding difference into another result (comparisons, {@code floor},
 * the root of a difference) are applied only to values that every correct evaluation gets to the
 * same bits, so an evaluation may be compared with {@link NaiveEvaluator} under a tolerance.
 */
public final class RandomExprs {
  private final Random random;
  private final RandomLeaves leaves;
  private final RandomOps ops;
  private final int longest;

  /**
   * A sequence of expressions.
   *
   * @param longest longest dimension of their inputs
   */
  public RandomExprs(long seed, int longest) {
    this.random = new Random(seed);
    this.leaves = new RandomLeaves(random);
    this.ops = new RandomOps(random, leaves);
    this.longest = longest;
  }

  /**
   * An expression and the scale of its values.
   *
   * @param scale for {@link Agreement#assertClose}
   * @param exact whether every correct evaluation gives the same bits
   */
  public record Sample(Expr expr, double scale, boolean exact) {}

  /** The next expression. */
  public Sample next() {
    Sized e = leaves.read(leaves.space(longest));
    double scale = e.bound();
    for (int i = random.nextInt(6); i >= 0; i--) {
      Sized next = step(e);
      // Squares of squares of sums leave no digits to compare.
      if (next.bound() < 1e7 && next.expr().size() < 20_000) {
        e = next;
        scale = Math.max(scale, e.bound());
      }
    }
    return new Sample(e.expr(), scale, e.exact());
  }

  private Sized step(Sized e) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> ops.unary(e);
      case 2, 3 -> ops.binary(e, partner(e));
      case 4 -> ops.conditional(e, partner(e), partner(e));
      case 5 -> e.dims().isEmpty() ? ops.unary(e) : select(e);
      case 6 -> e.dims().isEmpty() ? ops.unary(e) : take(e);
      case 7 -> concat(e);
      case 8 -> e.dims().isEmpty() ? ops.unary(e) : reduce(e);
      default -> e.dims().isEmpty() ? ops.unary(e) : group(e);
    };
  }

  /** Something that broadcasts with the expression: a leaf, itself, its mean, its climatology. */
  private Sized partner(Sized e) {
    List<Dim> dims = e.dims();
    return switch (random.nextInt(6)) {
      case 0 -> e;
      case 1 -> dims.isEmpty() ? leaves.constant(dims) : reduce(e);
      case 2 -> dims.isEmpty() ? leaves.constant(dims) : climatology(e);
      case 3 -> leaves.constant(List.of());
      default -> leaves.leaf(leaves.some(dims, 0));
    };
  }

  private Sized select(Sized e) {
    int rank = e.dims().size();
    long[] start = new long[rank];
    long[] count = new long[rank];
    long[] stride = new long[rank];
    List<Boolean> drop = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      long size = e.dims().get(d).size();
      boolean all = random.nextInt(3) == 0;
      start[d] = all ? 0 : random.nextLong(size);
      stride[d] = all ? 1 : 1 + random.nextLong(3);
      long most = (size - start[d] + stride[d] - 1) / stride[d];
      count[d] = all ? size : 1 + random.nextLong(most);
      drop.add(count[d] == 1 && random.nextBoolean());
    }
    return new Sized(
        new Select(e.expr(), Region.of(start, count, stride), drop), e.bound(), e.grain());
  }

  private Sized take(Sized e) {
    Dim dim = e.dims().get(random.nextInt(e.dims().size()));
    int n = 1 + random.nextInt((int) dim.size() + 2);
    int[] indices = new int[n];
    int kind = random.nextInt(3);
    for (int i = 0; i < n; i++) {
      int at = random.nextInt((int) dim.size());
      indices[i] =
          switch (kind) {
            case 0 -> (int) ((dim.size() - 1 - i % dim.size()) % dim.size());
            case 1 -> (int) Math.min(dim.size() - 1, i);
            default -> random.nextInt(6) == 0 ? -1 : at;
          };
    }
    String name = random.nextInt(3) == 0 ? "taken" : dim.name();
    return new Sized(
        new Take(e.expr(), dim.name(), Indices.of(indices), unique(e, dim, name, n)),
        e.bound(),
        e.grain());
  }

  /** A dimension with a name that is free once another one has gone. */
  private static Dim unique(Sized e, Dim gone, String name, int size) {
    boolean used = !name.equals(gone.name()) && e.expr().indexOf(name) >= 0;
    return new Dim(used ? gone.name() : name, size);
  }

  private Sized concat(Sized e) {
    boolean stack = e.dims().isEmpty() || random.nextBoolean();
    if (stack && e.expr().indexOf("member") >= 0) {
      return ops.unary(e);
    }
    String dim = stack ? "member" : e.dims().get(random.nextInt(e.dims().size())).name();
    List<Sized> inputs = new ArrayList<>();
    inputs.add(e);
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<Dim> dims =
          e.dims().stream()
              .map(d -> d.name().equals(dim) ? new Dim(dim, 1 + random.nextInt(4)) : d)
              .toList();
      inputs.add(random.nextInt(3) == 0 ? e : leaves.leaf(dims));
    }
    Collections.shuffle(inputs, random);
    return new Sized(
        new Concat(dim, inputs.stream().map(Sized::expr).toList()),
        inputs.stream().mapToDouble(Sized::bound).max().orElseThrow(),
        inputs.stream().mapToDouble(Sized::grain).min().orElseThrow());
  }

  private Sized reduce(Sized e) {
    List<Dim> over = leaves.some(e.dims(), 1);
    ReduceOp op = ops.reduction(e);
    Optional<Sized> weights = weights(op, e);
    long cells = Region.all(over).size();
    Expr reduced =
        new Reduce(
            op,
            e.expr(),
            over.stream().map(Dim::name).collect(Collectors.toSet()),
            weights.map(Sized::expr),
            rule(cells));
    return ops.reduced(reduced, op, e, weights, cells);
  }

  private Sized group(Sized e) {
    Dim dim = e.dims().get(random.nextInt(e.dims().size()));
    int groups = 1 + random.nextInt(5);
    ReduceOp op = ops.reduction(e);
    Optional<Sized> weights = weights(op, e);
    Expr reduced =
        new GroupReduce(
            op,
            e.expr(),
            dim.name(),
            unique(e, dim, random.nextBoolean() ? "group" : dim.name(), groups),
            Indices.of(codes((int) dim.size(), groups)),
            weights.map(Sized::expr),
            rule(dim.size()));
    return ops.reduced(reduced, op, e, weights, dim.size());
  }

  /** A group statistic spread over the original dimension again. */
  private Sized climatology(Sized e) {
    Dim dim = e.dims().get(random.nextInt(e.dims().size()));
    int groups = 1 + random.nextInt(4);
    Dim to = unique(e, dim, "group", groups);
    Indices codes = Indices.of(codes((int) dim.size(), groups));
    ReduceOp op = ops.reduction(e);
    Expr reduced =
        new GroupReduce(op, e.expr(), dim.name(), to, codes, Optional.empty(), MissingRule.SKIP);
    Sized sized = ops.reduced(reduced, op, e, Optional.empty(), dim.size());
    return new Sized(new Take(reduced, to.name(), codes, dim), sized.bound(), sized.grain());
  }

  /** Group of each cell: rising in runs, or scattered; sometimes none. */
  private int[] codes(int size, int groups) {
    boolean runs = random.nextBoolean();
    boolean gaps = random.nextInt(3) == 0;
    int[] codes = new int[size];
    for (int i = 0; i < size; i++) {
      codes[i] = runs ? i * groups / size : random.nextInt(groups);
      if (gaps && random.nextInt(5) == 0) {
        codes[i] = -1;
      }
    }
    return codes;
  }

  private Optional<Sized> weights(ReduceOp op, Sized e) {
    if (!op.weightable() || random.nextBoolean()) {
      return Optional.empty();
    }
    List<Dim> dims = leaves.some(e.dims(), 0);
    return Optional.of(
        random.nextInt(3) == 0
            ? ops.binary(Arithmetic.ADD, leaves.weights(dims), leaves.weights(dims))
            : leaves.weights(dims));
  }

  private MissingRule rule(long cells) {
    return switch (random.nextInt(5)) {
      case 0 -> MissingRule.STRICT;
      case 1 -> new MissingRule(true, 1 + random.nextLong(cells + 1));
      case 2 -> new MissingRule(false, 1 + random.nextLong(cells));
      default -> MissingRule.SKIP;
    };
  }
}
