package org.isobar.oracle;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of comparing an operation on a file.
 *
 * @param kind in a word
 * @param operation what was done
 * @param file to what
 * @param words for a failure, what differs
 * @param used the listed differences that showed
 * @param checked whether CDO and the reference were compared, too
 * @param self how they differ
 */
record Outcome(
    Kind kind,
    Operation operation,
    OracleFile file,
    String words,
    List<Differences.Entry> used,
    boolean checked,
    List<Problem> self) {

  /** What came of it. */
  enum Kind {
    /** Isobar's result is CDO's. */
    EQUAL("equal"),
    /** They differ as listed, and Isobar's result is the reference's. */
    LISTED("different as listed"),
    /** CDO aborts, and Isobar's result is the reference's. */
    ALONE("answered where CDO aborts"),
    /** Neither has an answer. */
    INAPPLICABLE("inapplicable"),
    FAILED("failed");

    final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  String line() {
    return operation.label() + " of " + file.label() + ": " + words;
  }

  /** Kind, operation, file and words with tabs between. */
  String row() {
    String by = used.stream().map(e -> "line " + e.line()).collect(Collectors.joining(" "));
    String doubt = self.isEmpty() ? "" : "; CDO and the reference: " + self.getFirst();
    return String.join("\t", kind.name(), operation.label(), file.label(), words + by + doubt);
  }
}
