package org.isobar.oracle;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isobar.cli.operator.Operator;
import org.isobar.cli.operator.Operators;
import org.isobar.oracle.OracleFile.Origin;
import org.isobar.oracle.Outcome.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operator of the command line against the real CDO: on generated files for each corner of
 * the conventions, on the files of Debian packages, and on those that {@code ISOBAR_TEST_DATA}
 * points to.
 *
 * <p>All values within 1e-6 of the field's largest absolute value, 1e-4 for means over latitudes;
 * the same cells missing; the same variables, steps and dates. What differs by right stands in
 * differences.txt, and there a reference decides. A missing cdo is a failure.
 */
@Tag("oracle")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OracleTest {
  /** All cases, a line each, for whoever wants to group them. */
  private static final Path CASES = Path.of("target", "oracle-cases.txt");

  private static final int SHOWN = 25;
  private static final int LEAST_GENERATED_FILES = 190;
  private static final int LEAST_PACKAGED_FILES = 90;
  private static final int LEAST_COMPARED = 3500;
  private static final int LEAST_CHECKED = 1500;

  private final Differences differences = Differences.read();
  private List<OracleFile> files = List.of();
  private List<Outcome> outcomes = List.of();

  @BeforeAll
  void compareAll(@TempDir(factory = InMemory.class) Path folder)
      throws IOException, InterruptedException {
    String version = Cdo.version();
    boolean complete = Boolean.getBoolean("isobar.soak");
    files = OracleFiles.all(folder.resolve("files"));
    outcomes = new Comparisons(differences, complete, o -> true, o -> {}).run(files, folder, false);
    Files.createDirectories(CASES.getParent());
    Files.write(CASES, outcomes.stream().map(Outcome::row).toList());
    System.out.println(summary(version));
  }

  private String summary(String version) {
    String origins =
        Arrays.stream(Origin.values())
            .map(o -> count(o) + " " + o.words)
            .collect(Collectors.joining(", "));
    String kinds =
        Arrays.stream(Kind.values())
            .map(k -> count(k) + " " + k.words)
            .collect(Collectors.joining(", "));
    return "oracle: %s; %d files (%s); %d cases: %s; reference and CDO compared in %d"
        .formatted(version, files.size(), origins, outcomes.size(), kinds, checked());
  }

  private long count(Origin origin) {
    return files.stream().filter(f -> f.origin() == origin).count();
  }

  private long count(Kind kind) {
    return outcomes.stream().filter(o -> o.kind() == kind).count();
  }

  private long checked() {
    return outcomes.stream().filter(Outcome::checked).count();
  }

  static Stream<String> operators() {
    return Operation.ALL.stream().map(Operation::operator).distinct();
  }

  @ParameterizedTest
  @MethodSource("operators")
  void agreesWithCdo(String operator) {
    List<Outcome> all = outcomes.stream().filter(o -> isOf(o, operator)).toList();
    List<String> failed =
        all.stream().filter(o -> o.kind() == Kind.FAILED).map(Outcome::line).toList();
    assertTrue(
        failed.isEmpty(),
        () ->
            failed.size()
                + " of "
                + all.size()
                + " cases of "
                + operator
                + " fail"
                + lines(failed));
    assertTrue(
        all.stream().anyMatch(OracleTest::isRight), "no case was equal, or right by the reference");
  }

  /**
   * Equal, right by the reference, or different in nothing but dates, as listed: those that CDO
   * gives to seasons of many years vary from run to run.
   */
  private static boolean isRight(Outcome o) {
    return o.kind() == Kind.EQUAL
        || o.used().stream().anyMatch(e -> e.decider() != Differences.Decider.LIST)
        || (o.kind() == Kind.LISTED && o.used().stream().allMatch(OracleTest::isOfDatesAlone));
  }

  private static boolean isOfDatesAlone(Differences.Entry entry) {
    return entry.aspects().equals(Set.of("dates"));
  }

  private static boolean isOf(Outcome o, String operator) {
    return o.operation().operator().equals(operator);
  }

  private static String lines(List<String> all) {
    String more = all.size() > SHOWN ? "\n  and " + (all.size() - SHOWN) + " more" : "";
    return ":\n  " + String.join("\n  ", all.subList(0, Math.min(SHOWN, all.size()))) + more;
  }

  @Test
  void everyOperatorIsCompared() {
    Set<String> asked =
        Operation.ALL.stream()
            .flatMap(o -> o.words().stream())
            .map(w -> w.replaceFirst("^-", "").replaceFirst(",.*", ""))
            .collect(Collectors.toSet());
    assertEquals(
        List.of(),
        Operators.all().stream().map(Operator::name).filter(n -> !asked.contains(n)).toList());
  }

  @Test
  void everyListedDifferenceStillShows() {
    Set<Differences.Entry> used = new HashSet<>();
    outcomes.forEach(o -> used.addAll(o.used()));
    boolean given = count(Origin.GIVEN) > 0;
    List<String> stale =
        differences.entries().stream()
            .filter(e -> !used.contains(e) && (given || !e.needsGivenFiles()))
            .map(Differences.Entry::toString)
            .toList();
    assertTrue(stale.isEmpty(), () -> "listed, but no case differs so" + lines(stale));
  }

  /** What decides over the listed differences is itself held to CDO where nothing is listed. */
  @Test
  void theReferenceAgreesWithCdo() {
    List<String> wrong =
        outcomes.stream()
            .filter(o -> !o.self().isEmpty())
            .map(
                o -> o.operation().label() + " of " + o.file().label() + ": " + o.self().getFirst())
            .toList();
    assertEquals(List.of(), wrong, () -> wrong.size() + " cases" + lines(wrong));
    assertTrue(checked() >= LEAST_CHECKED, () -> "only " + checked() + " cases were compared");
  }

  @Test
  void enoughTakesPart() {
    long compared = count(Kind.EQUAL) + count(Kind.LISTED) + count(Kind.FAILED);
    assertAll(
        () -> assertTrue(count(Origin.GENERATED) >= LEAST_GENERATED_FILES, "generated files"),
        () -> assertTrue(count(Origin.PACKAGED) >= LEAST_PACKAGED_FILES, "packaged files"),
        () -> assertTrue(compared >= LEAST_COMPARED, () -> "only " + compared + " cases"));
  }
}
