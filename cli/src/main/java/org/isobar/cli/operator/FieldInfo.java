package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.Field;
import org.isobar.Result;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.op.Count;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.ReduceOp;

/** A line for each field of a file in the format of CDO's {@code info}. Means are not weighted. */
final class FieldInfo {
  private static final int DIGITS = 5;
  private static final int NUMBER = 12;

  /** After more lines than these the header comes again. */
  private static final int LONG = 36;

  private final Console console;
  private final boolean names;
  private int fieldNumber;

  FieldInfo(Console console, boolean names) {
    this.console = console;
    this.names = names;
  }

  void print(List<Source> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      header(Integer.toString(-(i + 1)));
      print(inputs.get(i));
    }
    if (fieldNumber > LONG) {
      header("");
    }
  }

  private void header(String number) {
    console.line(
        CNumbers.right(number, 6)
            + " :       Date     Time   Level Gridsize    Miss :     Minimum        Mean    "
            + " Maximum : Parameter "
            + (names ? "name" : "ID"));
  }

  private void print(Source source) {
    List<Field> fields = source.data();
    List<Field> wanted = new ArrayList<>();
    for (Field f : fields) {
      List<ReduceOp> statistics = List.of(new Count(), new Min(), new Mean(), new Max());
      statistics.forEach(op -> wanted.add(fold(f, op)));
    }
    List<Result> results = console.compute(wanted);
    List<Variable> variables = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      variables.add(Variable.of(fields.get(i), i, results.subList(4 * i, 4 * i + 4)));
    }
    long steps = variables.stream().mapToLong(Variable::steps).max().orElse(1);
    Optional<Coordinate> time = fields.stream().flatMap(f -> time(f).stream()).findFirst();
    for (long step = 0; step < steps; step++) {
      int at = (int) step;
      String date = time.filter(t -> at < t.size()).map(t -> Dates.of(t, at)).orElse(Dates.NONE);
      for (Variable v : variables) {
        if (step < v.steps()) {
          print(v, step, date);
        }
      }
    }
  }

  private static Field fold(Field f, ReduceOp op) {
    Set<String> dims = new LinkedHashSet<>(Layout.of(f).horizontal(f));
    if (!dims.isEmpty()) {
      return f.unweighted().fold(op, dims);
    }
    return op instanceof Count ? f.isMissing().not() : f;
  }

  /** A variable with count, minimum, mean and maximum of each step and level. */
  private record Variable(
      Field field, int number, Layout layout, long cells, long levels, List<Result> results) {
    static Variable of(Field f, int number, List<Result> results) {
      Layout layout = Layout.of(f);
      long cells = Layout.cells(f, layout.horizontal(f));
      return new Variable(
          f, number, layout, cells, Layout.cells(f, layout.levels()), List.copyOf(results));
    }

    long steps() {
      return layout.steps(field);
    }

    double get(int statistic, long step, long level) {
      boolean timeFirst = field.dims().indexOf(timeDim()) <= 0;
      long at = timeFirst ? step * levels + level : level * steps() + step;
      return results.get(statistic).array().get(at);
    }

    private Object timeDim() {
      return field.dims().stream()
          .filter(d -> layout.time().filter(d.name()::equals).isPresent())
          .map(Object.class::cast)
          .findFirst()
          .orElse("");
    }
  }

  private void print(Variable v, long step, String date) {
    for (long level = 0; level < v.levels(); level++) {
      fieldNumber++;
      long missing = v.cells() - Math.round(v.get(0, step, level));
      console.line(
          CNumbers.right(Integer.toString(fieldNumber), 6)
              + " : "
              + date
              + " "
              + CNumbers.right(CNumbers.general(level(v, level), 6), 7)
              + " "
              + CNumbers.right(Long.toString(v.cells()), 8)
              + " "
              + CNumbers.right(Long.toString(missing), 7)
              + " :"
              + statistics(v, step, level, missing)
              + " : "
              + CNumbers.left(
                  names ? v.field().name() : ParameterCode.of(v.field(), v.number()), 14));
    }
  }

  private static String statistics(Variable v, long step, long level, long missing) {
    if (missing == v.cells()) {
      return " ".repeat(21) + "nan" + " ".repeat(12);
    }
    String mean = CNumbers.right(CNumbers.sharp(v.get(2, step, level), DIGITS), NUMBER);
    if (v.cells() - missing == 1) {
      return " ".repeat(NUMBER) + mean + " ".repeat(NUMBER);
    }
    return CNumbers.right(CNumbers.sharp(v.get(1, step, level), DIGITS), NUMBER)
        + mean
        + CNumbers.right(CNumbers.sharp(v.get(3, step, level), DIGITS), NUMBER);
  }

  private static Optional<Coordinate> time(Field f) {
    return f.coordinates()
        .dimOf(Axis.T)
        .flatMap(f.coordinates()::of)
        .or(() -> f.coordinates().scalar(Axis.T));
  }

  /** The coordinate of a level: that of the innermost dimension of levels; 0 at the surface. */
  private static double level(Variable v, long level) {
    if (v.layout().levels().isEmpty()) {
      return v.field().coordinates().scalar(Axis.Z).map(c -> c.value(0)).orElse(0.0);
    }
    String dim = v.layout().levels().getLast();
    int size = (int) Layout.cells(v.field(), List.of(dim));
    int index = (int) (level % size);
    return v.field()
        .coordinates()
        .of(dim)
        .filter(c -> !c.isText())
        .map(c -> c.value(index))
        .orElse(index + 1.0);
  }
}
