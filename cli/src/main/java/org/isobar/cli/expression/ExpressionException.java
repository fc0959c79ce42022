package org.isobar.cli.expression;

import org.isobar.error.IsobarException;

/** An expression that cannot be read or computed; the message shows the place. */
public final class ExpressionException extends IsobarException {
  private static final long serialVersionUID = 1L;
  private static final int AROUND = 30;

  /**
   * @param text the whole expression
   * @param at index of the character where it went wrong
   */
  ExpressionException(String message, String text, int at) {
    super(message + " at " + place(text, at));
  }

  /** {@code column 7: a=tas+ >>> ;b=1}. */
  private static String place(String text, int at) {
    String before = text.substring(Math.max(0, at - AROUND), at);
    String after = text.substring(at, Math.min(text.length(), at + AROUND));
    String here = "column " + (at + 1) + ": ";
    return (here + (at > AROUND ? "..." : "") + before + " >>> " + after)
        .replace('\n', ' ')
        .stripTrailing();
  }
}
