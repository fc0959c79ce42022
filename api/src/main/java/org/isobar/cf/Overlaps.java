package org.isobar.cf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.error.DatasetException;
import org.isobar.time.TimeReference;

/** Finds and treats steps that several files hold. */
final class Overlaps {
  private Overlaps() {}

  /**
   * Pieces without common steps.
   *
   * @param sorted pieces in the order of their first steps
   */
  static List<FilePiece> resolve(List<FilePiece> sorted, Overlap policy) {
    List<FilePiece> out = new ArrayList<>();
    for (FilePiece next : sorted) {
      add(out, next, policy);
    }
    return out;
  }

  private static void add(List<FilePiece> out, FilePiece next, Overlap policy) {
    while (!out.isEmpty() && out.getLast().last() >= next.first()) {
      FilePiece before = out.getLast();
      switch (policy) {
        case FAIL -> throw overlap(before, next);
        case KEEP_FIRST -> {
          next.after(before.last()).ifPresent(out::add);
          return;
        }
        case KEEP_LAST -> {
          out.removeLast();
          Optional<FilePiece> kept = before.before(next.first());
          if (kept.isPresent()) {
            out.add(kept.get());
          }
        }
      }
    }
    out.add(next);
  }

  private static DatasetException overlap(FilePiece a, FilePiece b) {
    TimeReference t = b.coordinate().time().orElseThrow();
    return new DatasetException(
        a.file().location()
            + " and "
            + b.file().location()
            + " both hold "
            + t.decode(b.coordinate().value(b.from()))
            + "; say which counts: Dataset.options().overlap(KEEP_FIRST or KEEP_LAST), or open"
            + " fewer files");
  }
}
