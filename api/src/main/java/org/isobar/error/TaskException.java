package org.isobar.error;

/**
 * A task failed while a plan ran. Carries where: the task's index, and the file and region it
 * worked on where known.
 */
public class TaskException extends IsobarException {
  private static final long serialVersionUID = 1L;
  private final long task;
  private final String file;
  private final String region;

  public TaskException(String message, long task, String file, String region, Throwable cause) {
    super(message, cause);
    this.task = task;
    this.file = file;
    this.region = region;
  }

  /** Index of the failed task in its stage. */
  public long task() {
    return task;
  }

  /** The file the task was reading, or an empty string. */
  public String file() {
    return file;
  }

  /** The region the task worked on, such as {@code time 0:76, lat 0:96}, or an empty string. */
  public String region() {
    return region;
  }
}
