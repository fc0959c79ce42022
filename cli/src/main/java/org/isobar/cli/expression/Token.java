package org.isobar.cli.expression;

/**
 * A word of an expression.
 *
 * @param text as it was written; empty at the end
 * @param at index of its first character
 */
record Token(Kind kind, String text, int at) {
  /** What a word is. */
  enum Kind {
    NUMBER,
    NAME,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }
}
