package org.isobar.cli.expression;

import java.util.Arrays;
import java.util.Optional;

/**
 * Operators between two terms. Those that bind tighter have a higher rank; within a rank they bind
 * from left to right, but powers from right to left. As in CDO {@code &&} and {@code ||} have the
 * same rank, and all comparisons have.
 */
enum InfixOperator {
  AND("&&", 1),
  OR("||", 1),
  COMPARE("<=>", 2),
  GE(">=", 2),
  LE("<=", 2),
  EQ("==", 2),
  NE("!=", 2),
  GT(">", 2),
  LT("<", 2),
  ADD("+", 3),
  SUBTRACT("-", 3),
  MULTIPLY("*", 4),
  DIVIDE("/", 4),
  POWER("^", 6);

  /** The rank of a sign: below powers, so that {@code -2^2} is -4. */
  static final int SIGN = 5;

  final String symbol;
  final int rank;

  InfixOperator(String symbol, int rank) {
    this.symbol = symbol;
    this.rank = rank;
  }

  static Optional<InfixOperator> of(String symbol) {
    return Arrays.stream(values()).filter(o -> o.symbol.equals(symbol)).findFirst();
  }
}
