package org.isobar.engine.remote;

import java.util.HashMap;
import java.util.Map;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.StageScheduler;
import org.isobar.error.BackendException;
import org.isobar.error.IsobarException;
import org.isobar.error.TaskException;

/** What went wrong with tasks of a stage, in the words of its job's error. Not thread-safe. */
final class Troubles {
  private final Stage stage;
  private final Map<Long, Trouble> last = new HashMap<>();

  Troubles(Stage stage) {
    this.stage = stage;
  }

  /** A task failed, but may run again. */
  void add(long task, Trouble trouble) {
    last.put(task, trouble);
  }

  /** The error of a task that is not to run again. */
  IsobarException exception(long task, Trouble trouble) {
    return exception(task, trouble, " failed: ");
  }

  /** The error of a task that ran too often. */
  IsobarException exception(StageScheduler.Failure why) {
    long task = why.task();
    Trouble trouble = last.get(task);
    String how = " failed " + why.attempts() + " times: ";
    return trouble != null
        ? exception(task, trouble, how)
        : new TaskException(
            name(task) + how + why.cause(),
            task,
            "",
            stage.where(task),
            new BackendException(why.cause()));
  }

  private IsobarException exception(long task, Trouble trouble, String how) {
    boolean named = trouble.kind() == Trouble.Kind.IO || trouble.kind() == Trouble.Kind.BUG;
    Trouble told =
        named
            ? new Trouble(
                trouble.kind(),
                name(task) + how + trouble.message(),
                trouble.host(),
                trouble.file(),
                trouble.region(),
                trouble.stack())
            : trouble;
    return told.toException(task, stage.where(task));
  }

  private String name(long task) {
    return "task "
        + task
        + " of "
        + stage.tasks()
        + " of '"
        + stage.label()
        + "' ("
        + stage.where(task)
        + ")";
  }
}
