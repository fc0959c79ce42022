package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.Price;
import org.isobar.engine.plan.ProduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.Cancellation;
import org.isobar.engine.runtime.Combiner;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.ReaderPool;
import org.isobar.engine.runtime.StageRun;
import org.isobar.engine.runtime.StageScheduler;
import org.isobar.engine.runtime.StageWorker;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.Encoded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a driver judges members that are not heard. */
class DriverStageTest {
  /** Whoever was not heard for a nanosecond is silent. */
  private static final StageScheduler.Settings AT_ONCE = new StageScheduler.Settings(1, 1, 0, 4);

  private static final Stage STAGE =
      new ProduceStage(
          "nothing",
          List.of(new Dim("x", 4)),
          List.of(),
          LongList.of(1),
          LongList.of(1),
          1,
          new Price(0, 0, 0));

  private final ReaderPool readers = new ReaderPool(Providers.of(List.of()), 1);
  private final JobContext context =
      JobContext.ofMember(
          new Plan(List.of(STAGE), List.of(), List.of(), List.of(), 0, 0),
          Kernels.load(),
          readers,
          new Cancellation());
  private final DriverJob job =
      new DriverJob(1, context, new Encoded(Blob.of(new byte[0]), Map.of()), "/");
  private final Run run = new Run();
  private final DriverStage stage = new DriverStage(job, run, AT_ONCE, new Counts(), 0);

  /** Says what the stage says, and lets a disk be slow. */
  private final class Run implements StageRun {
    final List<String> retried = new ArrayList<>();
    Runnable whileTaking = () -> {};

    @Override
    public int index() {
      return 0;
    }

    @Override
    public Stage stage() {
      return STAGE;
    }

    @Override
    public JobContext job() {
      return context;
    }

    @Override
    public Optional<Combiner> combiner() {
      return Optional.empty();
    }

    @Override
    public StageWorker newWorker() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Cancellation cancellation() {
      return context.cancellation();
    }

    @Override
    public List<TaskRange> doneBefore() {
      return List.of();
    }

    @Override
    public void accept(TaskRange tasks, Runnable taking) {
      whileTaking.run();
      taking.run();
    }

    @Override
    public void retried(long task, String cause) {
      retried.add(cause);
    }
  }

  private static MemberLine member(int worker) {
    return new MemberLine(
        "member" + worker,
        worker,
        0,
        new Link() {
          @Override
          public void start(Listener listener) {}

          @Override
          public void send(String peer, byte[] frame) {}

          @Override
          public void close() {}
        },
        Secret.NONE,
        Wires.messages(),
        Optional.empty(),
        (member, e) -> {});
  }

  private void tickLater() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < 1_000) {
      Thread.onSpinWait();
    }
    stage.tick();
  }

  @AfterEach
  void close() {
    context.close();
    readers.close();
  }

  @Test
  void aMemberWhoseResultIsBeingTakenIsNotSilent() {
    MemberLine busy = member(1);
    MemberLine silent = member(2);
    stage.enlist(busy);
    stage.enlist(silent);
    run.whileTaking = this::tickLater;
    // Of the task that it was lent first; it has been lent no other yet.
    Message.Done done =
        new Message.Done(1, 0, 1, new TaskRange(0, 1), List.of(), List.of(), List.of());
    busy.attend(() -> stage.done(busy, done));
    assertEquals(
        List.of("member member2 is silent; what it had not handed up runs again"), run.retried);
  }

  @Test
  void afterThatItMayBe() {
    MemberLine busy = member(1);
    stage.enlist(busy);
    busy.attend(() -> {});
    tickLater();
    assertEquals(
        List.of("member member1 is silent; what it had not handed up runs again"), run.retried);
  }
}
