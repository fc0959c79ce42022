package org.isobar.engine.runtime;

import java.io.UncheckedIOException;
import java.util.Locale;
import org.isobar.engine.plan.Stage;
import org.isobar.error.IsobarException;
import org.isobar.error.PlanException;
import org.isobar.error.TaskException;

/**
 * Runs a task until it is done: where the operating system fails it is tried again up to three
 * times, where the data or the program is at fault never. Thread-safe.
 */
public final class TaskAttempts {
  private static final int RETRIES = 3;

  private final TaskInterceptor interceptor;

  public TaskAttempts(TaskInterceptor interceptor) {
    this.interceptor = interceptor;
  }

  /** Which of so many open tasks of a stage runs as number {@code position}. */
  public long order(StageRun run, long position, long open) {
    return interceptor.order(run.index(), position, open);
  }

  /**
   * Runs a task of a stage and says that it is done.
   *
   * @throws TaskException naming the task, and file and region where they are known
   * @throws IsobarException of other kinds as the readers and writers throw them
   */
  public void run(StageRun run, StageWorker worker, long task) {
    Stage stage = run.stage();
    for (int attempt = 0; ; attempt++) {
      try {
        run.cancellation().check();
        int number = attempt;
        interceptor.run(run.index(), task, number, () -> worker.run(task));
        run.accept(new TaskRange(task, task + 1), worker::release);
        return;
      } catch (UncheckedIOException e) {
        if (attempt == RETRIES) {
          throw failed(stage, task, e, " failed " + (attempt + 1) + " times: ");
        }
        run.retried(task, String.valueOf(e.getMessage()));
      } catch (IsobarException e) {
        throw e;
      } catch (OutOfMemoryError e) {
        throw outOfMemory(stage, task, e);
      } catch (RuntimeException | Error e) {
        throw failed(stage, task, e, " failed: ");
      }
    }
  }

  private static TaskException failed(Stage stage, long task, Throwable cause, String how) {
    String file = cause instanceof ReadFailure f ? f.file() : "";
    String region = cause instanceof ReadFailure f ? f.region() : stage.where(task);
    String what = cause instanceof UncheckedIOException ? cause.getMessage() : cause.toString();
    return new TaskException(
        "task "
            + task
            + " of "
            + stage.tasks()
            + " of '"
            + stage.label()
            + "' ("
            + stage.where(task)
            + ")"
            + how
            + what,
        task,
        file,
        region,
        cause);
  }

  private static PlanException outOfMemory(Stage stage, long task, OutOfMemoryError cause) {
    return new PlanException(
        String.format(
            Locale.ROOT,
            "task %d of '%s' ran out of memory: the stage was planned to hold %d bytes, the heap"
                + " has at most %d; raise -Xmx or lower the memory budget of the request",
            task,
            stage.label(),
            stage.price().memory(),
            Runtime.getRuntime().maxMemory()),
        cause);
  }
}
