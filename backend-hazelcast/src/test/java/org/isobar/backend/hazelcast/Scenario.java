package org.isobar.backend.hazelcast;

import java.nio.file.Path;
import org.isobar.dataset.FileFormat;
import org.isobar.op.Std;
import org.isobar.run.Request;

/** What is computed while something goes wrong. */
enum Scenario {
  REDUCE,
  TWO_PASSES,
  WRITE;

  /**
   * What is asked for.
   *
   * @param file where it is written to, if it is
   * @param seed files are classic and deflated in turn
   */
  Request request(Path file, long seed) {
    return switch (this) {
      case REDUCE -> Asked.toMemory(Asked.fold(new Std(1), Asked.SET.read()));
      case TWO_PASSES -> Asked.toMemory(Asked.fold(new Std(1), Asked.anomaly(Asked.SET.read())));
      case WRITE ->
          seed % 2 == 0
              ? Asked.toFile(file, FileFormat.NC2, 0)
              : Asked.toFile(file, FileFormat.NC4, 1);
    };
  }
}
