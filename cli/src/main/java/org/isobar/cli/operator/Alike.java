package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.Field;
import org.isobar.coord.Coordinate;
import org.isobar.coord.Matching;
import org.isobar.time.Calendar;

/**
 * Brings the variables of one input onto the dimensions of another's, so that they can be joined:
 * they meet by name or, where names differ, by position. As in CDO grids are alike if their sizes
 * are; coordinates are the first input's, with a warning where they differ.
 */
final class Alike {
  private final Call call;
  private final Source first;
  private final Set<String> warned = new HashSet<>();

  Alike(Call call, Source first) {
    this.call = call;
    this.first = first;
  }

  /**
   * For each variable of the first input the one of another that belongs to it.
   *
   * @throws CommandException if there are others, or other grids, levels or calendars
   */
  List<Field> of(Source other) {
    List<Field> here = first.fields();
    List<Field> there = ordered(other);
    checkCalendars(other);
    List<Field> out = new ArrayList<>();
    for (int i = 0; i < here.size(); i++) {
      out.add(onDimsOf(here.get(i), there.get(i), other));
    }
    return out;
  }

  private List<Field> ordered(Source other) {
    List<String> names = first.fields().stream().map(Field::name).toList();
    List<String> others = other.fields().stream().map(Field::name).toList();
    if (names.size() != others.size()) {
      throw call.refuse(
          "inputs have different numbers of variables: "
              + first.label()
              + " has "
              + names
              + ", "
              + other.label()
              + " has "
              + others);
    }
    if (others.containsAll(names)) {
      return names.stream().map(n -> other.fields().get(others.indexOf(n))).toList();
    }
    warn("inputs have different variables: " + names + " and " + others);
    return other.fields();
  }

  private void checkCalendars(Source other) {
    Optional<Calendar> a = calendar(first);
    Optional<Calendar> b = calendar(other);
    if (a.isPresent() && b.isPresent() && !a.equals(b)) {
      throw call.refuse(
          "inputs have unlike calendars: "
              + a.get().cfName()
              + " in "
              + first.label()
              + ", "
              + b.get().cfName()
              + " in "
              + other.label());
    }
  }

  private static Optional<Calendar> calendar(Source s) {
    return s.fields().stream().flatMap(f -> f.calendar().stream()).findFirst();
  }

  private Field onDimsOf(Field a, Field b, Source other) {
    Layout la = Layout.of(a);
    Layout lb = Layout.of(b);
    List<String> gridOfA = SameGrid.grid(la, lb, a);
    List<String> gridOfB = SameGrid.grid(lb, la, b);
    if (!SameGrid.sizes(a, gridOfA).equals(SameGrid.sizes(b, gridOfB))) {
      throw call.refuse("different grids: " + words(a, first) + ", " + words(b, other));
    }
    if (!SameGrid.sizes(a, la.levels()).equals(SameGrid.sizes(b, lb.levels()))) {
      throw call.refuse("different levels: " + words(a, first) + ", " + words(b, other));
    }
    if (la.time().isPresent() != lb.time().isPresent()) {
      throw call.refuse(
          "time steps in one input alone: " + words(a, first) + ", " + words(b, other));
    }
    Field out = SameGrid.named(b, gridOfB, gridOfA);
    out = SameGrid.named(out, lb.levels(), la.levels());
    out = SameGrid.named(out, lb.time().stream().toList(), la.time().stream().toList());
    List<String> shared = new ArrayList<>(la.horizontal(a));
    shared.addAll(la.levels());
    for (String dim : shared) {
      out = withCoordinateOf(a, out, dim, other);
    }
    // Numbers are taken as they stand.
    return out.rename(a.name()).withUnit(a.unit().text());
  }

  private Field withCoordinateOf(Field a, Field b, String dim, Source other) {
    Optional<Coordinate> x = a.coordinates().of(dim);
    Optional<Coordinate> y = b.coordinates().of(dim);
    if (x.isEmpty()) {
      return b;
    }
    if (y.isPresent()) {
      Optional<String> difference =
          Matching.difference(x.get(), y.get(), Matching.DEFAULT_TOLERANCE);
      if (difference.isEmpty()) {
        return b;
      }
      warn(
          "coordinates '"
              + dim
              + "' of "
              + first.label()
              + " and "
              + other.label()
              + " differ: "
              + difference.get()
              + "; the first ones are taken");
    }
    return b.withCoordinate(dim, x.get());
  }

  private void warn(String text) {
    if (warned.add(text)) {
      call.warn(text);
    }
  }

  private static String words(Field f, Source s) {
    return "'" + f.name() + "' of " + s.label() + " has " + f.dims();
  }
}
