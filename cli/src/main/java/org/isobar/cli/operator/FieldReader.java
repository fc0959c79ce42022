package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobar.Field;
import org.isobar.Result;

/**
 * Reads the values of variables field by field, a field being the cells of one time step and level:
 * many steps at once where they fit in little memory, and large fields in pieces of some rows.
 */
final class FieldReader {
  private static final long VALUES_AT_ONCE = 2_000_000;
  private final Console console;
  private final List<FieldShape> shapes;
  private final long stepsAtOnce;
  private final double[][] values;
  private long from;
  private long to;

  FieldReader(Console console, List<Field> fields) {
    this.console = console;
    this.shapes = fields.stream().map(FieldShape::of).toList();
    long ofStep = shapes.stream().filter(this::kept).mapToLong(s -> s.levels() * s.cells()).sum();
    this.stepsAtOnce = Math.max(1, VALUES_AT_ONCE / Math.max(1, ofStep));
    this.values = new double[fields.size()][];
    Arrays.fill(values, new double[0]);
  }

  /** Whether a variable is read step by step with all its levels. */
  private boolean kept(FieldShape s) {
    return s.levels() * s.cells() <= VALUES_AT_ONCE;
  }

  long steps(int field) {
    return shapes.get(field).steps();
  }

  long levels(int field) {
    return shapes.get(field).levels();
  }

  long cells(int field) {
    return shapes.get(field).cells();
  }

  /** The number of pieces in which the cells of a field come. */
  int pieces(int field) {
    FieldShape s = shapes.get(field);
    return kept(s) ? 1 : Math.toIntExact(Math.ceilDiv(s.rows(), rowsAtOnce(s)));
  }

  private static long rowsAtOnce(FieldShape s) {
    return Math.max(1, VALUES_AT_ONCE / Math.max(1, s.cells() / s.rows()));
  }

  /**
   * A piece of the cells of a field, row by row; missing ones are NaN.
   *
   * @param step from 0 on; of no effect for a variable without time
   */
  double[] read(int field, long step, long level, int piece) {
    FieldShape s = shapes.get(field);
    if (!kept(s)) {
      long first = piece * rowsAtOnce(s);
      Field part = s.part(step, level, first, Math.min(s.rows(), first + rowsAtOnce(s)));
      return s.ordered(part, console.compute(List.of(part)).getFirst().values());
    }
    if (step < from || step >= to) {
      fetch(step);
    }
    long at = ((s.timed() ? step - from : 0) * s.levels() + level) * s.cells();
    int begin = Math.toIntExact(at);
    return Arrays.copyOfRange(values[field], begin, begin + Math.toIntExact(s.cells()));
  }

  private void fetch(long step) {
    from = step;
    to = step + stepsAtOnce;
    List<Integer> places = new ArrayList<>();
    List<Field> cut = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      FieldShape s = shapes.get(i);
      if (kept(s) && (s.timed() ? step < s.steps() : values[i].length == 0)) {
        places.add(i);
        cut.add(s.steps(step, Math.min(to, s.steps())));
      }
    }
    List<Result> results = console.compute(cut);
    for (int i = 0; i < places.size(); i++) {
      int at = places.get(i);
      values[at] = shapes.get(at).ordered(cut.get(i), results.get(i).values());
    }
  }
}
