package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.isobar.testkit.Mpirun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** However a rank goes, the whole world goes within ten seconds, with an exit code and a reason. */
@Execution(ExecutionMode.CONCURRENT)
class WorldFaultsTest {
  private static final int RANKS = 3;
  private static final double SOON = 10;

  @ParameterizedTest
  @CsvSource({
    "OPEN_MPI, exit0, rank 2 of 3 on",
    "OPEN_MPI, exit0, System.exit was called at org.isobar.backend.mpi.RankMain.fate",
    "MPICH, exit0, System.exit was called at org.isobar.backend.mpi.RankMain.fate",
    "OPEN_MPI, exit3, System.exit was called",
    "MPICH, exit3, System.exit was called",
    "OPEN_MPI, throw, nobody catches this",
    "MPICH, throw, nobody catches this",
    "OPEN_MPI, memory, OutOfMemoryError",
    "MPICH, memory, OutOfMemoryError",
    "OPEN_MPI, halt0, process rank 2",
    "OPEN_MPI, kill, signal 9",
    "MPICH, kill, EXIT CODE: 9",
    "OPEN_MPI, term, the process received SIGTERM",
    "MPICH, term, the process received SIGTERM"
  })
  void endsTheWorld(Mpirun.Kind kind, String way, String reason) throws Exception {
    try (Mpirun.Running running = new Mpirun(kind, RANKS).start(RankMain.class, "fate", way)) {
      running.awaitOut("goes: " + way);
      long began = System.nanoTime();
      Mpirun.Outcome outcome = running.await(30).failed().says(reason);
      double took = (System.nanoTime() - began) / 1e9;
      assertTrue(took < SOON, () -> took + " s: " + outcome);
      names(kind, way, pid(outcome.out())).forEach(outcome::says);
      assertNoneIsLeft(outcome.out(), SOON - took);
    }
  }

  /** How whoever speaks names the rank that went. */
  private static List<String> names(Mpirun.Kind kind, String way, String pid) throws IOException {
    String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    return switch (way) {
      case "exit0", "exit3", "throw", "memory" ->
          List.of("isobar: rank 2 of 3 on " + host + " (process " + pid + "): ");
      case "term" -> List.of("rank 2 on " + host + " (process " + pid + "): ");
      case "kill", "halt0" ->
          switch (kind) {
            case OPEN_MPI -> List.of("process rank 2 with PID ", "node " + host);
            // Of whichever it finds dead first: it kills the others at once.
            case MPICH -> List.of(" RUNNING AT " + host);
          };
      default -> throw new IllegalArgumentException(way);
    };
  }

  private static String pid(String out) {
    return Pattern.compile("rank 2 of 3 is process (\\d+)")
        .matcher(out)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  /**
   * MPICH's launcher takes a process that halts with 0 for one that is done. It kills the others,
   * says nothing and is content itself, which no rank can help.
   */
  @Test
  void withARankThatHaltsAllRanksOfMpichGo() throws Exception {
    try (Mpirun.Running running =
        new Mpirun(Mpirun.Kind.MPICH, RANKS).start(RankMain.class, "fate", "halt0")) {
      running.awaitOut("goes: halt0");
      long began = System.nanoTime();
      Mpirun.Outcome outcome = running.await((int) SOON);
      assertNoneIsLeft(outcome.out(), SOON - (System.nanoTime() - began) / 1e9);
    }
  }

  @Test
  void theDeadlineFindsARankThatHaltedWhereMpichLeavesTheOthersAlone() throws Exception {
    try (Mpirun.Running running =
        new Mpirun(Mpirun.Kind.MPICH, RANKS)
            .option("-disable-auto-cleanup")
            .jvm("-Ddeadline.millis=3000")
            .start(RankMain.class, "fate", "halt0")) {
      running.awaitOut("goes: halt0");
      Mpirun.Outcome outcome =
          running.await(30).failed().says("rank 2 on ").says("has been silent for ");
      assertNoneIsLeft(outcome.out(), SOON);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRankThatIsSilentBeyondItsDeadlineEndsTheWorld(Mpirun.Kind kind) throws Exception {
    try (Mpirun.Running running =
        new Mpirun(kind, RANKS)
            .jvm("-Ddeadline.millis=3000")
            .start(RankMain.class, "fate", "stop")) {
      running.awaitOut("goes: stop");
      Mpirun.Outcome outcome =
          running.await(30).failed().says("rank 2 on ").says("has been silent for ");
      assertNoneIsLeft(outcome.out(), SOON);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRankThatComputesIsNotSilent(Mpirun.Kind kind) throws Exception {
    new Mpirun(kind, RANKS)
        .jvm("-Ddeadline.millis=6000")
        .run(RankMain.class, "slow", "8000")
        .succeeded()
        .says("rank 2 of 3 computed true");
  }

  @ParameterizedTest
  @CsvSource({"OPEN_MPI, KILL", "OPEN_MPI, TERM", "MPICH, KILL", "MPICH, TERM"})
  void withTheLauncherAllRanksGo(Mpirun.Kind kind, String signal) throws Exception {
    try (Mpirun.Running running = new Mpirun(kind, RANKS).start(RankMain.class, "fate", "wait")) {
      running.awaitOut("goes: wait");
      List<ProcessHandle> ranks = running.launcher().descendants().toList();
      assertTrue(ranks.size() >= RANKS, () -> ranks.size() + " processes");
      long end = System.nanoTime() + (long) (SOON * 1e9);
      new ProcessBuilder("kill", "-" + signal, Long.toString(running.launcher().pid()))
          .start()
          .waitFor();
      running.await((int) SOON).failed();
      for (ProcessHandle rank : ranks) {
        rank.onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    }
  }

  /** The launcher may go a moment before its ranks do. */
  static void assertNoneIsLeft(String out, double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    List<MatchResult> pids = Pattern.compile("is process (\\d+)").matcher(out).results().toList();
    assertEquals(RANKS, pids.size(), out);
    for (MatchResult pid : pids) {
      Optional<ProcessHandle> rank = ProcessHandle.of(Long.parseLong(pid.group(1)));
      if (rank.isPresent()) {
        rank.get().onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    }
  }
}
