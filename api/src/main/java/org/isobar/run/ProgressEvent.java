package org.isobar.run;

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

  /** All is done. */
  record Finished(long bytesRead, long nanos) implements ProgressEvent {}
}
