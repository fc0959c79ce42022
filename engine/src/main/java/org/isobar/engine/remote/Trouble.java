package org.isobar.engine.remote;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.isobar.engine.runtime.ReadFailure;
import org.isobar.engine.runtime.UnreadableHereException;
import org.isobar.error.BackendException;
import org.isobar.error.CancelledException;
import org.isobar.error.DatasetException;
import org.isobar.error.IsobarException;
import org.isobar.error.PlanException;
import org.isobar.error.ShapeException;
import org.isobar.error.TaskException;
import org.isobar.error.UnitException;

/**
 * What went wrong in another process.
 *
 * @param message of what was thrown
 * @param host where it happened
 * @param file what was read, or an empty string
 * @param region the region, or an empty string
 * @param stack the stack trace as text
 */
public record Trouble(
    Kind kind, String message, String host, String file, String region, String stack) {
  private static final int LONGEST = 16_000;

  /** What to do about it. */
  public enum Kind {
    /** The operating system failed: another attempt may help. */
    IO,
    /** A file cannot be opened there, or is another one: another process may help. */
    UNREADABLE_THERE,
    /** The process has no memory left. */
    MEMORY,
    /** The data are at fault. */
    DATASET,
    PLAN,
    SHAPE,
    UNIT,
    CANCELLED,
    BACKEND,
    /** The program is at fault. */
    BUG
  }

  static Trouble of(Throwable e, String host) {
    try {
      return told(e, host);
    } catch (RuntimeException | StackOverflowError wordless) {
      // What was thrown cannot say why.
      return new Trouble(kind(e), e.getClass().getName(), host, "", "", "");
    }
  }

  private static Trouble told(Throwable e, String host) {
    String file = e instanceof ReadFailure f ? f.file() : "";
    String region = e instanceof ReadFailure f ? f.region() : "";
    Kind kind = kind(e);
    String message = kind == Kind.BUG ? e.toString() : String.valueOf(e.getMessage());
    return new Trouble(kind, cut(message), host, file, region, cut(stack(e)));
  }

  private static Kind kind(Throwable e) {
    return switch (e) {
      case UncheckedIOException io -> Kind.IO;
      case UnreadableHereException u -> Kind.UNREADABLE_THERE;
      case OutOfMemoryError m -> Kind.MEMORY;
      case DatasetException d -> Kind.DATASET;
      case PlanException p -> Kind.PLAN;
      case UnitException u -> Kind.UNIT;
      case ShapeException s -> Kind.SHAPE;
      case CancelledException c -> Kind.CANCELLED;
      case BackendException b -> Kind.BACKEND;
      default -> Kind.BUG;
    };
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  private static String stack(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Stands for what was thrown in the other process; its text holds the stack trace there. */
  private static final class Elsewhere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Elsewhere(Trouble trouble) {
      super("on " + trouble.host + ": " + trouble.stack, null, false, false);
    }
  }

  /** What is thrown here for it. */
  IsobarException toException(long task, String where) {
    String text = message + " (on " + host + ")";
    RuntimeException cause = new Elsewhere(this);
    return switch (kind) {
      case UNREADABLE_THERE, DATASET -> new DatasetException(text, cause);
      case MEMORY, PLAN -> new PlanException(text, cause);
      case SHAPE -> new ShapeException(text, cause);
      case UNIT -> new UnitException(text, cause);
      case CANCELLED -> new CancelledException(text);
      case BACKEND -> new BackendException(text, cause);
      case IO, BUG -> new TaskException(text, task, file, region.isEmpty() ? where : region, cause);
    };
  }
}
