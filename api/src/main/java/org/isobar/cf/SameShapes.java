package org.isobar.cf;

import java.util.Optional;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.DatasetException;
import org.isobar.unit.Unit;

/** Checks that two files hold the same variables in the same shapes and units. */
final class SameShapes {
  private SameShapes() {}

  /**
   * @param joined the dimension whose size may differ
   * @throws DatasetException naming both files and the first difference
   */
  static void check(OpenedFile first, OpenedFile other, String joined) {
    for (VariableMetadata v : first.meaning().dataVariables()) {
      Optional<VariableMetadata> same = other.meaning().variable(v.path());
      boolean readable =
          v.unreadable().isEmpty() && same.flatMap(VariableMetadata::unreadable).isEmpty();
      same.filter(w -> readable)
          .ifPresent(
              w -> {
                checkDims(first, v, other, w, joined);
                checkUnits(first, v, other, w);
              });
    }
  }

  private static void checkDims(
      OpenedFile first, VariableMetadata v, OpenedFile other, VariableMetadata w, String joined) {
    if (!w.dims().equals(v.dims())) {
      throw new DatasetException(
          "variable '"
              + v.path()
              + "' has dimensions "
              + v.dims()
              + " in "
              + first.location()
              + " and "
              + w.dims()
              + " in "
              + other.location());
    }
    for (String d : v.dims()) {
      long here = first.dim(v, d).size();
      long there = other.dim(w, d).size();
      if (!d.equals(joined) && here != there) {
        throw new DatasetException(
            "dimension '"
                + d
                + "' of '"
                + v.path()
                + "' has "
                + here
                + " cells in "
                + first.location()
                + " and "
                + there
                + " in "
                + other.location());
      }
    }
  }

  private static void checkUnits(
      OpenedFile first, VariableMetadata v, OpenedFile other, VariableMetadata w) {
    String here = v.attributes().text("units").orElse("");
    String there = w.attributes().text("units").orElse("");
    if (!here.equals(there) && !Unit.parse(here).sameAs(Unit.parse(there))) {
      throw new DatasetException(
          "variable '"
              + v.path()
              + "' has units '"
              + here
              + "' in "
              + first.location()
              + " and '"
              + there
              + "' in "
              + other.location()
              + "; open them apart and convert one");
    }
  }
}
