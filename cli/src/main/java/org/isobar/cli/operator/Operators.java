package org.isobar.cli.operator;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of operators. */
public final class Operators {
  private static final Map<String, Operator> TABLE = new LinkedHashMap<>();

  static {
    Stream.of(
            Listings.operators(),
            Joins.operators(),
            List.of(Merging.operator()),
            Splits.operators(),
            Selecting.operators(),
            Selections.operators(),
            TimeSelections.operators(),
            LevelSelections.operators(),
            Naming.operators(),
            AttributeOperators.operators(),
            TimeAxisOperators.operators(),
            GridOperators.operators(),
            MissingValueOperators.operators(),
            ArithmeticOperators.operators(),
            MathFunctions.operators(),
            ComparisonOperators.operators(),
            ConditionalOperators.operators(),
            ExpressionOperators.operators(),
            TimeStatistics.operators(),
            FieldStatistics.operators())
        .flatMap(List::stream)
        .forEach(o -> TABLE.put(o.name(), o));
  }

  private Operators() {}

  /** All operators, kindred ones side by side. */
  public static List<Operator> all() {
    return List.copyOf(TABLE.values());
  }

  public static Optional<Operator> find(String name) {
    return Optional.ofNullable(TABLE.get(name));
  }

  /** Operators whose names look like a name that is none, nearest first. */
  public static List<String> similar(String name) {
    return Similar.to(name, TABLE.keySet().stream().sorted(Comparator.naturalOrder()).toList());
  }
}
