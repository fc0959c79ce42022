package org.isobar.backend.mpi.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LauncherTest {
  @Test
  void openMpiIsKnownByItsVariables() {
    Launcher launcher = Launcher.of(Map.of("OMPI_COMM_WORLD_SIZE", "4", "PMIX_RANK", "0"));
    assertEquals(Optional.of(Family.OPEN_MPI), launcher.family());
    assertEquals(OptionalInt.of(4), launcher.size());
  }

  @Test
  void mpichIsKnownByItsVariables() {
    Launcher launcher = Launcher.of(Map.of("PMI_SIZE", "3", "PMI_RANK", "1"));
    assertEquals(Optional.of(Family.MPICH), launcher.family());
    assertEquals(OptionalInt.of(3), launcher.size());
  }

  @Test
  void slurmTellsTheSizeAndItsPluginTheFamily() {
    Map<String, String> pmix = Map.of("PMIX_RANK", "0", "SLURM_STEP_NUM_TASKS", "8");
    assertEquals(Optional.of(Family.OPEN_MPI), Launcher.of(pmix).family());
    assertEquals(OptionalInt.of(8), Launcher.of(pmix).size());
    Map<String, String> pmi2 = Map.of("PMI_RANK", "0", "SLURM_STEP_NUM_TASKS", "8");
    assertEquals(Optional.of(Family.MPICH), Launcher.of(pmi2).family());
    Map<String, String> none = Map.of("SLURM_STEP_NUM_TASKS", "8");
    assertEquals(Optional.empty(), Launcher.of(none).family());
    assertEquals(OptionalInt.of(8), Launcher.of(none).size());
  }

  @Test
  void withoutATraceNothingIsObjectedTo() {
    Launcher launcher = Launcher.of(Map.of("PATH", "/bin", "SLURM_NTASKS", "4"));
    assertEquals("", launcher.name());
    assertEquals(Optional.empty(), launcher.objectionTo(Family.MPICH, "libmpich.so.12"));
    assertEquals(Optional.empty(), launcher.objectionTo(1, Family.MPICH, "libmpich.so.12"));
  }

  @Test
  void sizesThatAreNoNumbersAreUnknown() {
    assertEquals(OptionalInt.empty(), Launcher.of(Map.of("PMI_SIZE", "many")).size());
    assertEquals(OptionalInt.empty(), Launcher.of(Map.of("PMI_SIZE", "99999999999")).size());
  }

  @Test
  void objectionsNameBothSides() {
    Launcher launcher = Launcher.of(Map.of("OMPI_COMM_WORLD_SIZE", "4"));
    String family = launcher.objectionTo(Family.MPICH, "libmpich.so.12").orElseThrow();
    assertTrue(family.startsWith("Open MPI's mpirun started this process"), family);
    assertTrue(family.contains("libmpich.so.12 is of MPICH"), family);
    String size = launcher.objectionTo(1, Family.OPEN_MPI, "libmpi.so.40").orElseThrow();
    assertTrue(size.contains("started 4 processes"), size);
    assertTrue(size.contains("sees a world of 1"), size);
    assertEquals(Optional.empty(), launcher.objectionTo(4, Family.OPEN_MPI, "libmpi.so.40"));
  }

  /** MPICH can be built with PMIx, and Open MPI with PMI: whoever names the library knows. */
  @Test
  void whereTheLauncherServesEitherFamilyTheSizeOfTheWorldDecides() {
    Launcher pmix = Launcher.of(Map.of("PMIX_RANK", "0", "SLURM_STEP_NUM_TASKS", "8"));
    assertEquals(Optional.empty(), pmix.objectionTo(Family.MPICH, "libmpich.so.12"));
    assertEquals(Optional.empty(), pmix.objectionTo(8, Family.MPICH, "libmpich.so.12"));
    String alone = pmix.objectionTo(1, Family.MPICH, "libmpich.so.12").orElseThrow();
    assertTrue(alone.contains("sees a world of 1"), alone);
    Launcher pmi = Launcher.of(Map.of("PMI_RANK", "0", "SLURM_STEP_NUM_TASKS", "8"));
    assertEquals(Optional.empty(), pmi.objectionTo(Family.OPEN_MPI, "libmpi.so.40"));
  }

  @Test
  void whereTheSizeIsNotKnownEitherNobodyIsAloneInSilence() {
    Launcher pmix = Launcher.of(Map.of("PMIX_RANK", "0"));
    assertEquals(Optional.empty(), pmix.objectionTo(4, Family.MPICH, "libmpich.so.12"));
    String alone = pmix.objectionTo(1, Family.MPICH, "libmpich.so.12").orElseThrow();
    assertTrue(alone.contains("takes each process for a world of its own"), alone);
    assertEquals(Optional.empty(), pmix.objectionTo(1, Family.OPEN_MPI, "libmpi.so.40"));
  }
}
