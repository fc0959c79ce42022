package org.isobar.engine.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isobar.engine.plan.FileSpec;
import org.isobar.engine.plan.Plan;
import org.jspecify.annotations.Nullable;

/** Half-written files of runs that were killed; their values are in the journal. */
final class LeftOvers {
  private LeftOvers() {}

  /** Removes those of these that can be what a run left beside its outputs. */
  static void remove(Plan plan, List<String> names) throws IOException {
    Set<Path> folders = new HashSet<>();
    for (FileSpec output : plan.files()) {
      folders.add(folder(output.path()));
    }
    for (String name : names) {
      Path path = Path.of(name);
      if (folders.contains(path.toAbsolutePath().getParent()) && name.endsWith(".part")) {
        CheckpointFiles.delete(path);
      }
    }
  }

  /**
   * Where an output's temporary file lies: an output that is a link is written beside its target.
   */
  private static @Nullable Path folder(Path output) throws IOException {
    Path real =
        Files.isSymbolicLink(output)
            ? output.resolveSibling(Files.readSymbolicLink(output)).normalize()
            : output;
    return real.toAbsolutePath().getParent();
  }
}
