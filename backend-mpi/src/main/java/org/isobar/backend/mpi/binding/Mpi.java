package org.isobar.backend.mpi.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.isobar.error.BackendException;

/**
 * All processes that a launcher started together: the world communicator of MPI. Messages are bytes
 * in native segments, of at most 2 GiB - 1.
 *
 * <p>One thread makes the world and makes every call: MPI is asked for no more than that. The world
 * can be made once in the life of a process. Errors of the library come as {@link MpiException}.
 */
public final class Mpi {
  /** The thread that initialised MPI makes all calls (MPI_THREAD_FUNNELED). */
  private static final int FUNNELED = 1;

  private static final int MOST_TEXT = 8192;

  /** Buffers begin at cache lines. */
  private static final long ALIGNMENT = 64;

  private final MemorySegment status = Arena.global().allocate(Abi.STATUS_BYTES, 16);
  private final MemorySegment cell = Arena.global().allocate(JAVA_LONG);
  private final MemorySegment number = Arena.global().allocate(JAVA_INT);
  private final MemorySegment noStatus = MemorySegment.ofAddress(Native.ABI.statusIgnore());
  private final int rank;
  private final int size;

  private Mpi() {
    check("MPI_Comm_rank", () -> (int) Native.COMM_RANK.invokeExact(world(), number));
    rank = number.get(JAVA_INT, 0);
    check("MPI_Comm_size", () -> (int) Native.COMM_SIZE.invokeExact(world(), number));
    size = number.get(JAVA_INT, 0);
  }

  /**
   * Loads the library of the launcher and joins its world.
   *
   * @throws BackendException if there is no library, it does not belong to the launcher, or sees
   *     another number of ranks than the launcher started
   */
  public static Mpi join() {
    Native.load();
    MemorySegment provided = Arena.global().allocate(JAVA_INT);
    check(
        "MPI_Init_thread",
        () ->
            (int)
                Native.INIT_THREAD.invokeExact(
                    MemorySegment.NULL, MemorySegment.NULL, FUNNELED, provided));
    // Errors come back as codes from here on; by default they would end the process.
    check(
        "MPI_Comm_set_errhandler",
        () -> (int) Native.SET_ERRHANDLER.invokeExact(world(), Native.ABI.errorsReturn()));
    if (provided.get(JAVA_INT, 0) < FUNNELED) {
      throw new BackendException(
          version() + " was built without threads: it cannot be used from a JVM");
    }
    Mpi mpi = new Mpi();
    Native.LAUNCHER
        .objectionTo(mpi.size, Native.ABI.family(), Native.LIBRARY.name())
        .ifPresent(
            objection -> {
              throw new BackendException(objection);
            });
    return mpi;
  }

  /** Whether a launcher of MPI started this process, and as which rank, as the environment says. */
  public static OptionalInt launchedAs() {
    return Launcher.of(System.getenv()).rank();
  }

  /** Number of this process in the world, from 0. */
  public int rank() {
    return rank;
  }

  /** Number of processes in the world. */
  public int size() {
    return size;
  }

  /** First line of what the library says of itself, such as {@code Open MPI v4.1.4, ...}. */
  public static String version() {
    Native.load();
    String text =
        text(
            "MPI_Get_library_version",
            (out, length) -> (int) Native.LIBRARY_VERSION.invokeExact(out, length));
    return text.lines().findFirst().orElse("").replaceAll("\\s+", " ").strip();
  }

  /** Name of the machine that this rank runs on. */
  public String host() {
    return text(
        "MPI_Get_processor_name",
        (out, length) -> (int) Native.PROCESSOR_NAME.invokeExact(out, length));
  }

  /** Where a message comes from, its tag, and how long it is. */
  public record Envelope(int source, int tag, int bytes) {}

  /** A message that has arrived, for this thread alone to receive. */
  public record Arrival(Envelope envelope, long handle) {}

  /**
   * The next message that has arrived from anyone, or nothing. Messages of one rank keep their
   * order.
   */
  public Optional<Arrival> probe() {
    return probe(Native.ABI.anyTag());
  }

  /** The next message of a tag that has arrived from anyone, or nothing. */
  public Optional<Arrival> probe(int tag) {
    check(
        "MPI_Improbe",
        () ->
            (int)
                Native.IMPROBE.invokeExact(
                    Native.ABI.anySource(), tag, world(), number, cell, status));
    if (number.get(JAVA_INT, 0) == 0) {
      return Optional.empty();
    }
    Envelope envelope =
        new Envelope(
            status.get(JAVA_INT, Native.ABI.statusSource()),
            status.get(JAVA_INT, Native.ABI.statusTag()),
            length());
    return Optional.of(new Arrival(envelope, handle()));
  }

  private int length() {
    check(
        "MPI_Get_count",
        () -> (int) Native.GET_COUNT.invokeExact(status, Native.ABI.typeByte(), number));
    return number.get(JAVA_INT, 0);
  }

  private long handle() {
    return Native.ABI.handle().byteSize() == 4 ? cell.get(JAVA_INT, 0) : cell.get(JAVA_LONG, 0);
  }

  private void handle(long value) {
    if (Native.ABI.handle().byteSize() == 4) {
      cell.set(JAVA_INT, 0, (int) value);
    } else {
      cell.set(JAVA_LONG, 0, value);
    }
  }

  /**
   * Begins to send a copy of the content.
   *
   * @param content native or on the heap; all of it is sent
   */
  public Transfer startSend(MemorySegment content, int to, int tag) {
    Transfer transfer = new Transfer(count(content));
    transfer.buffer.copyFrom(content);
    check(
        "MPI_Isend",
        () ->
            (int)
                Native.ISEND.invokeExact(
                    transfer.buffer,
                    count(transfer.buffer),
                    Native.ABI.typeByte(),
                    to,
                    tag,
                    world(),
                    transfer.request));
    return transfer;
  }

  /** Begins to receive a message that has arrived. */
  public Transfer startReceive(Arrival arrival) {
    Transfer transfer = new Transfer(arrival.envelope().bytes());
    handle(arrival.handle());
    check(
        "MPI_Imrecv",
        () ->
            (int)
                Native.IMRECV.invokeExact(
                    transfer.buffer,
                    count(transfer.buffer),
                    Native.ABI.typeByte(),
                    cell,
                    transfer.request));
    return transfer;
  }

  /**
   * A send or receive under way. It owns the memory that the library reads or writes, so that none
   * of it can be freed before the end.
   */
  public final class Transfer implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment request = arena.allocate(JAVA_LONG);
    private final MemorySegment buffer;
    private boolean done;

    private Transfer(int bytes) {
      buffer = arena.allocate(bytes, ALIGNMENT);
    }

    /** Whether it is done; lets the library make progress. */
    public boolean test() {
      if (!done) {
        check("MPI_Test", () -> (int) Native.TEST.invokeExact(request, number, noStatus));
        done = number.get(JAVA_INT, 0) != 0;
      }
      return done;
    }

    /** What was sent or received, until {@link #close}. */
    public MemorySegment content() {
      if (!done) {
        throw new IllegalStateException("the transfer is not done");
      }
      return buffer.asReadOnly();
    }

    /** Frees the memory of a transfer that is done. */
    @Override
    public void close() {
      if (!done) {
        throw new IllegalStateException("the transfer is not done: its memory is in use");
      }
      arena.close();
    }
  }

  /** Sends and waits until the buffer may be used again. Burns the processor while it waits. */
  public void send(MemorySegment buffer, int to, int tag) {
    int code;
    try {
      code =
          (int)
              Native.SEND.invokeExact(
                  buffer, count(buffer), Native.ABI.typeByte(), to, tag, world());
    } catch (Throwable e) {
      throw unexpected(e);
    }
    succeed("MPI_Send", code);
  }

  /** Waits for a message that fits the buffer. Burns the processor while it waits. */
  public void receive(MemorySegment buffer, int from, int tag) {
    int code;
    try {
      code =
          (int)
              Native.RECV.invokeExact(
                  buffer, count(buffer), Native.ABI.typeByte(), from, tag, world(), noStatus);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    succeed("MPI_Recv", code);
  }

  /** Ends all processes of the world; does not return in general. */
  public void abort(int code) {
    check("MPI_Abort", () -> (int) Native.ABORT.invokeExact(world(), code));
  }

  /** Leaves the world, together with all its ranks: waits for them. */
  public void leave() {
    check("MPI_Finalize", () -> (int) Native.FINALIZE.invokeExact());
  }

  private interface Call {
    int run() throws Throwable;
  }

  private static void check(String function, Call call) {
    int code;
    try {
      code = call.run();
    } catch (Throwable e) {
      throw unexpected(e);
    }
    succeed(function, code);
  }

  private static void succeed(String function, int code) {
    if (code != 0) {
      throw new MpiException(function, code, message(code));
    }
  }

  private static String message(int code) {
    String text =
        text(
            "MPI_Error_string",
            (out, length) -> (int) Native.ERROR_STRING.invokeExact(code, out, length));
    return text.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  private interface TextCall {
    int run(MemorySegment out, MemorySegment length) throws Throwable;
  }

  private static String text(String function, TextCall call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(MOST_TEXT);
      MemorySegment length = arena.allocate(JAVA_INT);
      int code = call.run(out, length);
      if (code != 0) {
        throw new BackendException(function + " failed with code " + code);
      }
      return out.getString(0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static long world() {
    return Native.ABI.commWorld();
  }

  private static int count(MemorySegment buffer) {
    return Math.toIntExact(buffer.byteSize());
  }

  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
