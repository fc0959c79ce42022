package org.isobar.cli.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts an expression into words. Comments go from {@code //} or {@code #} to the end of the line,
 * or from {@code /*} to its counterpart.
 */
final class Lexer {
  private static final Pattern SPACE =
      Pattern.compile("(?:\\s|//[^\\n]*|#[^\\n]*|/\\*.*?\\*/)*+", Pattern.DOTALL);
  private static final Pattern NUMBER =
      Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
  private static final Pattern SYMBOL =
      Pattern.compile("<=>|<=|>=|==|!=|&&|\\|\\||[-+*/^<>=!?:;(),]");

  private Lexer() {}

  /**
   * @throws ExpressionException naming a character that means nothing
   */
  static List<Token> tokens(String text) {
    List<Token> out = new ArrayList<>();
    int at = after(SPACE, text, 0);
    while (at < text.length()) {
      Token token = next(text, at);
      out.add(token);
      at = after(SPACE, text, at + token.text().length());
    }
    out.add(new Token(Token.Kind.END, "", text.length()));
    return out;
  }

  private static Token next(String text, int at) {
    int end = after(NUMBER, text, at);
    if (end > at) {
      return new Token(Token.Kind.NUMBER, text.substring(at, end), at);
    }
    end = after(NAME, text, at);
    if (end > at) {
      return new Token(Token.Kind.NAME, text.substring(at, end), at);
    }
    end = after(SYMBOL, text, at);
    if (end > at) {
      return new Token(Token.Kind.SYMBOL, text.substring(at, end), at);
    }
    throw new ExpressionException("unknown character '" + text.charAt(at) + "'", text, at);
  }

  private static int after(Pattern pattern, String text, int at) {
    Matcher m = pattern.matcher(text).region(at, text.length());
    return m.lookingAt() ? m.end() : at;
  }
}
