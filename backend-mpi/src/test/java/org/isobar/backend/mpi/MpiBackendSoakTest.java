package org.isobar.backend.mpi;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many ranks that are killed while they work. */
@Tag("soak")
class MpiBackendSoakTest {
  private static final int KILLS = 10;
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void killedRanksEndTheirJobs(Mpirun.Kind kind) throws Exception {
    Random random = new Random(99);
    for (int i = 0; i < KILLS; i++) {
      MpiBackendFaultsTest.kill(folder, kind, i % 2 == 0 ? "mean" : "write", random);
    }
  }
}
