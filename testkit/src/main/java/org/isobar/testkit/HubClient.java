package org.isobar.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobar.data.Region;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the {@link Hub} of a test in another process. Each thread has two lines of its own: hooks
 * are asked while the line of the task is in use.
 */
public final class HubClient {
  private static final ThreadLocal<@Nullable Line> TASKS = new ThreadLocal<>();
  private static final ThreadLocal<@Nullable Line> HOOKS = new ThreadLocal<>();

  private HubClient() {}

  /** Whether there is a hub to ask. */
  static boolean isThere() {
    return System.getProperty(Hub.PROPERTY) != null;
  }

  /** What stands between this process and its tasks: the interceptor of the test at that time. */
  public static TaskInterceptor interceptor() {
    return new TaskInterceptor() {
      @Override
      public long order(int stage, long position, long tasks) {
        return ask(TASKS, line -> line.order(stage, position, tasks));
      }

      @Override
      public void run(int stage, long task, int attempt, Runnable body) {
        ask(TASKS, line -> line.run(stage, task, attempt, body));
      }
    };
  }

  /** The hook that is known under an id in the test's process. */
  static ReadHook hook(String id) {
    return new ReadHook() {
      @Override
      public void opening(String location) {
        ask(HOOKS, line -> line.tell(Hub.Question.OPENING, id, location));
      }

      @Override
      public void reading(String location, String variable, Region region) {
        ask(HOOKS, line -> line.reading(id, location, variable, region));
      }

      @Override
      public void closed(String location) {
        ask(HOOKS, line -> line.tell(Hub.Question.CLOSED, id, location));
      }
    };
  }

  private interface Call {
    long on(Line line) throws IOException;
  }

  private static long ask(ThreadLocal<@Nullable Line> lines, Call call) {
    try {
      Line line = lines.get();
      if (line == null) {
        line = new Line();
        lines.set(line);
      }
      return call.on(line);
    } catch (IOException e) {
      throw new IllegalStateException("the test's hub cannot be asked: " + e, e);
    }
  }

  private static final class Line {
    private final DataInputStream in;
    private final DataOutputStream out;

    Line() throws IOException {
      String port = Files.readString(Path.of(System.getProperty(Hub.PROPERTY)));
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
      socket.setTcpNoDelay(true);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    private void begin(Hub.Question question) throws IOException {
      out.writeUTF(question.name());
    }

    long tell(Hub.Question question, String id, String location) throws IOException {
      begin(question);
      out.writeUTF(id);
      out.writeUTF(location);
      return awaitAnswer();
    }

    long reading(String id, String location, String variable, Region region) throws IOException {
      begin(Hub.Question.READING);
      out.writeUTF(id);
      out.writeUTF(location);
      out.writeUTF(variable);
      Hub.writeLongs(out, region.starts());
      Hub.writeLongs(out, region.counts());
      return awaitAnswer();
    }

    long order(int stage, long position, long tasks) throws IOException {
      begin(Hub.Question.ORDER);
      out.writeInt(stage);
      out.writeLong(position);
      out.writeLong(tasks);
      out.flush();
      return in.readLong();
    }

    long run(int stage, long task, int attempt, Runnable body) throws IOException {
      begin(Hub.Question.RUN);
      out.writeInt(stage);
      out.writeLong(task);
      out.writeInt(attempt);
      out.flush();
      @Nullable Throwable failure = null;
      while (true) {
        Hub.Answer answer = Hub.Answer.valueOf(in.readUTF());
        if (answer != Hub.Answer.BODY) {
          end(answer, failure);
          return 0;
        }
        failure = null;
        try {
          body.run();
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        out.writeBoolean(failure == null);
        out.flush();
      }
    }

    private long awaitAnswer() throws IOException {
      out.flush();
      end(Hub.Answer.valueOf(in.readUTF()), null);
      return 0;
    }

    private void end(Hub.Answer answer, @Nullable Throwable failure) throws IOException {
      switch (answer) {
        case DONE -> {}
        case IO_FAILURE -> throw new UncheckedIOException(new IOException(in.readUTF()));
        case DATASET_FAILURE -> throw new DatasetException(in.readUTF());
        case BUG -> throw new IllegalStateException(in.readUTF());
        case AGAIN, BODY -> {
          if (failure instanceof Error e) {
            throw e;
          }
          if (failure instanceof RuntimeException e) {
            throw e;
          }
          throw new IllegalStateException("no failure, after the answer " + answer);
        }
      }
    }
  }
}
