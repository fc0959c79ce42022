package org.isobar.backend.mpi.binding;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the environment says of the program that started this process. A library of another family
 * than the launcher's does not see the other processes and takes itself for a world of one, without
 * a word: that is what this is compared with.
 *
 * @param name how messages call the launcher; empty where none left a trace
 * @param family the family of its library, where it is known
 * @param certain whether that cannot be another one: PMI and PMIx serve libraries of either
 * @param size number of processes it started, where it is known
 * @param rank number of this process among them, where it is known
 */
record Launcher(
    String name, Optional<Family> family, boolean certain, OptionalInt size, OptionalInt rank) {

  static Launcher of(Map<String, String> environment) {
    if (environment.containsKey("OMPI_COMM_WORLD_SIZE")) {
      return new Launcher(
          "Open MPI's mpirun",
          Optional.of(Family.OPEN_MPI),
          true,
          number(environment, "OMPI_COMM_WORLD_SIZE"),
          number(environment, "OMPI_COMM_WORLD_RANK"));
    }
    if (environment.containsKey("PMI_SIZE")) {
      return new Launcher(
          "a launcher of MPICH",
          Optional.of(Family.MPICH),
          true,
          number(environment, "PMI_SIZE"),
          number(environment, "PMI_RANK"));
    }
    // Slurm starts processes for either family; with PMI-2 it tells the rank only.
    OptionalInt step = number(environment, "SLURM_STEP_NUM_TASKS");
    if (environment.containsKey("PMIX_RANK")) {
      return new Launcher(
          "a PMIx launcher",
          Optional.of(Family.OPEN_MPI),
          false,
          step,
          number(environment, "PMIX_RANK"));
    }
    if (environment.containsKey("PMI_RANK")) {
      return new Launcher(
          "a PMI launcher",
          Optional.of(Family.MPICH),
          false,
          step,
          number(environment, "PMI_RANK"));
    }
    return step.isPresent()
        ? new Launcher("srun", Optional.empty(), false, step, number(environment, "SLURM_PROCID"))
        : new Launcher("", Optional.empty(), false, OptionalInt.empty(), OptionalInt.empty());
  }

  private static OptionalInt number(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    return value.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(value))
        : OptionalInt.empty();
  }

  private boolean isOfAnother(Family loaded) {
    return family.isPresent() && family.get() != loaded;
  }

  /** What is wrong with a library of this family, or nothing. */
  Optional<String> objectionTo(Family loaded, String library) {
    return certain && isOfAnother(loaded)
        ? Optional.of(objection(loaded, library, "which would take"))
        : Optional.empty();
  }

  private String objection(Family loaded, String library, String which) {
    return name
        + " started this process, but the library "
        + library
        + " is of "
        + loaded.label
        + ", "
        + which
        + " each process for a world of its own; start with "
        + loaded.launcher
        + ", or leave the choice of the library to the launcher (no -D"
        + NativeLibrary.PROPERTY
        + ")";
  }

  /** What is wrong with a world of so many ranks, or nothing. */
  Optional<String> objectionTo(int ranks, Family loaded, String library) {
    if (size.isEmpty()) {
      return ranks == 1 && isOfAnother(loaded)
          ? Optional.of(objection(loaded, library, "which takes"))
          : Optional.empty();
    }
    if (size.getAsInt() == ranks) {
      return Optional.empty();
    }
    return Optional.of(
        name
            + " started "
            + size.getAsInt()
            + " processes, but the library "
            + library
            + " ("
            + loaded.label
            + ") sees a world of "
            + ranks
            + ": launcher and library do not belong together; start with "
            + loaded.launcher
            + (name.equals("srun") ? " or srun --mpi=pmix or --mpi=pmi2" : "")
            + ", or name the launcher's library with -D"
            + NativeLibrary.PROPERTY
            + "=");
  }
}
