package org.isobar.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How a request runs. None of it changes a bit of the result.
 *
 * @param memory budget in bytes for each worker process (buffers, accumulators, intermediates);
 *     empty for the backend's default
 * @param deadline the longest the request may run; it is cancelled after
 * @param progress is told what happens
 * @param checkpoints whether to note how far the request is; empty for no
 */
public record RunOptions(
    Optional<Long> memory,
    Optional<Duration> deadline,
    ProgressListener progress,
    Optional<Checkpoints> checkpoints) {
  public static final RunOptions DEFAULT =
      new RunOptions(Optional.empty(), Optional.empty(), ProgressListener.NONE, Optional.empty());

  public RunOptions memory(long bytes) {
    return new RunOptions(Optional.of(bytes), deadline, progress, checkpoints);
  }

  public RunOptions deadline(Duration longest) {
    return new RunOptions(memory, Optional.of(longest), progress, checkpoints);
  }

  public RunOptions progress(ProgressListener listener) {
    return new RunOptions(memory, deadline, listener, checkpoints);
  }

  public RunOptions checkpoints(Checkpoints how) {
    return new RunOptions(memory, deadline, progress, Optional.of(how));
  }
}
