package org.isobar.run;

import java.util.List;
import org.isobar.data.NdArray;

/** A request that runs. */
public interface Job {
  /**
   * Waits for the end and returns the arrays of the {@link Request.ToMemory} outputs, in their
   * order. An interrupt cancels the job.
   *
   * @throws org.isobar.error.TaskException naming task, file and region if a task failed
   * @throws org.isobar.error.DatasetException if a file could not be read or written
   * @throws org.isobar.error.CancelledException if the job was cancelled or its deadline passed
   */
  List<NdArray> await();

  /**
   * Asks the job to stop; {@link #await} then throws. Files that were being written are removed.
   */
  void cancel();

  boolean isDone();
}
