package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.error.BackendException;
import org.isobar.run.Checkpoints;
import org.isobar.run.ProgressEvent;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Mpirun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ranks that are killed while they work take all with them and leave what was there; the same
 * command again goes on from the last checkpoint.
 */
@Execution(ExecutionMode.CONCURRENT)
class MpiBackendFaultsTest {
  private static final System.Logger LOG = System.getLogger("org.isobar.backend.mpi");
  private static final int RANKS = 3;

  /** Whoever goes on may have fewer ranks. */
  private static final int FEWER = 2;

  /** Promised of all ends before which nothing is written. */
  private static final int SOON_SECONDS = 10;

  /** Promised where a checkpoint is written first. */
  private static final int LONGEST_SECONDS = 30;

  private static final Map<String, String> RIGHT = new ConcurrentHashMap<>();

  /** 160 MB of values, so that there are some tens of tasks. */
  private static final String STEPS = "8000";

  /** What a task writes is 35 MB, and comes from all ranks at once. */
  private static final String HEAP = "-Xmx640m";

  private static final String SHORT = "500";
  private static final String OLD = "what was there";
  @TempDir Path folder;

  /** Both stages, and the rank that drives beside others. */
  @ParameterizedTest
  @CsvSource({
    "OPEN_MPI, std, 0, 0",
    "MPICH, std, 1, 2",
    "OPEN_MPI, write, 1, 1",
    "MPICH, write, 0, 1",
    "OPEN_MPI, std, 1, 0"
  })
  void aKilledJobGoesOnWhereItStopped(Mpirun.Kind kind, String work, int stage, int victim)
      throws Exception {
    killAndResume(folder, kind, work, new Kill(stage, victim, 131 * (2 * victim + stage) % 400));
  }

  /**
   * Which rank is killed, and when.
   *
   * @param stage of which some tasks are done
   * @param millis how much later it is
   */
  record Kill(int stage, int victim, int millis) {
    /** A kill between the checkpoints of either stage, or while one is being written. */
    static Kill byChance(Random random) {
      return new Kill(random.nextInt(2), random.nextInt(RANKS), random.nextInt(400));
    }
  }

  /** Kills one of the ranks that work, and does the rest of the work. */
  static void killAndResume(Path folder, Mpirun.Kind kind, String work, Kill kill)
      throws Exception {
    Path target = Files.createTempDirectory(folder, "run").resolve("out");
    Files.writeString(target, OLD);
    try (Mpirun.Running running =
        slow(kind, kill.stage()).start(StudyMain.class, work, STEPS, target.toString())) {
      running.awaitOut("kept ");
      assertInUse(target, work);
      running.awaitOut("stage " + kill.stage() + " done ");
      long victim = ranks(running.out()).get(kill.victim());
      running.launcher().waitFor(kill.millis(), TimeUnit.MILLISECONDS);
      assertTrue(ProcessHandle.of(victim).orElseThrow().destroyForcibly());
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SOON_SECONDS);
      Mpirun.Outcome outcome = running.await(SOON_SECONDS).failed();
      assertAllGo(outcome, end);
      assertEquals(OLD, Files.readString(target));
      resume(kind, work, target, outcome);
    }
  }

  /** The work that a world does is not for this process, too. */
  private static void assertInUse(Path target, String work) {
    RunOptions resuming = RunOptions.DEFAULT.checkpoints(Checkpoints.keep().resume(true));
    BackendException refused =
        assertThrows(BackendException.class, () -> onThreads(work, target, resuming));
    assertTrue(refused.getMessage().contains("in use by another run"), refused::getMessage);
  }

  /** A job that is killed in a stage, and would not end before. */
  private static Mpirun slow(Mpirun.Kind kind, int stage) {
    return new Mpirun(kind, RANKS).jvm(HEAP, "-Dcheckpoint=150", "-Dpause=200", "-Dhold=" + stage);
  }

  private static void assertAllGo(Mpirun.Outcome outcome, long end) throws Exception {
    List<Long> ranks = ranks(outcome.out());
    assertEquals(RANKS, ranks.size(), outcome::toString);
    for (long rank : ranks) {
      Optional<ProcessHandle> process = ProcessHandle.of(rank);
      if (process.isPresent()) {
        process.get().onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    }
  }

  /** The rest: the result is that of threads, and no task that was noted runs again. */
  private static void resume(Mpirun.Kind kind, String work, Path target, Mpirun.Outcome killed)
      throws Exception {
    Mpirun.Outcome rest =
        new Mpirun(kind, FEWER)
            .jvm(HEAP, "-Dcheckpoint=30000", "-Dresume=true")
            .run(StudyMain.class, work, STEPS, target.toString())
            .succeeded();
    assertEquals(right(target, work), Files.readString(target));
    long tasks = last(rest, "planned");
    long kept = last(killed, "kept(?: at last)?");
    long resumed = last(rest, "resumed at");
    // The last note may have been made when nobody could say so any more.
    assertTrue(resumed >= kept && resumed < tasks, () -> resumed + ": " + killed + rest);
    assertNothingIsLeft(target);
    Set<String> rerun = ran(rest);
    assertEquals(tasks - resumed, rerun.size(), () -> "tasks that ran: " + killed + rest);
    Set<String> twice = ran(killed);
    twice.retainAll(rerun);
    LOG.log(
        System.Logger.Level.INFO,
        String.format(
            Locale.ROOT,
            "%s under %s: killed after %d of %d tasks, resumed at %d: %d tasks, %.1f %% of the"
                + " work, ran again",
            work,
            kind,
            ran(killed).size(),
            tasks,
            resumed,
            twice.size(),
            100.0 * twice.size() / tasks));
  }

  /** The half-written files of those that were killed are gone, too. */
  private static void assertNothingIsLeft(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target.getParent())) {
      List<String> names = files.map(f -> f.getFileName().toString()).sorted().toList();
      assertEquals(List.of("out"), names);
    }
  }

  /** What an undisturbed job writes. */
  private static String right(Path target, String work) {
    return right(target, work, STEPS);
  }

  private static String right(Path target, String work, String steps) {
    return RIGHT.computeIfAbsent(
        work + " " + steps,
        name -> {
          Path alone = target.resolveSibling("alone");
          try {
            onThreads(work, steps, alone, RunOptions.DEFAULT);
            String text = Files.readString(alone);
            Files.delete(alone);
            return text;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void onThreads(String work, Path target, RunOptions options) {
    onThreads(work, STEPS, target, options);
  }

  private static void onThreads(String work, String steps, Path target, RunOptions options) {
    try (Backend backend = LocalBackend.create(1)) {
      String[] arguments = {work, steps, target.toString()};
      backend.submit(StudyMain.request(arguments, options)).await();
    }
  }

  private static long last(Mpirun.Outcome outcome, String what) {
    return Pattern.compile(what + " ([0-9]+)")
        .matcher(outcome.out())
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .reduce((a, b) -> b)
        .orElseThrow(() -> new AssertionError("no '" + what + "' in " + outcome));
  }

  /** The tasks that ranks ran, each once. */
  private static Set<String> ran(Mpirun.Outcome outcome) {
    return Pattern.compile("ran (task [0-9]+ of stage [0-9]+)\\.")
        .matcher(outcome.out())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The processes, by rank. */
  private static List<Long> ranks(String out) {
    return Pattern.compile("rank (\\d+) is process (\\d+)")
        .matcher(out)
        .results()
        .sorted(Comparator.comparing(found -> found.group(1)))
        .map(found -> Long.parseLong(found.group(2)))
        .toList();
  }

  /**
   * What batch systems do some time before the end: whoever hears it, rank 0 writes first. Threads
   * of one process do the rest.
   */
  @ParameterizedTest
  @CsvSource({"OPEN_MPI, 0", "MPICH, 1", "OPEN_MPI, all", "MPICH, all"})
  void aSignalToEndWritesACheckpointFirst(Mpirun.Kind kind, String who) throws Exception {
    Path target = folder.resolve("out");
    try (Mpirun.Running running =
        slow(kind, 1).start(StudyMain.class, "write", STEPS, target.toString())) {
      running.awaitOut("stage 1 done ");
      List<Long> told = ranks(running.out());
      List<String> kill = new ArrayList<>(List.of("kill", "-TERM"));
      (who.equals("all") ? told : List.of(told.get(Integer.parseInt(who))))
          .forEach(rank -> kill.add(rank.toString()));
      assertEquals(0, new ProcessBuilder(kill).start().waitFor());
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
      Mpirun.Outcome outcome = running.await(LONGEST_SECONDS).failed();
      assertTrue(last(outcome, "kept at last") > 0, outcome::toString);
      assertAllGo(outcome, end);
      assertTrue(Files.exists(target.resolveSibling("out.checkpoint")), outcome::toString);
      assertFalse(Files.exists(target));
      AtomicLong resumed = new AtomicLong(-1);
      onThreads(
          "write",
          target,
          RunOptions.DEFAULT
              .checkpoints(Checkpoints.keep().resume(true))
              .progress(
                  event -> {
                    if (event instanceof ProgressEvent.Resumed r) {
                      resumed.set(r.done());
                    }
                  }));
      assertEquals(last(outcome, "kept at last"), resumed.get());
      assertNothingIsLeft(target);
      assertEquals(right(target, "write"), Files.readString(target));
    }
  }

  /** What is for all goes to nine others by way of five, and they leave by way of two. */
  @Test
  void aWorldOfTenRanksGetsIntermediatesAndLeavesWell() throws Exception {
    new Mpirun(Mpirun.Kind.OPEN_MPI, 10)
        .run(StudyMain.class, "std", SHORT, folder.resolve("out").toString())
        .succeeded()
        .says("rank 9 is process")
        .says("written");
  }

  /** With as many threads as they have by default. */
  @ParameterizedTest
  @EnumSource
  void ranksThatALauncherBindsToOneCoreGiveTheBitsOfThreads(Mpirun.Kind kind) throws Exception {
    String[] both =
        switch (kind) {
          case OPEN_MPI -> new String[] {"--cpu-set", "0", "--bind-to", "core:overload-allowed"};
          case MPICH -> new String[] {"-bind-to", "user:0,0"};
        };
    Path target = folder.resolve("out");
    Mpirun.Outcome outcome =
        new Mpirun(kind, 2)
            .binding(both)
            .jvm("-Dthreads=0")
            .run(StudyMain.class, "std", SHORT, target.toString())
            .succeeded();
    assertEquals(
        2, outcome.out().split("and may use 1 processors", -1).length - 1, outcome::toString);
    assertEquals(right(target, "std", SHORT), Files.readString(target));
  }

  /** What Open MPI does unless told otherwise, where there are more cores. */
  @Test
  void aRankThatIsBoundToLessThanItsShareSaysSo() throws Exception {
    Mpirun.Outcome outcome =
        new Mpirun(Mpirun.Kind.OPEN_MPI, 1)
            .binding("--bind-to", "core")
            .jvm("-Dthreads=0")
            .run(StudyMain.class, "std", SHORT, folder.resolve("out").toString())
            .succeeded()
            .says("rank 0 is process")
            .says("and may use 1 processors");
    String warning = "start mpirun with --bind-to none to use ";
    if (Runtime.getRuntime().availableProcessors() > 1) {
      outcome.says(warning);
    } else {
      outcome.saysNot(warning);
    }
  }

  @Test
  void withoutALauncherAProcessIsAWorldOfItsOwn() throws Exception {
    new Mpirun(Mpirun.Kind.OPEN_MPI, 1)
        .withoutLauncher()
        .run(StudyMain.class, "std", SHORT, folder.resolve("out").toString())
        .succeeded()
        .says("written");
  }
}
