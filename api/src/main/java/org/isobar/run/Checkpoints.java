package org.isobar.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets a request that writes files note how far it is, so that another one can go on from there if
 * its processes are killed. The notes lie in {@code NAME.checkpoint} and {@code
 * NAME.checkpoint.data}, where {@code NAME} is the first file of the request, and are gone when it
 * has ended well. A request that writes no file keeps none.
 *
 * @param folder where the notes lie; empty for beside the first file
 * @param every time between two notes
 * @param resume whether to go on from notes that are there. Without them the request begins anew.
 *     With notes there and {@code resume} false the request is refused, so that no work is lost by
 *     mistake
 */
public record Checkpoints(Optional<Path> folder, Duration every, boolean resume) {
  /** Time between two notes unless somebody says otherwise. */
  public static final Duration USUAL = Duration.ofSeconds(30);

  public Checkpoints {
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("checkpoints every " + every);
    }
  }

  /** Notes beside the first file, made every 30 seconds. */
  public static Checkpoints keep() {
    return new Checkpoints(Optional.empty(), USUAL, false);
  }

  public Checkpoints every(Duration time) {
    return new Checkpoints(folder, time, resume);
  }

  public Checkpoints in(Path where) {
    return new Checkpoints(Optional.of(where), every, resume);
  }

  /** Goes on from notes that are there. */
  public Checkpoints resume(boolean on) {
    return new Checkpoints(folder, every, on);
  }

  /** Where a request whose first file this is keeps its notes. */
  public Path of(Path file) {
    String name = file.getFileName() + ".checkpoint";
    return folder.map(f -> f.resolve(name)).orElseGet(() -> file.resolveSibling(name));
  }
}
