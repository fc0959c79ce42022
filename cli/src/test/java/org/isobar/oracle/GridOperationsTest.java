package org.isobar.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobar.Backend;
import org.isobar.backend.hazelcast.HazelcastBackend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.testkit.Mpirun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operator on three files through one grid, and one MPI world of each launcher, that stay:
 * the bytes of local threads.
 */
@Tag("oracle")
class GridOperationsTest {
  private static final int RANKS = 5;
  private static final int LONGEST_SECONDS = 300;

  @TempDir(factory = InMemory.class)
  static Path folder;

  private static List<String> right = List.of();

  @BeforeAll
  static void onThreadsOfThisProcess() throws IOException {
    EveryOperator.prepare(folder);
    try (Backend local = LocalBackend.create(1)) {
      right = EveryOperator.run(folder, local, folder.resolve("local"));
    }
    long well = right.stream().filter(EveryOperator::succeeded).count();
    assertTrue(
        right.size() > 500 && well > right.size() / 2, well + " of " + right.size() + " succeed");
  }

  @Test
  void everyOperatorGivesTheBytesOfLocalThreads() throws IOException {
    try (HazelcastBackend grid = HazelcastBackend.embedded(2)) {
      assertSame(EveryOperator.run(folder, grid, folder.resolve("grid")));
      long ranges = grid.traffic().ranges();
      assertTrue(ranges > right.size(), ranges + " ranges of tasks went to the members");
    }
  }

  @ParameterizedTest
  @EnumSource
  void inAnMpiWorldToo(Mpirun.Kind kind) throws Exception {
    Path results = folder.resolve("results of " + kind);
    String outputs = folder.resolve("outputs of " + kind).toString();
    try (Mpirun.Running running =
        new Mpirun(kind, RANKS)
            .start(EveryOperatorMain.class, folder.toString(), outputs, results.toString())) {
      running.await(LONGEST_SECONDS).succeeded().says("all on mpi(" + RANKS + " ranks of 1)");
    }
    assertSame(Files.readAllLines(results));
  }

  private static void assertSame(List<String> got) {
    List<String> unlike = new ArrayList<>();
    for (int i = 0; i < Math.min(right.size(), got.size()); i++) {
      if (!right.get(i).equals(got.get(i))) {
        unlike.add(got.get(i) + ", local: " + right.get(i));
      }
    }
    assertEquals(List.of(), unlike);
    assertEquals(right.size(), got.size());
  }
}
