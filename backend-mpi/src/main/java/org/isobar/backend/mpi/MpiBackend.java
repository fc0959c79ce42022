package org.isobar.backend.mpi;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.isobar.Backend;
import org.isobar.backend.mpi.binding.Mpi;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.BackendException;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.Request;

/**
 * Runs requests on the ranks of an MPI world: {@code mpirun -n 4 java ... Study}. Rank 0 runs the
 * program and takes part in the work; the other ranks work for it until it closes the backend.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   try (Backend backend = MpiBackend.world()) {   // the other ranks do not get beyond this line
 *     Dataset.open("tas.nc").field("tas").mean("time").write(Path.of("mean.nc"), backend);
 *   }
 * }
 * }</pre>
 *
 * <p>A program that no launcher started is a world of its own, of one rank. If a process of the
 * world ends before the backend is closed, whichever way, all end, and the launcher's exit code is
 * not zero; MPICH's alone takes {@code Runtime.halt(0)} for a good end. A process joins a world
 * once in its life.
 */
public final class MpiBackend implements Backend {
  private static final System.Logger LOG = System.getLogger(MpiBackend.class.getName());

  /** Launchers give processes a second or more between the signal and the end. */
  private static final Duration TIDYING = Duration.ofMillis(700);

  /** Whoever wants a checkpoint gives more, or has the last one that was made before. */
  private static final Duration KEEPING = Duration.ofSeconds(25);

  private final Node node;
  private final Backend planned;
  private final AtomicBoolean closed = new AtomicBoolean();

  private MpiBackend(Node node) {
    this.node = node;
    this.planned = node.newBackend(node.settings().memory()).backend();
    // Half-written files go, as far as there is time.
    node.beforeAbort(TIDYING, planned::close);
  }

  /**
   * The backend of this world, at rank 0. At other ranks this does not return: they work until rank
   * 0 closes it, and end their process.
   *
   * @throws BackendException if the MPI library is missing or is not the launcher's
   */
  public static MpiBackend world() {
    return builder().world();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a world; each rank may have its own. */
  public static final class Builder {
    /** The rest is for what ranks send each other. */
    private static final double SHARE_OF_HEAP = 0.35;

    private static final int MOST_THREADS = 1024;

    private int threads = Processors.find().threads();
    private long memory = (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory());
    private Duration deadline = World.Settings.DEFAULT.deadline();
    private TaskInterceptor interceptor = TaskInterceptor.NONE;

    private Builder() {}

    /**
     * Number of tasks that a rank runs at once; by default its share of the machine's processors.
     */
    public Builder threads(int count) {
      if (count < 1 || count > MOST_THREADS) {
        throw new IllegalArgumentException(
            "a rank has from 1 to " + MOST_THREADS + " threads, got " + count);
      }
      threads = count;
      return this;
    }

    /**
     * Bytes that a request may hold in a rank unless it says otherwise; by default 35 % of the
     * heap.
     */
    public Builder memory(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("memory must be above 0 bytes, got " + bytes);
      }
      memory = bytes;
      return this;
    }

    /** How long a rank may be silent before the world ends; 60 s by default, 0.6 s at least. */
    public Builder deadline(Duration silence) {
      deadline = silence;
      return this;
    }

    /** Lets tests stand between this rank and its tasks. */
    Builder interceptor(TaskInterceptor between) {
      interceptor = between;
      return this;
    }

    Node.Settings settings() {
      return new Node.Settings(
          threads,
          memory,
          new World.Settings(deadline, World.Settings.DEFAULT.part()),
          interceptor);
    }

    /**
     * The backend of this world, at rank 0. At other ranks this does not return: they work until
     * rank 0 closes it, and end their process.
     */
    public MpiBackend world() {
      Node node = Node.join(settings());
      if (node.rank() != 0) {
        node.serve();
        System.exit(0);
      }
      Processors.find().complaint().ifPresent(text -> LOG.log(Level.WARNING, text));
      return new MpiBackend(node);
    }
  }

  /**
   * The number of this process among those that an MPI launcher started together, as the
   * environment has it: before the world is joined, and for nothing but what is said.
   */
  public static OptionalInt launchedAs() {
    return Mpi.launchedAs();
  }

  /** Number of ranks in the world. */
  public int size() {
    return node.size();
  }

  @Override
  public String name() {
    return planned.name();
  }

  @Override
  public Explanation explain(Request request) {
    return planned.explain(request);
  }

  @Override
  public Job submit(Request request) {
    if (request.options().checkpoints().isPresent()) {
      node.beforeAbort(KEEPING, planned::close);
    }
    return planned.submit(request);
  }

  /** Ends the work of all ranks, and leaves the world with them. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      planned.close();
      node.close();
    }
  }
}
