package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isobar.testkit.Mpirun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Launchers that reach other machines by a remote shell; here that is a script which starts their
 * daemons on this one, each in a session of its own.
 */
@Execution(ExecutionMode.CONCURRENT)
class LostNodeTest {
  private static final double SOON = 10;

  /** MPICH's launcher may write {@code -x} in front of {@code HOST COMMAND...}. */
  private static final String SHELL =
      """
      #!/bin/sh
      if [ "$1" = -x ]; then shift; fi
      host=$1
      shift
      exec setsid sh -c "echo \\$\\$ > 'FOLDER/$host'; exec $*"
      """;

  @TempDir Path folder;
  private Path daemons;

  @BeforeEach
  void makeFolder() throws Exception {
    daemons = Files.createDirectory(folder.resolve("daemons"));
  }

  /** They are nobody's children. */
  @AfterEach
  void killAll() throws Exception {
    try (Stream<Path> all = Files.list(daemons)) {
      for (Path daemon : all.toList()) {
        withRanks(daemon).forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** Whose daemon is gone is seen by the launcher; MPICH's ends at once, and can say no name. */
  @ParameterizedTest
  @CsvSource({"OPEN_MPI, node-b", "MPICH, mpiexec"})
  void aNodeThatIsLostEndsTheWorld(Mpirun.Kind kind, String said) throws Exception {
    try (Mpirun.Running running = onTwoNodes(kind).start(RankMain.class, "fate", "wait")) {
      running.awaitOut("goes: wait");
      signal("KILL", "node-b");
      long began = System.nanoTime();
      Mpirun.Outcome outcome = running.await((int) SOON).failed().says(said);
      double took = (System.nanoTime() - began) / 1e9;
      WorldFaultsTest.assertNoneIsLeft(outcome.out(), SOON - took);
    }
  }

  /**
   * Of a node without power or network nobody's connections break. The ranks elsewhere end by the
   * deadline, and say why; Open MPI's launcher itself waits on for its daemon.
   */
  @ParameterizedTest
  @EnumSource
  void withANodeThatIsSilentTheRanksElsewhereEnd(Mpirun.Kind kind) throws Exception {
    Mpirun mpirun = onTwoNodes(kind).jvm("-Ddeadline.millis=3000");
    try (Mpirun.Running running = mpirun.start(RankMain.class, "fate", "wait")) {
      running.awaitOut("goes: wait");
      signal("STOP", "node-b");
      for (ProcessHandle rank : onNodeA(running.out())) {
        rank.onExit().get(30, TimeUnit.SECONDS);
      }
      running.awaitErr("rank 2 on ");
      running.awaitErr(" has been silent for ");
      if (kind == Mpirun.Kind.MPICH) {
        running.await((int) SOON).failed();
      }
    }
  }

  /** The ranks there that still run. */
  private static List<ProcessHandle> onNodeA(String out) {
    return Pattern.compile("rank [01] of 3 is process (\\d+)")
        .matcher(out)
        .results()
        .flatMap(found -> ProcessHandle.of(Long.parseLong(found.group(1))).stream())
        .toList();
  }

  /** Ranks 0 and 1 are on node-a, rank 2 is on node-b. */
  private Mpirun onTwoNodes(Mpirun.Kind kind) throws Exception {
    Path shell = folder.resolve("shell");
    Files.writeString(shell, SHELL.replace("FOLDER", daemons.toString()));
    assertTrue(shell.toFile().setExecutable(true));
    Mpirun mpirun = new Mpirun(kind, 3);
    String nodes = "node-a:2,node-b:1";
    return switch (kind) {
      case OPEN_MPI -> mpirun.option("--mca", "plm_rsh_agent", shell.toString(), "--host", nodes);
      case MPICH ->
          mpirun.option("-launcher", "rsh", "-launcher-exec", shell.toString(), "-hosts", nodes);
    };
  }

  /** To the daemon and all ranks below it, at once. */
  private void signal(String name, String node) throws Exception {
    List<ProcessHandle> all = withRanks(daemons.resolve(node));
    assertTrue(all.size() > 1, () -> "a daemon and a rank: " + all);
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    all.forEach(process -> command.add(Long.toString(process.pid())));
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
  }

  /** The daemon, if it still runs, and what it started. */
  private static List<ProcessHandle> withRanks(Path daemon) throws Exception {
    return ProcessHandle.of(Long.parseLong(Files.readString(daemon).strip())).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .toList();
  }
}
