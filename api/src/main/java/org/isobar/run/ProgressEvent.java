package org.isobar.run;

import java.nio.file.Path;

/** What happens to a request while it runs. */
public sealed interface ProgressEvent {
  /** The plan is made. */
  record Planned(int stages, long tasks, long bytesToRead) implements ProgressEvent {}

  /** A stage begins. */
  record StageStarted(int stage, String label, long tasks) implements ProgressEvent {}

  /** Tasks of a stage are done: {@code done} of {@code tasks}. */
  record TasksDone(int stage, long done, long tasks) implements ProgressEvent {}

  /** A task failed and runs again. */
  record TaskRetried(int stage, long task, String cause) implements ProgressEvent {}

  /** Of an earlier run so many tasks were done; they do not run again. */
  record Resumed(Path checkpoint, long done, long tasks) implements ProgressEvent {}

  /**
   * What was done up to now is safe: another run can go on from there.
   *
   * @param last whether the request ends now, without its result
   */
  record Checkpointed(Path checkpoint, long done, long tasks, boolean last)
      implements ProgressEvent {}

  /** All is done. */
  record Finished(long bytesRead, long nanos) implements ProgressEvent {}
}
