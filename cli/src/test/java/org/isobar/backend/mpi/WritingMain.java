package org.isobar.backend.mpi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.WriteOptions;
import org.isobar.dataset.FileFormat;
import org.isobar.engine.remote.Traffic;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.run.RunOptions;

/**
 * An MPI world that writes a field of full size twice, {@code IN OUT FORMAT LEVEL HOLD}: the first
 * time it says what rank 0 sent and received for it; the second time each rank does one task, and
 * then none until it is killed. The file HOLD tells the ranks which time it is.
 */
public final class WritingMain {
  private static final long MEMORY = 8 << 20;
  private static final int LONGEST_MINUTES = 3;
  private static final AtomicInteger BEFORE_HOLD = new AtomicInteger(1);

  private WritingMain() {}

  public static void main(String[] arguments) throws Exception {
    Path in = Path.of(arguments[0]);
    Path out = Path.of(arguments[1]);
    Path hold = Path.of(arguments[4]);
    WriteOptions write =
        WriteOptions.DEFAULT
            .format(FileFormat.valueOf(arguments[2]))
            .deflate(Integer.parseInt(arguments[3]))
            .overwrite(true);
    System.out.println(
        "rank "
            + MpiBackend.launchedAs().orElseThrow()
            + " is process "
            + ProcessHandle.current().pid());
    Node node = Node.join(MpiBackend.builder().threads(1).interceptor(holding(hold)).settings());
    if (node.rank() != 0) {
      node.serve();
      return;
    }
    Node.Driver driver = node.newBackend(MEMORY);
    try (Backend backend = driver.backend()) {
      Field celsius = Dataset.open(in.toString()).field("tas").minus(273.15);
      RunOptions run = RunOptions.DEFAULT.memory(MEMORY);
      celsius.write(out, backend, write, run);
      Traffic traffic = driver.traffic().get();
      System.out.println("traveled: " + (traffic.bytesIn() + traffic.bytesOut()) + " bytes");
      Files.createFile(hold);
      celsius.minus(1).write(out, backend, write, run);
    }
    node.close();
  }

  private static TaskInterceptor holding(Path hold) {
    return new TaskInterceptor() {
      @Override
      public void run(int stage, long task, int attempt, Runnable body) {
        if (Files.exists(hold) && BEFORE_HOLD.getAndDecrement() <= 0) {
          System.out.println("holds");
          awaitTheEnd();
        }
        body.run();
      }
    };
  }

  private static void awaitTheEnd() {
    try {
      // Not for ever: the test may have been killed itself.
      if (!new CountDownLatch(1).await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nobody killed this job");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("the job ends", e);
    }
  }
}
