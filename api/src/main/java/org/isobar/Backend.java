package org.isobar;

import org.isobar.dataset.FileView;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.Request;

/**
 * Where work runs: threads of this JVM, a grid, ranks. The same request gives the same bits on
 * every backend.
 *
 * <p>Thread-safe: requests of several callers share its workers fairly; memory, deadline and
 * cancellation are per request.
 */
public interface Backend extends AutoCloseable {
  /** Name in explanations, such as {@code local(2 threads)}. */
  String name();

  /**
   * Plans and prices a request without reading any data.
   *
   * @throws org.isobar.error.PlanException if it cannot run within the request's memory budget
   */
  Explanation explain(Request request);

  /**
   * Plans a request and starts it.
   *
   * @throws org.isobar.error.PlanException if it cannot run within the request's memory budget;
   *     nothing was read or written
   * @throws org.isobar.error.BackendException if the backend is closed
   */
  Job submit(Request request);

  /**
   * The files that its requests read and write, for {@link Dataset.Options#on}: those of this
   * process, unless it drives others from a place where the files are not.
   */
  default FileView files() {
    return LocalFiles.VIEW;
  }

  /**
   * Cancels what runs, waits for it, and releases all resources. Requests that do not end are left
   * behind after four seconds; those that keep a checkpoint have twenty more to write it. A backend
   * that leaves other processes says how much longer that takes.
   */
  @Override
  void close();
}
