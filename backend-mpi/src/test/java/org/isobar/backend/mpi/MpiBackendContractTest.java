package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isobar.testkit.Hub;
import org.isobar.testkit.Mpirun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of backends, under real launchers with four ranks. */
class MpiBackendContractTest {
  private static final int SECONDS = 240;
  private static final String COMBINING = "partialsOfManyTasksMeetAmongFourAndMoreRanks()";
  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> underOpenMpi() throws Exception {
    return contract(Mpirun.Kind.OPEN_MPI);
  }

  @TestFactory
  List<DynamicTest> underMpich() throws Exception {
    return contract(Mpirun.Kind.MPICH);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({
    "OPEN_MPI, 1",
    "OPEN_MPI, 2",
    "OPEN_MPI, 3",
    "OPEN_MPI, 5",
    "MPICH, 1",
    "MPICH, 2",
    "MPICH, 3",
    "MPICH, 5"
  })
  void anyNumberOfRanksGivesTheBitsOfLocalThreads(Mpirun.Kind kind, int ranks) throws Exception {
    session(kind, ranks, SameBitsInSession.class, CombiningInSession.class)
        .succeeded()
        .says(SessionMain.PASSED + "randomExpressionsHaveTheBitsOfLocalThreads")
        .says(SessionMain.PASSED + COMBINING);
  }

  private Mpirun.Outcome session(Mpirun.Kind kind, int ranks, Class<?>... tests) throws Exception {
    try (Mpirun.Running running =
        new Mpirun(kind, ranks)
            .jvm("-D" + Hub.PROPERTY + "=" + folder.resolve("hub"))
            .start(
                SessionMain.class, Stream.of(tests).map(Class::getName).toArray(String[]::new))) {
      return running.await(SECONDS);
    }
  }

  private List<DynamicTest> contract(Mpirun.Kind kind) throws Exception {
    Mpirun.Outcome outcome = session(kind, 4, ContractInSession.class, CombiningInSession.class);
    List<DynamicTest> tests = new ArrayList<>();
    outcome
        .out()
        .lines()
        .forEach(
            line -> {
              if (line.startsWith(SessionMain.PASSED)) {
                tests.add(dynamicTest(line, () -> {}));
              } else if (line.startsWith(SessionMain.FAILED)
                  || line.startsWith(SessionMain.SKIPPED)) {
                tests.add(dynamicTest(line, () -> fail(outcome.toString())));
              }
            });
    tests.add(
        dynamicTest(
            "the ranks combine what they fold",
            () -> outcome.says(SessionMain.PASSED + COMBINING)));
    tests.add(dynamicTest("the world ends well", outcome::succeeded));
    return tests;
  }
}
