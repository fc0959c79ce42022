package org.isobar.backend.mpi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How many processors a rank should use: its share of the machine's, and no more than it may.
 *
 * @param allowed processors that the process may run on
 * @param machine processors of the machine
 * @param neighbours ranks on the machine, this one included
 */
record Processors(int allowed, int machine, int neighbours) {
  private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

  /** Of this process. */
  static Processors find() {
    int allowed = Runtime.getRuntime().availableProcessors();
    return new Processors(allowed, Math.max(allowed, online()), neighbours(System.getenv()));
  }

  /** Ranks on this machine, as Open MPI, MPICH's launcher or Slurm say. */
  static int neighbours(Map<String, String> environment) {
    for (String name :
        new String[] {"OMPI_COMM_WORLD_LOCAL_SIZE", "MPI_LOCALNRANKS", "SLURM_NTASKS_PER_NODE"}) {
      String value = environment.getOrDefault(name, "");
      if (value.matches("[1-9][0-9]{0,5}")) {
        return Integer.parseInt(value);
      }
    }
    return 1;
  }

  private static int online() {
    try {
      return count(Files.readString(ONLINE).strip());
    } catch (IOException notLinux) {
      return 0;
    }
  }

  /** Counts a list of ranges, such as {@code 0-3,8}; 0 if it is none. */
  static int count(String ranges) {
    if (!ranges.matches("[0-9]{1,6}(-[0-9]{1,6})?(,[0-9]{1,6}(-[0-9]{1,6})?)*")) {
      return 0;
    }
    int sum = 0;
    for (String range : ranges.split(",", -1)) {
      String[] ends = range.split("-", -1);
      sum += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
    }
    return sum;
  }

  /** Number of tasks to run at once. */
  int threads() {
    return Math.clamp(machine / neighbours, 1, allowed);
  }

  /** What is wrong with where the rank may run, if anything is. */
  Optional<String> complaint() {
    int share = machine / neighbours;
    return allowed >= share
        ? Optional.empty()
        : Optional.of(
            "each rank may use "
                + allowed
                + " of the machine's "
                + machine
                + " processors, although only "
                + neighbours
                + " ranks share them: start mpirun with --bind-to none to use "
                + share);
  }
}
