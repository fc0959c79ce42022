package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.coord.Coordinate;

/**
 * The fields of an input in the order in which CDO lists them: step by step, variable by variable,
 * level by level; variables without time at the first step alone.
 */
final class Records {
  private final List<Field> fields;
  private final FieldReader reader;
  private final Optional<Coordinate> time;
  private final List<LevelAxis> levels = new ArrayList<>();

  Records(Console console, List<Field> fields) {
    this.fields = fields;
    this.reader = new FieldReader(console, fields);
    this.time = Contents.time(fields);
    fields.forEach(f -> levels.add(LevelAxis.of(f)));
  }

  /**
   * One field.
   *
   * @param variable position of its variable
   * @param step position of its time step
   * @param levelIndex position of its level
   * @param date date and time as listings show them
   * @param level the level
   */
  record Place(int variable, long step, long levelIndex, String date, double level) {}

  /** What is done with each field; whether to go on. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(Place place);
  }

  void visit(Visitor visitor) {
    long steps = 1;
    for (int v = 0; v < fields.size(); v++) {
      steps = Math.max(steps, reader.steps(v));
    }
    for (long step = 0; step < steps; step++) {
      int at = Math.toIntExact(step);
      String date = time.filter(t -> at < t.size()).map(t -> Dates.of(t, at)).orElse(Dates.NONE);
      for (int v = 0; v < fields.size(); v++) {
        if (step < reader.steps(v) && !visit(visitor, v, step, date)) {
          return;
        }
      }
    }
  }

  private boolean visit(Visitor visitor, int variable, long step, String date) {
    for (long l = 0; l < reader.levels(variable); l++) {
      if (!visitor.visit(new Place(variable, step, l, date, level(variable, l)))) {
        return false;
      }
    }
    return true;
  }

  /** The coordinate of a level: that of the innermost dimension of levels. */
  private double level(int variable, long index) {
    List<Double> all = levels.get(variable).values();
    return all.get(Math.toIntExact(index % all.size()));
  }

  /** The number of pieces in which the cells of a field come. */
  int pieces(Place p) {
    return reader.pieces(p.variable());
  }

  /** A piece of the cells of a field, row by row; missing ones are NaN. */
  double[] piece(Place p, int index) {
    return reader.read(p.variable(), p.step(), p.levelIndex(), index);
  }

  long cells(Place p) {
    return reader.cells(p.variable());
  }

  Field field(Place p) {
    return fields.get(p.variable());
  }

  int steps() {
    return time.map(Coordinate::size).orElse(1);
  }
}
