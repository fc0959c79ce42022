package org.isobar.backend.mpi.binding;

import java.util.List;

/** Libraries with one binary interface, and how they and their launchers are called. */
enum Family {
  OPEN_MPI("Open MPI", "mpirun.openmpi", "libmpi.so.40", "libmpi.so"),
  /** MPICH and what shares its interface: Intel MPI, MVAPICH, Cray MPICH. */
  MPICH("MPICH", "mpirun.mpich", "libmpich.so.12", "libmpi.so.12");

  final String label;
  final String launcher;
  private final String likeliest;
  private final String other;

  Family(String label, String launcher, String likeliest, String other) {
    this.label = label;
    this.launcher = launcher;
    this.likeliest = likeliest;
    this.other = other;
  }

  /** Names that the dynamic linker may know the library by, the likeliest first. */
  List<String> libraries() {
    return List.of(likeliest, other);
  }
}
