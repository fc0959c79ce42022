package org.isobar.backend.mpi;

import java.nio.file.Path;
import java.util.Random;
import org.isobar.testkit.Mpirun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many ranks that are killed while they work, and the rest of their work. */
@Tag("soak")
class MpiBackendSoakTest {
  private static final int KILLS = 10;
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void killedJobsGoOnWhereTheyStopped(Mpirun.Kind kind) throws Exception {
    Random random = new Random(99);
    for (int i = 0; i < KILLS; i++) {
      MpiBackendFaultsTest.killAndResume(
          folder, kind, i % 2 == 0 ? "std" : "write", MpiBackendFaultsTest.Kill.byChance(random));
    }
  }
}
