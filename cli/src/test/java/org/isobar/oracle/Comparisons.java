package org.isobar.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isobar.oracle.OracleFile.Origin;

/** Compares all operations on all files, two at a time. */
final class Comparisons {
  private static final int WORKERS = 2;

  /** Above this size a file gets the operations that every file gets, and no more. */
  private static final long LARGE = 1_500_000;

  private final Differences differences;
  private final boolean complete;

  /**
   * A set of comparisons.
   *
   * @param differences what may differ
   * @param complete every operation on every file; otherwise real files take turns
   */
  Comparisons(Differences differences, boolean complete) {
    this.differences = differences;
    this.complete = complete;
  }

  List<Outcome> run(List<OracleFile> files, Path folder) throws IOException, InterruptedException {
    Queue<OracleFile> left =
        new ConcurrentLinkedQueue<>(
            files.stream().sorted(Comparator.comparingLong(OracleFile::bytes).reversed()).toList());
    List<Outcome> out = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      List<Future<List<Outcome>>> parts = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        Path own = Files.createDirectories(folder.resolve("worker" + i));
        parts.add(workers.submit(() -> work(left, own)));
      }
      for (Future<List<Outcome>> part : parts) {
        out.addAll(part.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the comparison ended early: " + e.getCause(), e);
    }
    return out;
  }

  private List<Outcome> work(Queue<OracleFile> left, Path folder) throws IOException {
    return workFiltered(left, folder, ".*");
  }

  List<Outcome> workFiltered(Queue<OracleFile> left, Path folder, String ops) throws IOException {
    List<Outcome> out = new ArrayList<>();
    try (Judge judge = Judge.start()) {
      Comparison comparison = new Comparison(differences, judge, folder);
      for (OracleFile file = left.poll(); file != null; file = left.poll()) {
        Optional<List<String>> names = Cdo.names(file.path());
        String name = names.filter(n -> !n.isEmpty()).map(List::getLast).orElse("");
        for (Operation op : Operation.ALL) {
          if (op.label().matches(ops)
              && takesPart(op, file)
              && !(op.needsName() && name.isEmpty())) {
            boolean check = file.origin() == Origin.GENERATED;
            out.add(comparison.run(op, file, name, names.isPresent(), check));
          }
        }
      }
    }
    return out;
  }

  /** What is listed always takes part, so that an entry without effect is found. */
  private boolean takesPart(Operation op, OracleFile file) {
    if (complete || op.everywhere() || !differences.of(op, file).isEmpty()) {
      return true;
    }
    if (file.bytes() > LARGE) {
      return false;
    }
    int turns = file.origin() == Origin.GENERATED ? 2 : 4;
    return Math.floorMod((op.label() + file.label()).hashCode(), turns) == 0;
  }
}
