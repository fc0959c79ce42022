package org.isobar.oracle;

import java.nio.file.Files;
import java.nio.file.Path;
import org.isobar.backend.mpi.MpiBackend;

/** Runs the commands of {@link EveryOperator} one after another in one MPI world. */
public final class EveryOperatorMain {
  private EveryOperatorMain() {}

  /** Arguments: the folder of the commands, the folder of outputs, the file of results. */
  public static void main(String[] arguments) throws Exception {
    try (MpiBackend backend = MpiBackend.builder().threads(1).world()) {
      Path results = Path.of(arguments[2]);
      Path outputs = Path.of(arguments[1]);
      Files.write(results, EveryOperator.run(Path.of(arguments[0]), backend, outputs));
      System.out.println("all on " + backend.name());
    }
  }
}
