package org.isobar.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.isobar.oracle.Differences.Decider;
import org.isobar.oracle.Differences.Entry;
import org.isobar.oracle.Outcome.Kind;

/** Compares one operation on one file; for one thread. */
final class Comparison {
  private final Differences differences;
  private final Judge judge;
  private final Path folder;

  Comparison(Differences differences, Judge judge, Path folder) {
    this.differences = differences;
    this.judge = judge;
    this.folder = folder;
  }

  /**
   * Runs and judges a case.
   *
   * @param words the operation's, for this file
   * @param cdo what CDO answers, if anything
   * @param check whether to compare CDO with the reference, too
   */
  Outcome run(Operation op, OracleFile file, List<String> words, Optional<Path> cdo, boolean check)
      throws IOException {
    Path isobar = folder.resolve(op.product() == Product.FILES ? "isobar" : "isobar.nc");
    try {
      IsobarCommand.Answer ours = IsobarCommand.run(words, op, isobar);
      List<Entry> entries = differences.of(op, file);
      if (op.lists()) {
        Judge.Verdict verdict = listing(cdo, Optional.of(isobar).filter(f -> ours.succeeded()));
        return new Case(op, file, entries, verdict).outcome(cdo.isPresent(), ours);
      }
      Optional<String> decider = decider(entries);
      Judge.Question question =
          new Judge.Question(
              words,
              cdo,
              Optional.of(isobar).filter(f -> ours.succeeded()),
              op.tolerance(),
              decider,
              check && entries.isEmpty());
      Judge.Verdict verdict = judge.ask(question);
      return new Case(op, file, entries, verdict).outcome(cdo.isPresent(), ours);
    } finally {
      Tools.delete(isobar);
    }
  }

  /** Nobody but CDO says what is listed. */
  private static Judge.Verdict listing(Optional<Path> cdo, Optional<Path> isobar)
      throws IOException {
    Optional<List<Problem>> problems =
        cdo.isPresent() && isobar.isPresent()
            ? Optional.of(ListingOperations.problems(cdo.get(), isobar.get()))
            : Optional.empty();
    return new Judge.Verdict(
        problems, Optional.empty(), Optional.empty(), "no reference has listings");
  }

  private static Optional<String> decider(List<Entry> entries) {
    return entries.stream()
        .map(Entry::decider)
        .filter(d -> d != Decider.LIST)
        .map(d -> d.word)
        .findFirst();
  }

  /** A case after the verdict. */
  private record Case(Operation op, OracleFile file, List<Entry> entries, Judge.Verdict verdict) {

    Outcome outcome(boolean cdo, IsobarCommand.Answer ours) {
      if (ours.blemish().isPresent()) {
        return failed(ours.blemish().get());
      }
      if (!ours.succeeded()) {
        return cdo ? refused(ours.message()) : of(Kind.INAPPLICABLE, List.of());
      }
      if (verdict.why().startsWith("the judge failed")) {
        return failed(verdict.why());
      }
      return cdo ? compared() : alone();
    }

    private Outcome compared() {
      List<Problem> problems = verdict.cdo().orElse(List.of());
      if (problems.isEmpty()) {
        return of(Kind.EQUAL, List.of());
      }
      Set<Entry> used = new LinkedHashSet<>();
      List<Problem> unlisted = new ArrayList<>();
      for (Problem p : problems) {
        Optional<Entry> entry = entries.stream().filter(e -> e.covers(p)).findFirst();
        entry.ifPresentOrElse(used::add, () -> unlisted.add(p));
      }
      if (!unlisted.isEmpty()) {
        return failed(words(unlisted) + opinion());
      }
      return decided(used);
    }

    /** Listed: where the list does not decide itself, the reference has to agree with Isobar. */
    private Outcome decided(Set<Entry> used) {
      boolean byReference = used.stream().anyMatch(e -> e.decider() != Decider.LIST);
      if (!byReference) {
        return of(Kind.LISTED, List.copyOf(used));
      }
      if (verdict.reference().isEmpty()) {
        return failed("listed, but the reference decides nothing: " + verdict.why());
      }
      Set<String> byList =
          used.stream()
              .filter(e -> e.decider() == Decider.LIST)
              .flatMap(e -> e.aspects().stream())
              .collect(Collectors.toSet());
      List<Problem> wrong =
          verdict.reference().get().stream().filter(p -> !byList.contains(p.aspect())).toList();
      return wrong.isEmpty()
          ? of(Kind.LISTED, List.copyOf(used))
          : failed("differs from CDO as listed, but from the reference too: " + words(wrong));
    }

    private Outcome alone() {
      List<Entry> listed = entries.stream().filter(e -> e.aspects().contains("alone")).toList();
      if (verdict.reference().isPresent()) {
        List<Problem> wrong = verdict.reference().get();
        return wrong.isEmpty()
            ? of(Kind.ALONE, listed)
            : failed("CDO aborts; by the reference " + words(wrong));
      }
      return listed.isEmpty()
          ? failed("CDO aborts, and the reference decides nothing: " + verdict.why())
          : of(Kind.ALONE, listed);
    }

    private Outcome refused(String message) {
      List<Entry> listed = entries.stream().filter(e -> e.aspects().contains("refusal")).toList();
      return listed.isEmpty()
          ? failed("CDO answers, but Isobar refuses: " + message)
          : of(Kind.LISTED, listed);
    }

    private String opinion() {
      return verdict
          .reference()
          .map(
              r ->
                  r.isEmpty() ? "; the reference is with Isobar" : "; by the reference " + words(r))
          .orElse("; no reference: " + verdict.why());
    }

    private static String words(List<Problem> problems) {
      return problems.stream().limit(3).map(Problem::toString).collect(Collectors.joining(", "))
          + (problems.size() > 3 ? ", and " + (problems.size() - 3) + " more" : "");
    }

    private Outcome failed(String words) {
      return new Outcome(Kind.FAILED, op, file, words, List.of(), false, List.of());
    }

    private Outcome of(Kind kind, List<Entry> used) {
      return new Outcome(
          kind, op, file, "", used, verdict.self().isPresent(), verdict.self().orElse(List.of()));
    }
  }
}
