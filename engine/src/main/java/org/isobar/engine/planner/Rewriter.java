package org.isobar.engine.planner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.isobar.engine.planner.rule.Rule;
import org.isobar.expr.Expr;

/**
 * Applies rules to every node of a graph, inputs first, until none fires. Each distinct node is
 * visited once however often it is used; the walk keeps its own stack, so long chains are no
 * problem.
 */
final class Rewriter {
  /** More firings than this for a node of the input mean that two rules undo each other. */
  private static final int MOST_FIRINGS = 10_000;

  private final List<Rule> rules;
  private final Consumer<Rule> fired;
  private final IdentityHashMap<Expr, Expr> done = new IdentityHashMap<>();
  private final Map<Expr, Expr> distinct = new HashMap<>();
  private long firings;
  private long visits;

  Rewriter(List<Rule> rules, Consumer<Rule> fired) {
    this.rules = rules;
    this.fired = fired;
  }

  List<Expr> rewrite(List<Expr> roots) {
    visits = Nodes.below(roots).size();
    return roots.stream().map(this::rewrite).toList();
  }

  /** A node on its way: what it was, and what it has become so far. */
  private static final class Frame {
    final Expr original;
    Expr current;

    Frame(Expr e) {
      this.original = e;
      this.current = e;
    }
  }

  private Expr rewrite(Expr root) {
    Deque<Frame> stack = new ArrayDeque<>();
    stack.push(new Frame(root));
    while (!stack.isEmpty()) {
      Frame frame = stack.peek();
      Expr known = done.get(frame.current);
      Optional<Expr> open = firstOpen(frame.current);
      if (known != null) {
        done.put(frame.original, known);
        stack.pop();
      } else if (open.isPresent()) {
        stack.push(new Frame(open.get()));
      } else {
        step(frame);
      }
    }
    return get(root);
  }

  private Expr get(Expr e) {
    Expr result = done.get(e);
    if (result == null) {
      throw new IllegalStateException("not rewritten: " + e);
    }
    return result;
  }

  private Optional<Expr> firstOpen(Expr e) {
    for (Expr input : e.children()) {
      if (!done.containsKey(input)) {
        return Optional.of(input);
      }
    }
    return Optional.empty();
  }

  /** Makes the node anew from its finished inputs; it is finished unless a rule fires on it. */
  private void step(Frame frame) {
    List<Expr> inputs = new ArrayList<>();
    frame.current.children().forEach(c -> inputs.add(get(c)));
    Expr node = distinct(Nodes.withChildren(frame.current, inputs));
    for (Rule rule : rules) {
      Optional<Expr> better = rule.apply(node);
      if (better.isPresent()) {
        check(rule, node, better.get());
        fired.accept(rule);
        frame.current = better.get();
        return;
      }
    }
    done.put(frame.current, node);
    done.put(node, node);
    frame.current = node;
  }

  /** The one object for all nodes that are equal; cheap, since inputs are such objects already. */
  private Expr distinct(Expr node) {
    Expr known = distinct.putIfAbsent(node, node);
    return known == null ? node : known;
  }

  private void check(Rule rule, Expr before, Expr after) {
    if (!before.dims().equals(after.dims())
        || before.dtype() != after.dtype()
        || !before.unit().equals(after.unit())) {
      throw new IllegalStateException(
          "rule "
              + rule.name()
              + " turned "
              + describe(before)
              + " into "
              + describe(after)
              + ": dimensions, type and unit must stay");
    }
    if (++firings > MOST_FIRINGS * Math.max(1, visits)) {
      throw new IllegalStateException(
          "rules fired " + firings + " times, at last " + rule.name() + " on " + before);
    }
  }

  private static String describe(Expr e) {
    return e + " with " + e.dims() + " " + e.dtype() + " '" + e.unit() + "'";
  }
}
