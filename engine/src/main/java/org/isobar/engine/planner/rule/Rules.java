package org.isobar.engine.planner.rule;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.isobar.expr.Expr;

/** The rules in the order in which they are tried on a node. */
public final class Rules {
  private Rules() {}

  /** Rules that never cost anything. */
  public static List<Rule> always() {
    return List.of(
        new DropWholeSelect(),
        new MergeSelects(),
        new MergeTakes(),
        new TurnTakeIntoSelect(),
        new DropSingleConcat(),
        new PushSelectThroughMap(),
        new PushSelectThroughTake(),
        new PushSelectThroughConcat(),
        new SelectFromConstant(),
        new NarrowGroups(),
        new DropNeutralAffine(),
        new DropNeutralRelabel(),
        new MergeRelabels(),
        new MergeAffines());
  }

  /**
   * The same, and those that select before a reduction instead of after it.
   *
   * @param neededWhole reductions that stay as they are, since others need all of their result
   */
  public static List<Rule> alsoThroughReductions(Predicate<Expr> neededWhole) {
    return Stream.concat(
            always().stream(),
            Stream.of(
                new PushSelectThroughReduce(neededWhole),
                new PushSelectThroughGroupReduce(neededWhole)))
        .toList();
  }
}
