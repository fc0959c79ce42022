package org.isobar.cli.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.isobar.cli.expression.Program.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What binds tighter, and what is no expression. */
class ParserTest {

  /** A term with all its brackets. */
  private static String brackets(Term term) {
    return switch (term) {
      case Term.Literal n -> Long.toString(Math.round(n.value()));
      case Term.Variable v -> v.name();
      case Term.Prefix p ->
          (p.operator() == Term.PrefixOperator.MINUS ? "-" : "!") + brackets(p.operand());
      case Term.Infix i ->
          "(" + brackets(i.left()) + i.operator().symbol + brackets(i.right()) + ")";
      case Term.Choice c ->
          "("
              + brackets(c.condition())
              + "?"
              + brackets(c.then())
              + ":"
              + brackets(c.otherwise())
              + ")";
      case Term.Call c ->
          c.function()
              + c.arguments().stream()
                  .map(ParserTest::brackets)
                  .collect(Collectors.joining(",", "[", "]"));
    };
  }

  private static String read(String text) {
    Statement only = Program.parse("r=" + text).statements().getFirst();
    return brackets(((Statement.Assign) only).value());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ';',
      value = {
        "a+b*c; (a+(b*c))",
        "a-b-c; ((a-b)-c)",
        "a/b/c; ((a/b)/c)",
        "a^b^c; (a^(b^c))",
        "-a^2; -(a^2)",
        "a^-2; (a^-2)",
        "-a*b; (-a*b)",
        "!a+b; (!a+b)",
        "--a; --a",
        "a+1>b*2; ((a+1)>(b*2))",
        "a>b==c; ((a>b)==c)",
        "a||b&&c; ((a||b)&&c)",
        "a>1&&b<2; ((a>1)&&(b<2))",
        "a<=>b; (a<=>b)",
        "a>0?b:c+1; ((a>0)?b:(c+1))",
        "a?b:c?d:e; (a?b:(c?d:e))",
        "min(a,b+1)*2; (min[a,(b+1)]*2)",
        "clock(); clock[]",
        "(a+b)*c; ((a+b)*c)"
      })
  void bindsAsCdoDoes(String text, String brackets) {
    assertEquals(brackets.strip(), read(text));
  }

  @Test
  void numbersAreDecimal() {
    for (String text : List.of("1500", "1.5e3", "15e2", "1500.", ".15E+4")) {
      Statement only = Program.parse("r=" + text).statements().getFirst();
      assertEquals(new Term.Literal(1500), ((Statement.Assign) only).value());
    }
  }

  @Test
  void commentsAndBlankStatementsMeanNothing() {
    Program p = Program.parse(" # none\n a = b ; ; /* nor \n this */ c=d; // nor that");
    assertEquals(2, p.statements().size());
  }

  @Test
  void allStandsForEachVariable() {
    List<Statement> s = Program.parse("_ALL_=sqrt(_ALL_)").about(List.of("u", "v"));
    assertEquals(2, s.size());
    assertEquals("v", ((Statement.Assign) s.get(1)).target());
    assertEquals("sqrt[v]", brackets(((Statement.Assign) s.get(1)).value()));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "a=b+ | the end found at column 5",
        "a=b c | 'c' found at column 5",
        "a=(b+c | ')' expected, the end found at column 7",
        "a=min(b,,c) | ',' found at column 9",
        "a b | '=' expected, 'b' found at column 3",
        "a=b&c | unknown character '&' at column 4",
        "1=b | the name of a variable expected, '1' found at column 1",
        "a=b?c | ':' expected, the end found at column 6",
        "a=+b | '+' found at column 3"
      })
  void errorsNameThePlace(String text, String expected) {
    Exception e = assertThrows(ExpressionException.class, () -> Program.parse(text));
    assertTrue(e.getMessage().contains(expected.strip()), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "!", "f(", "1^", "a?"})
  void hostileDepthIsRefused(String piece) {
    String text = "a=" + piece.repeat(100_000);
    assertThrows(ExpressionException.class, () -> Program.parse(text));
  }

  @Test
  void hostileLengthIsRefused() {
    String text = "a=b" + "+b".repeat(100_000);
    assertThrows(ExpressionException.class, () -> Program.parse(text));
  }
}
