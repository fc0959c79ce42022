package org.isobar.cli.expression;

import java.util.List;

/** A piece of an expression. */
sealed interface Term {

  /** A number as it was written. */
  record Literal(double value) implements Term {}

  /**
   * A variable.
   *
   * @param at where it stands, for messages
   */
  record Variable(String name, int at) implements Term {}

  /** A sign or a negation before a term. */
  record Prefix(PrefixOperator operator, Term operand) implements Term {}

  /** Two terms with an operator between. */
  record Infix(InfixOperator operator, Term left, Term right) implements Term {}

  /** {@code condition ? then : otherwise}. */
  record Choice(Term condition, Term then, Term otherwise) implements Term {}

  /**
   * A function of terms.
   *
   * @param at where it stands, for messages
   */
  record Call(String function, List<Term> arguments, int at) implements Term {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** Operators that stand before a term. */
  enum PrefixOperator {
    MINUS,
    NOT
  }
}
