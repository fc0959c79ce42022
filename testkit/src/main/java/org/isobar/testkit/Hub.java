package org.isobar.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.isobar.data.Region;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.DatasetException;

/**
 * Lets the {@link ReadHook}s and the {@link TaskInterceptor} of a test reach tasks in other
 * processes: these ask here, over the loopback interface, whenever they open, read or run
 * something. A process finds the hub by the file that the system property {@value #PROPERTY} names.
 */
public final class Hub implements AutoCloseable {
  /** Names the file that says where the hub listens. */
  public static final String PROPERTY = "isobar.test.hub";

  /** What a process asks. */
  enum Question {
    OPENING,
    READING,
    CLOSED,
    ORDER,
    RUN
  }

  /** What it is answered. */
  enum Answer {
    DONE,
    /** Run the task's body, and say how it went. */
    BODY,
    /** The body's own failure goes on. */
    AGAIN,
    IO_FAILURE,
    DATASET_FAILURE,
    BUG
  }

  private final ServerSocket socket;
  private volatile TaskInterceptor interceptor = TaskInterceptor.NONE;

  private Hub(ServerSocket socket) {
    this.socket = socket;
  }

  /** Opens a hub, and says where in a file. */
  public static Hub open(Path file) {
    try {
      Hub hub = new Hub(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()));
      Thread.ofPlatform().daemon().name("test-hub").start(hub::accept);
      Path written = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(written, Integer.toString(hub.socket.getLocalPort()));
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      return hub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This one stands between all other processes and their tasks from now on. */
  public void interceptor(TaskInterceptor now) {
    interceptor = now;
  }

  private void accept() {
    while (true) {
      Socket caller;
      try {
        caller = socket.accept();
      } catch (IOException closed) {
        return;
      }
      // A platform thread: hooks block as long as the test likes.
      Thread.ofPlatform().daemon().name("test-hub-line").start(() -> serve(caller));
    }
  }

  private void serve(Socket caller) {
    try (caller;
        DataInputStream in = new DataInputStream(new BufferedInputStream(caller.getInputStream()));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(caller.getOutputStream()))) {
      caller.setTcpNoDelay(true);
      while (true) {
        Question question = Question.valueOf(in.readUTF());
        answer(question, in, out);
        out.flush();
      }
    } catch (IOException gone) {
      // The process that asked has ended.
    }
  }

  private void answer(Question question, DataInputStream in, DataOutputStream out)
      throws IOException {
    switch (question) {
      case OPENING -> {
        ReadHook hook = ReadHook.Installed.here(in.readUTF());
        String location = in.readUTF();
        judge(out, () -> hook.opening(location));
      }
      case READING -> {
        ReadHook hook = ReadHook.Installed.here(in.readUTF());
        String location = in.readUTF();
        String variable = in.readUTF();
        Region region = Region.of(longs(in), longs(in));
        judge(out, () -> hook.reading(location, variable, region));
      }
      case CLOSED -> {
        ReadHook hook = ReadHook.Installed.here(in.readUTF());
        String location = in.readUTF();
        judge(out, () -> hook.closed(location));
      }
      case ORDER -> out.writeLong(interceptor.order(in.readInt(), in.readLong(), in.readLong()));
      case RUN -> run(in, out);
    }
  }

  static void writeLongs(DataOutputStream out, long[] values) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static long[] longs(DataInputStream in) throws IOException {
    long[] values = new long[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  /** The body of a task failed in its process, which knows how. */
  private static final class BodyFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void run(DataInputStream in, DataOutputStream out) throws IOException {
    int stage = in.readInt();
    long task = in.readLong();
    int attempt = in.readInt();
    judge(out, () -> interceptor.run(stage, task, attempt, () -> body(in, out)));
  }

  private static void body(DataInputStream in, DataOutputStream out) {
    try {
      out.writeUTF(Answer.BODY.name());
      out.flush();
      if (!in.readBoolean()) {
        throw new BodyFailure();
      }
    } catch (IOException e) {
      throw new BodyFailure();
    }
  }

  private static void judge(DataOutputStream out, Runnable hook) throws IOException {
    try {
      hook.run();
      out.writeUTF(Answer.DONE.name());
    } catch (BodyFailure e) {
      out.writeUTF(Answer.AGAIN.name());
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      fail(out, Answer.IO_FAILURE, String.valueOf(cause == null ? e : cause.getMessage()));
    } catch (DatasetException e) {
      fail(out, Answer.DATASET_FAILURE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      fail(out, Answer.BUG, String.valueOf(e.getMessage()));
    }
  }

  private static void fail(DataOutputStream out, Answer how, String message) throws IOException {
    out.writeUTF(how.name());
    out.writeUTF(message);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
