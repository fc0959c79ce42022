package org.isobar.cli.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.cli.expression.Program.Statement;
import org.isobar.dataset.Attributes;
import org.isobar.error.IsobarException;

/**
 * Computes the statements of a program one after the other, each seeing the results of those
 * before. Lazy: the results are fields whose values nobody has read.
 *
 * <p>Variables that begin with an underscore and plain numbers are no results. A result of a name
 * that the file has keeps the names and the unit of that variable; a mere copy keeps long name and
 * unit; others have none, as numbers in expressions have no units to tell them by.
 */
public final class Evaluator {
  private static final double PI = StrictMath.PI;
  private final Program program;
  private final Map<String, Field> inputs = new LinkedHashMap<>();
  private final Map<String, Value> known = new HashMap<>();
  private final Map<String, Field> results = new LinkedHashMap<>();
  private final List<String> removed = new ArrayList<>();
  private final Library library;
  private final Terms terms;

  private Evaluator(Program program, List<Field> inputs, Library library) {
    this.program = program;
    this.library = library;
    this.terms = new Terms(library);
    inputs.forEach(f -> this.inputs.put(f.name(), f));
    inputs.forEach(f -> known.put(f.name(), new Value.Field(f, true)));
    known.put("M_PI", new Value.Constant(PI));
  }

  /**
   * What a program makes.
   *
   * @param results assigned variables in the order of their first assignment
   * @param removed names of variables that are to be left out
   */
  public record Outcome(List<Field> results, List<String> removed) {
    public Outcome {
      results = List.copyOf(results);
      removed = List.copyOf(removed);
    }
  }

  /**
   * Computes a program.
   *
   * @throws ExpressionException naming the place of an unknown variable or function
   */
  public static Outcome evaluate(Program program, List<Field> inputs, Library library) {
    Evaluator e = new Evaluator(program, inputs, library);
    program.about(inputs.stream().map(Field::name).toList()).forEach(e::run);
    return new Outcome(List.copyOf(e.results.values()), e.removed);
  }

  private void run(Statement statement) {
    switch (statement) {
      case Statement.Assign a -> assign(a);
      case Statement.Remove r -> {
        if (!known.containsKey(r.variable())) {
          throw unknown(r.variable(), r.at());
        }
        removed.add(r.variable());
      }
    }
  }

  private void assign(Statement.Assign a) {
    Value value = value(a.value());
    if (!(value instanceof Value.Field f)) {
      known.put(a.target(), value);
      return;
    }
    Field named = named(a.target(), f.field(), a.value() instanceof Term.Variable);
    known.put(a.target(), new Value.Field(named, f.stored()));
    if (!a.target().startsWith("_")) {
      results.put(a.target(), named);
    }
  }

  private Field named(String target, Field f, boolean copy) {
    Field like = inputs.values().iterator().next();
    Optional<Field> before =
        Optional.ofNullable(results.get(target)).or(() -> Optional.ofNullable(inputs.get(target)));
    Attributes attributes =
        before
            .map(b -> only(b.attributes(), "standard_name", "long_name"))
            .orElseGet(() -> copy ? only(f.attributes(), "long_name") : Attributes.NONE);
    String unit = before.map(b -> b.unit().text()).orElseGet(() -> copy ? f.unit().text() : "");
    return f.rename(target).withAttributes(attributes).withUnit(unit).writtenLike(like);
  }

  private static Attributes only(Attributes all, String... names) {
    Attributes out = Attributes.NONE;
    for (String name : names) {
      if (all.get(name).isPresent()) {
        out = out.with(name, all.get(name).get());
      }
    }
    return out;
  }

  private ExpressionException unknown(String name, int at) {
    return new ExpressionException(
        "variable '" + name + "' not found, there are " + inputs.keySet(), program.text(), at);
  }

  private Value value(Term term) {
    return switch (term) {
      case Term.Literal n -> new Value.Constant(n.value());
      case Term.Variable v -> variable(v);
      case Term.Prefix p -> terms.prefix(p.operator(), value(p.operand()));
      case Term.Infix i -> terms.infix(i.operator(), value(i.left()), value(i.right()));
      case Term.Choice c ->
          terms.choice(value(c.condition()), value(c.then()), value(c.otherwise()));
      case Term.Call c -> call(c);
    };
  }

  private Value variable(Term.Variable v) {
    Value found = known.get(v.name());
    if (found == null) {
      throw unknown(v.name(), v.at());
    }
    return found;
  }

  private Value call(Term.Call c) {
    List<Value> arguments = c.arguments().stream().map(this::value).toList();
    Optional<Functions.One> one = Functions.ofOne(c.function());
    Optional<Functions.Two> two = Functions.ofTwo(c.function());
    boolean angle = c.function().equals("rad") || c.function().equals("deg");
    if (one.isPresent() || two.isPresent() || angle) {
      int needed = two.isPresent() ? 2 : 1;
      if (arguments.size() != needed) {
        throw error(c, "needs " + needed + " arguments, got " + arguments.size());
      }
    }
    if (one.isPresent()) {
      return terms.apply(one.get(), arguments.getFirst());
    }
    if (two.isPresent()) {
      return terms.apply(two.get(), arguments.get(0), arguments.get(1));
    }
    if (angle) {
      double factor = c.function().equals("rad") ? PI / 180 : 180 / PI;
      return terms.infix(InfixOperator.MULTIPLY, arguments.getFirst(), new Value.Constant(factor));
    }
    return ofLibrary(c, arguments);
  }

  private Value ofLibrary(Term.Call c, List<Value> arguments) {
    List<Field> fields = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    for (Value v : arguments) {
      switch (v) {
        case Value.Constant n -> numbers.add(n.value());
        case Value.Field f -> fields.add(f.field());
      }
    }
    try {
      return library
          .call(c.function(), fields, numbers)
          .orElseThrow(() -> error(c, "is not available"));
    } catch (ExpressionException e) {
      throw e;
    } catch (IsobarException e) {
      throw error(c, String.valueOf(e.getMessage()));
    }
  }

  private ExpressionException error(Term.Call c, String text) {
    return new ExpressionException(
        "function '" + c.function() + "': " + text, program.text(), c.at());
  }
}
