package org.isobar.cf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.error.DatasetException;
import org.isobar.time.DateTime;

/** Finds and treats steps that several files hold. */
final class Overlaps {
  private Overlaps() {}

  /**
   * Pieces without common steps, in order.
   *
   * @param sorted pieces in the order of their first steps
   */
  static List<FilePiece> resolve(List<FilePiece> sorted, Overlap policy) {
    List<FilePiece> out = new ArrayList<>();
    for (FilePiece next : sorted) {
      boolean apart = out.isEmpty() || out.getLast().last() < next.first();
      if (apart) {
        out.add(next);
      } else {
        switch (policy) {
          case FAIL -> throw overlap(out.getLast(), next);
          case KEEP_FIRST -> {
            refuseInterleaved(out.getLast(), next);
            next.after(out.getLast().last()).ifPresent(out::add);
          }
          case KEEP_LAST -> replace(out, next);
        }
      }
    }
    return out;
  }

  /** Puts a piece in the place of all steps from its first to its last. */
  private static void replace(List<FilePiece> out, FilePiece next) {
    Deque<FilePiece> later = new ArrayDeque<>();
    while (!out.isEmpty() && out.getLast().last() >= next.first()) {
      FilePiece before = out.removeLast();
      refuseInterleaved(before, next);
      before.after(next.last()).ifPresent(later::addFirst);
      Optional<FilePiece> head = before.before(next.first());
      if (head.isPresent()) {
        out.add(head.get());
        break;
      }
    }
    out.add(next);
    out.addAll(later);
  }

  /** Steps between those of another file are no second version of them. */
  private static void refuseInterleaved(FilePiece a, FilePiece b) {
    if (a.last() >= b.first() && common(a, b).isEmpty()) {
      throw overlap(a, b);
    }
  }

  private static Optional<Long> common(FilePiece a, FilePiece b) {
    Set<Long> steps = new HashSet<>();
    for (int i = a.from(); i < a.to(); i++) {
      steps.add(a.micros(i));
    }
    for (int i = b.from(); i < b.to(); i++) {
      if (steps.contains(b.micros(i))) {
        return Optional.of(b.micros(i));
      }
    }
    return Optional.empty();
  }

  private static DatasetException overlap(FilePiece a, FilePiece b) {
    String files = a.file().location() + " and " + b.file().location();
    return common(a, b)
        .map(
            t ->
                new DatasetException(
                    files
                        + " both hold "
                        + date(b, t)
                        + "; say which counts: Dataset.options().overlap(KEEP_FIRST or KEEP_LAST),"
                        + " or open fewer files"))
        .orElseGet(
            () ->
                new DatasetException(
                    files
                        + " have steps between each other's ("
                        + span(a)
                        + " and "
                        + span(b)
                        + "); only files that follow each other in time can be joined"));
  }

  private static String span(FilePiece p) {
    return date(p, p.first()) + " to " + date(p, p.last());
  }

  private static DateTime date(FilePiece p, long micros) {
    return DateTime.ofMicros(p.coordinate().calendar().orElseThrow(), micros);
  }
}
