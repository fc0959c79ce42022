package org.isobar.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.isobar.oracle.OracleFile.Origin;

/** Compares all operations on all files, two at a time. */
final class Comparisons {
  private static final int WORKERS = 2;

  /** Above this size a file gets the operations that every file gets, and no more. */
  private static final long LARGE = 1_500_000;

  /** Files without a corner, which all operations are shown. */
  private static final Set<String> PLAIN =
      Set.of("time-monthly-standard.nc", "time-daily-standard.nc", "grid-levels-pressure.nc");

  private static final int LISTING_TURNS = 30;
  private static final int LISTED_LISTING_TURNS = 12;

  /** Another number asks other cases, where operations take turns. */
  private static final int TURN = Integer.getInteger("isobar.oracle.turn", 0);

  private final Differences differences;
  private final boolean complete;
  private final Predicate<Operation> wanted;
  private final Consumer<Outcome> seen;

  /**
   * A set of comparisons.
   *
   * @param differences what may differ
   * @param complete every operation on every file; otherwise they take turns
   * @param wanted the operations to compare
   * @param seen is told each outcome at once, by several threads
   */
  Comparisons(
      Differences differences,
      boolean complete,
      Predicate<Operation> wanted,
      Consumer<Outcome> seen) {
    this.seen = seen;
    this.differences = differences;
    this.complete = complete;
    this.wanted = wanted;
  }

  /**
   * Compares.
   *
   * @param folder where files of the work lie
   * @param keep whether CDO's answers stay there, for the next time
   */
  List<Outcome> run(List<OracleFile> files, Path folder, boolean keep)
      throws IOException, InterruptedException {
    Queue<OracleFile> left =
        new ConcurrentLinkedQueue<>(
            files.stream().sorted(Comparator.comparingLong(OracleFile::bytes).reversed()).toList());
    List<Outcome> out = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      List<Future<List<Outcome>>> parts = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        Path own = Files.createDirectories(folder.resolve("worker" + i));
        parts.add(workers.submit(() -> work(left, own, folder.resolve("cdo"), keep)));
      }
      for (Future<List<Outcome>> part : parts) {
        out.addAll(part.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the comparison ended early: " + e.getCause(), e);
    }
    out.sort(Comparator.comparing((Outcome o) -> o.file().label()).thenComparing(Outcome::line));
    return out;
  }

  private List<Outcome> work(Queue<OracleFile> left, Path own, Path answers, boolean keep)
      throws IOException {
    List<Outcome> out = new ArrayList<>();
    try (Judge judge = Judge.start()) {
      Comparison comparison = new Comparison(differences, judge, own);
      for (OracleFile file = left.poll(); file != null; file = left.poll()) {
        out.addAll(
            compare(
                comparison,
                file,
                answers.resolve(file.label().replaceAll("[^A-Za-z0-9.]", "_")),
                keep));
      }
    }
    return out;
  }

  private List<Outcome> compare(Comparison comparison, OracleFile file, Path answers, boolean keep)
      throws IOException {
    Optional<List<String>> names = Cdo.names(file.path());
    String name = names.filter(n -> !n.isEmpty()).map(List::getLast).orElse("");
    Path script = Files.createDirectories(answers).resolve("expression.txt");
    Files.writeString(script, Operation.script(name));
    Map<Operation, Cdo.Command> commands = new LinkedHashMap<>();
    for (Operation op : operations(file, name)) {
      String key = op.label().replaceAll("[^A-Za-z0-9]", "_");
      List<String> words = op.on(file.path(), name, script);
      commands.put(op, new Cdo.Command(words, op.product(), op.answersByExitCode(), key));
    }
    Cdo cdo = Cdo.ask(names.isPresent() ? List.copyOf(commands.values()) : List.of(), answers);
    List<Outcome> out = new ArrayList<>();
    for (Map.Entry<Operation, Cdo.Command> c : commands.entrySet()) {
      boolean check = file.origin() == Origin.GENERATED;
      List<String> words = c.getValue().words();
      Outcome outcome = comparison.run(c.getKey(), file, words, cdo.answer(c.getValue()), check);
      out.add(outcome);
      seen.accept(outcome);
    }
    if (!keep) {
      cdo.forget();
    }
    return out;
  }

  private List<Operation> operations(OracleFile file, String name) {
    return Operation.ALL.stream()
        .filter(wanted)
        .filter(op -> takesPart(op, file) && !(op.needsName() && name.isEmpty()))
        .toList();
  }

  /**
   * What is listed for certain operations always takes part, so that an entry without effect is
   * found; what is listed for all of them, or for all files, shows in some.
   */
  private boolean takesPart(Operation op, OracleFile file) {
    if (PLAIN.contains(file.label()) || op.isVariant()) {
      return PLAIN.contains(file.label());
    }
    if (op.lists()) {
      return listingTakesPart(op, file);
    }
    boolean listed =
        differences.of(op, file).stream().anyMatch(e -> !e.anyOperation() && !e.anyFile());
    if (complete || op.everywhere() || listed) {
      return true;
    }
    if (file.bytes() > LARGE) {
      return false;
    }
    return turn(op, file, op.rarity() * (file.origin() == Origin.GENERATED ? 18 : 16));
  }

  private boolean listingTakesPart(Operation op, OracleFile file) {
    boolean ofHeaders = !op.operator().startsWith("output") && !op.answersByExitCode();
    if (complete) {
      return file.bytes() <= LARGE || ofHeaders;
    }
    List<Differences.Entry> entries = differences.of(op, file);
    if (entries.stream().anyMatch(e -> !e.anyOperation() && !e.anyListing())) {
      return file.bytes() <= LARGE || ofHeaders;
    }
    int turns = entries.isEmpty() ? LISTING_TURNS : LISTED_LISTING_TURNS;
    return file.bytes() <= LARGE && turn(op, file, turns);
  }

  private static boolean turn(Operation op, OracleFile file, int turns) {
    return Math.floorMod((op.label() + file.label()).hashCode() - TURN, turns) == 0;
  }
}
