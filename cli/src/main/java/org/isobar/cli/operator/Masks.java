package org.isobar.cli.operator;

import java.util.List;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.coord.Coordinate;

/**
 * Which variable of a mask file decides over which variable of the data. A single field (one
 * variable, one level) decides over all variables, levels and steps, by its first step; a single
 * step repeats; else variables meet by name or position and steps by position.
 */
record Masks(Call call, Source mask, Source data) {

  static Masks of(Call call, Source mask, Source data) {
    Masks masks = new Masks(call, mask, data);
    if (!masks.single() && mask.data().size() != data.data().size()) {
      throw call.refuse(
          "different numbers of variables: "
              + mask.label()
              + " has "
              + names(mask)
              + ", "
              + data.label()
              + " has "
              + names(data));
    }
    return masks;
  }

  private static List<String> names(Source s) {
    return s.data().stream().map(Field::name).toList();
  }

  /** Whether one field of the mask decides over many of the data. */
  private boolean single() {
    return records(mask) == 1 && records(data) > 1;
  }

  private static long records(Source s) {
    return s.data().stream().mapToLong(f -> Layout.cells(f, Layout.of(f).levels())).sum();
  }

  /** The mask of one of the data's variables, on its grid and at its dates. */
  Field of(Field f) {
    Field own = mask.data().getFirst();
    if (!single()) {
      boolean byName = names(mask).containsAll(names(data));
      int at = byName ? names(mask).indexOf(f.name()) : names(data).indexOf(f.name());
      own = mask.data().get(at);
    }
    return inTime(f, SameGrid.of(call, f, data, own, mask, single()));
  }

  private Field inTime(Field f, Field own) {
    Optional<String> there = Layout.of(own).time();
    if (there.isEmpty()) {
      return own;
    }
    Optional<String> here = Layout.of(f).time();
    long needed = Layout.of(f).steps(f);
    long steps = Layout.of(own).steps(own);
    if (single() || steps == 1 || here.isEmpty()) {
      return own.isel(there.get(), 0);
    }
    if (steps < needed) {
      throw call.refuse(
          "different numbers of time steps: "
              + SameGrid.describe(own, mask)
              + ", "
              + SameGrid.describe(f, data)
              + "; only a single one repeats");
    }
    Coordinate dates = f.coordinates().of(here.get()).orElseThrow();
    Field first = steps == needed ? own : own.slice(there.get(), 0, needed, 1);
    return SameGrid.named(first, List.of(there.get()), List.of(here.get()))
        .withCoordinate(here.get(), dates);
  }
}
