package org.isobar.cli.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.cli.expression.Evaluator;
import org.isobar.cli.expression.ExpressionException;
import org.isobar.cli.expression.Program;

/** Operators that compute what an expression says. */
final class ExpressionOperators {
  private static final String TEXT = "'name=expression[;...]'";
  private static final String FILE = "file";

  private ExpressionOperators() {}

  static List<Operator> operators() {
    return List.of(
        operator("expr", TEXT, "computes variables by expressions such as 'tc=tas-273.15'"),
        operator("exprf", FILE, "as expr; the expressions are read from a file"),
        operator("aexpr", TEXT, "as expr, and keeps the variables of the input"),
        operator("aexprf", FILE, "as aexpr; the expressions are read from a file"));
  }

  private static Operator operator(String name, String usage, String help) {
    boolean file = name.endsWith("f");
    return Operator.unary(
        name,
        Parameters.atLeastOne(usage),
        help,
        (call, in) -> {
          String words = String.join(",", call.parameters());
          String text = file ? contents(call, words) : words;
          return evaluate(call, in.getFirst(), text, name.startsWith("a"));
        });
  }

  private static String contents(Call call, String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw call.refuse("cannot read the expressions in >" + file + "<: " + e);
    }
  }

  private static Source evaluate(Call call, Source in, String text, boolean append) {
    Evaluator.Outcome outcome;
    try {
      Program program = Program.parse(text);
      outcome = Evaluator.evaluate(program, in.fields(), new ExpressionLibrary(call, in));
    } catch (ExpressionException e) {
      throw new CommandException(call.operator(), e);
    }
    List<Field> out = new ArrayList<>();
    List<Field> results = new ArrayList<>(outcome.results());
    if (append) {
      for (Field f : in.fields()) {
        Optional<Field> changed =
            results.stream().filter(r -> r.name().equals(f.name())).findFirst();
        changed.ifPresent(results::remove);
        out.add(changed.orElse(f));
      }
    }
    out.addAll(results);
    out.removeIf(f -> outcome.removed().contains(f.name()));
    if (out.isEmpty()) {
      throw call.refuse("no variable is assigned that could be written: " + text);
    }
    return in.with(call.operator(), out);
  }
}
