package org.isobar.cli.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.cli.expression.Program.Statement;
import org.isobar.cli.expression.Term.PrefixOperator;
import org.isobar.cli.expression.Token.Kind;

/**
 * Reads statements by recursive descent. The grammar:
 *
 * <pre>
 * statements = [statement] {";" [statement]}
 * statement  = name "=" choice | "remove" "(" name ")"
 * choice     = infix ["?" choice ":" choice]
 * infix      = prefix {operator prefix}       (by rank)
 * prefix     = {"-" | "!"} primary
 * primary    = number | name | name "(" [choice {"," choice}] ")" | "(" choice ")"
 * </pre>
 */
final class Parser {
  /** Deeper nesting is no expression that a person writes, and would exhaust the stack. */
  private static final int DEEPEST = 500;

  private final String text;
  private final List<Token> tokens;
  private int next;
  private int depth;

  Parser(String text) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  List<Statement> statements() {
    List<Statement> out = new ArrayList<>();
    while (peek().kind() != Kind.END) {
      if (!peek().is(";")) {
        out.add(statement());
        if (peek().kind() != Kind.END && !peek().is(";")) {
          throw unexpected("';'");
        }
      }
      if (peek().is(";")) {
        next++;
      }
    }
    return out;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private void expect(String symbol) {
    if (!peek().is(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
    next++;
  }

  private ExpressionException unexpected(String wanted) {
    Token t = peek();
    String found = t.kind() == Kind.END ? "the end" : "'" + t.text() + "'";
    return new ExpressionException(
        "syntax error: " + wanted + " expected, " + found + " found", text, t.at());
  }

  private Statement statement() {
    if (peek().kind() != Kind.NAME) {
      throw unexpected("the name of a variable");
    }
    Token name = take();
    if (name.text().equals("remove") && peek().is("(")) {
      next++;
      if (peek().kind() != Kind.NAME) {
        throw unexpected("the name of a variable");
      }
      Token variable = take();
      expect(")");
      return new Statement.Remove(variable.text(), variable.at());
    }
    expect("=");
    return new Statement.Assign(name.text(), choice());
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw new ExpressionException("nested too deeply", text, peek().at());
    }
  }

  private Term choice() {
    deeper();
    Term condition = infix(1);
    Term out = condition;
    if (peek().is("?")) {
      next++;
      Term then = choice();
      expect(":");
      out = new Term.Choice(condition, then, choice());
    }
    depth--;
    return out;
  }

  /** A term of operators whose rank is at least so high. */
  private Term infix(int rank) {
    deeper();
    Term left = prefix();
    int length = 0;
    Optional<InfixOperator> operator = operator();
    while (operator.isPresent() && operator.get().rank >= rank) {
      next++;
      boolean power = operator.get() == InfixOperator.POWER;
      Term right = infix(power ? operator.get().rank : operator.get().rank + 1);
      left = new Term.Infix(operator.get(), left, right);
      operator = operator();
      if (++length > DEEPEST) {
        throw new ExpressionException("a chain of too many operators", text, peek().at());
      }
    }
    depth--;
    return left;
  }

  private Optional<InfixOperator> operator() {
    return peek().kind() == Kind.SYMBOL ? InfixOperator.of(peek().text()) : Optional.empty();
  }

  private Term prefix() {
    if (peek().is("-")) {
      next++;
      return new Term.Prefix(PrefixOperator.MINUS, infix(InfixOperator.SIGN));
    }
    if (peek().is("!")) {
      next++;
      return new Term.Prefix(PrefixOperator.NOT, infix(InfixOperator.SIGN));
    }
    return primary();
  }

  private Term primary() {
    Token t = peek();
    if (t.kind() == Kind.NUMBER) {
      next++;
      return new Term.Literal(Double.parseDouble(t.text()));
    }
    if (t.kind() == Kind.NAME) {
      next++;
      return peek().is("(")
          ? new Term.Call(t.text(), arguments(), t.at())
          : new Term.Variable(t.text(), t.at());
    }
    if (t.is("(")) {
      next++;
      Term inner = choice();
      expect(")");
      return inner;
    }
    throw unexpected("a number, a variable or '('");
  }

  private List<Term> arguments() {
    expect("(");
    List<Term> out = new ArrayList<>();
    while (!peek().is(")")) {
      out.add(choice());
      if (!peek().is(")")) {
        expect(",");
      }
    }
    next++;
    return out;
  }
}
