package org.isobar.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The list of the cases in which Isobar and CDO differ by right.
 *
 * @param entries its lines
 */
record Differences(List<Entry> entries) {
  private static final String RESOURCE = "/oracle/differences.txt";
  private static final Set<String> ASPECTS =
      Set.of(
          "values", "absent", "extra", "steps", "dates", "axes", "order", "bounds", "clock",
          "units", "text", "refusal", "alone");

  /** Who says what is right. */
  enum Decider {
    /** The reference, its inputs decoded by xarray. */
    XARRAY("xarray"),
    /** The reference, its inputs decoded by rules written out. */
    CLOSED_FORM("closed-form"),
    /** The list itself: the reason says why there is nothing to compute. */
    LIST("list");

    final String word;

    Decider(String word) {
      this.word = word;
    }

    static Decider of(String word) {
      return Arrays.stream(values())
          .filter(d -> d.word.equals(word))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no decider is called " + word));
    }
  }

  /**
   * A difference.
   *
   * @param line its number in the file
   * @param operation pattern of operations, see {@link Operation#label()}
   * @param file pattern of files' labels
   * @param aspects what of the result differs
   * @param decider who says what is right
   * @param reason why it differs
   */
  record Entry(
      int line,
      Pattern operation,
      Pattern file,
      Set<String> aspects,
      Decider decider,
      String reason) {
    boolean fits(Operation op, OracleFile f) {
      return operation.matcher(op.label()).matches() && file.matcher(f.label()).matches();
    }

    /** Whether it is about every operation. */
    boolean anyOperation() {
      return operation.matcher("").matches();
    }

    /** Whether it is about all files, or all of a package. */
    boolean anyFile() {
      return Stream.of("", "libncarg-data/").anyMatch(f -> file.matcher(f).matches());
    }

    /** Whether it is about every listing. */
    boolean anyListing() {
      return operation.matcher("griddes").matches() && operation.matcher("ntime").matches();
    }

    /** Whether only files that {@code ISOBAR_TEST_DATA} points to can show it. */
    boolean needsGivenFiles() {
      return Arrays.stream(file.pattern().split("\\|", -1))
          .allMatch(f -> f.startsWith("\\Q" + OracleFiles.GIVEN));
    }

    boolean covers(Problem problem) {
      return aspects.contains(problem.aspect());
    }

    @Override
    public String toString() {
      return "differences.txt:" + line + " (" + reason + ")";
    }
  }

  static Differences read() {
    try (InputStream in = Differences.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE);
      }
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      List<Entry> out = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
          out.add(entry(i + 1, lines.get(i)));
        }
      }
      return new Differences(out);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + RESOURCE, e);
    }
  }

  private static Entry entry(int line, String text) {
    String[] parts = text.split("\\|", -1);
    if (parts.length != 5) {
      throw new IllegalStateException(
          RESOURCE + ":" + line + ": five columns are needed, not " + parts.length + ": " + text);
    }
    Set<String> aspects = Set.of(parts[2].strip().split("\\s+"));
    if (!ASPECTS.containsAll(aspects)) {
      throw new IllegalStateException(RESOURCE + ":" + line + ": aspects are some of " + ASPECTS);
    }
    if (parts[4].isBlank()) {
      throw new IllegalStateException(RESOURCE + ":" + line + ": a reason is needed");
    }
    return new Entry(
        line,
        patterns(parts[0]),
        patterns(parts[1]),
        aspects,
        Decider.of(parts[3].strip()),
        parts[4].strip());
  }

  /** Globs with semicolons between: a star stands for any letters, a question mark for one. */
  private static Pattern patterns(String globs) {
    String regex =
        String.join(
            "|",
            Arrays.stream(globs.strip().split("\\s*;\\s*"))
                .map(g -> "\\Q" + g.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E")
                .toList());
    return Pattern.compile(regex);
  }

  /** The entries for an operation on a file. */
  List<Entry> of(Operation op, OracleFile file) {
    return entries.stream().filter(e -> e.fits(op, file)).toList();
  }
}
