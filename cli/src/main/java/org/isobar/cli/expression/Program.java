package org.isobar.cli.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * Statements of an expression, read but not computed.
 *
 * @param text as it was written
 */
public record Program(String text, List<Statement> statements) {
  /** What stands for each variable of the file in turn. */
  private static final String ALL = "_ALL_";

  public Program {
    statements = List.copyOf(statements);
  }

  /** A statement. */
  sealed interface Statement {
    /** {@code target = value}. */
    record Assign(String target, Term value) implements Statement {}

    /** {@code remove(variable)}. */
    record Remove(String variable, int at) implements Statement {}
  }

  /**
   * Reads statements such as {@code tas=tas-273.15; _wet=pr>1}; the last semicolon may be left out.
   *
   * @throws ExpressionException naming the place of an error
   */
  public static Program parse(String text) {
    return new Program(text, new Parser(text).statements());
  }

  /** The statements with those about {@code _ALL_} repeated for each variable. */
  List<Statement> about(List<String> variables) {
    List<Statement> out = new ArrayList<>();
    for (Statement s : statements) {
      if (s instanceof Statement.Assign a && a.target().equals(ALL)) {
        variables.forEach(v -> out.add(new Statement.Assign(v, filled(a.value(), v))));
      } else {
        out.add(s);
      }
    }
    return out;
  }

  private static Term filled(Term term, String variable) {
    return switch (term) {
      case Term.Literal n -> n;
      case Term.Variable v -> v.name().equals(ALL) ? new Term.Variable(variable, v.at()) : v;
      case Term.Prefix p -> new Term.Prefix(p.operator(), filled(p.operand(), variable));
      case Term.Infix i ->
          new Term.Infix(i.operator(), filled(i.left(), variable), filled(i.right(), variable));
      case Term.Choice c ->
          new Term.Choice(
              filled(c.condition(), variable),
              filled(c.then(), variable),
              filled(c.otherwise(), variable));
      case Term.Call c ->
          new Term.Call(
              c.function(), c.arguments().stream().map(a -> filled(a, variable)).toList(), c.at());
    };
  }
}
