package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.JoinedWriter;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.FileSpec;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.Price;
import org.isobar.engine.plan.ProduceStage;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.Encoded;
import org.isobar.engine.wire.KryoWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a member does with a job that ends while messages of it still come. */
class MemberJobTest {
  private static final byte[] ID = new byte[Frames.ID_BYTES];

  private final KryoWire wire = Wires.messages();
  private final Channel driver =
      new Channel(Frames.TO_MEMBER, Frames.TO_DRIVER, ID, Secret.NONE, wire);
  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private final Joining joining = new Joining();
  private final MemberFiles files = new MemberFiles(Providers.of(List.of(joining)), Map.of());
  private final WorkerPool pool = new WorkerPool(1, "test");
  private final AttachmentStore store = new AttachmentStore(1 << 20);
  private final ReentrantLock open = new ReentrantLock();
  private final CountDownLatch sent = new CountDownLatch(1);
  private final DriverLine line =
      new DriverLine(
          "driver",
          new Channel(Frames.TO_DRIVER, Frames.TO_MEMBER, ID, Secret.NONE, wire),
          Optional.empty(),
          new Kept(frames, open),
          files,
          "host",
          (l, message) -> {},
          () -> {},
          sent::countDown);

  /** Takes frames while it is open. */
  private record Kept(BlockingQueue<byte[]> frames, Lock open) implements Link {
    @Override
    public void start(Listener listener) {}

    @Override
    public void send(String peer, byte[] frame) {
      open.lock();
      try {
        frames.add(frame);
      } finally {
        open.unlock();
      }
    }

    @Override
    public void close() {}
  }

  /** Joins files, and says when they are closed. */
  private static final class Joining implements DatasetProvider {
    Runnable whileJoining = () -> {};
    final List<String> closed = new ArrayList<>();

    @Override
    public Optional<JoinedWriter> join(SharedPart part, FileSchema schema) {
      whileJoining.run();
      return Optional.of(
          new JoinedWriter() {
            @Override
            public Optional<StoredRegion> write(
                String variable, Region region, double[] values, int offset) {
              return Optional.empty();
            }

            @Override
            public void close() {
              closed.add(part.location());
            }
          });
    }

    @Override
    public String format() {
      return "joining";
    }

    @Override
    public boolean recognises(String location) {
      return false;
    }

    @Override
    public FileMetadata inspect(String location, Map<String, String> options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BlockReader open(DatasetDescriptor.Part part, Map<String, String> options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<FileFormat> writable() {
      return Set.of();
    }

    @Override
    public BlockWriter create(Path target, FileSchema schema) {
      throw new UnsupportedOperationException();
    }
  }

  private static final ProduceStage NOTHING =
      new ProduceStage(
          "nothing",
          List.of(new Dim("x", 4)),
          List.of(),
          LongList.of(1),
          LongList.of(1),
          1,
          new Price(0, 0, 0));

  private MemberJob job() {
    return job(TaskInterceptor.NONE);
  }

  /** One stage of four tasks that make nothing, and a file. */
  private MemberJob job(TaskInterceptor interceptor) {
    FileSchema schema = new FileSchema(FileFormat.VIRTUAL, List.of(), List.of(), Attributes.NONE);
    FileSpec file = new FileSpec(Path.of("/out"), joining.format(), schema, Map.of());
    Encoded plan =
        wire.encode(new Plan(List.of(NOTHING), List.of(), List.of(), List.of(file), 0, 0));
    return new MemberJob(
        new Message.OpenJob(
            1,
            plan.body(),
            List.copyOf(plan.attachments().keySet()),
            List.of(),
            "/",
            Map.of(0, new SharedPart("/out.part", "1"))),
        line,
        MemberSettings.of("host").threads(1).interceptor(interceptor),
        pool,
        files,
        Kernels.load());
  }

  @AfterEach
  void close() {
    line.close();
    pool.close();
    files.close();
  }

  private static void end(MemberJob job) {
    CountDownLatch ended = new CountDownLatch(1);
    job.end("enough", ended::countDown);
    try {
      assertTrue(ended.await(60, TimeUnit.SECONDS), "the job does not end");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the driver is told until now. */
  private List<Message> told() throws InterruptedException {
    line.send(new Message.Alive());
    List<Message> told = new ArrayList<>();
    while (true) {
      byte[] frame = frames.poll(60, TimeUnit.SECONDS);
      Message message = driver.read(frame).orElseThrow();
      if (message instanceof Message.Alive) {
        return told;
      }
      told.add(message);
    }
  }

  @Test
  void aStageOfAnOpenJobAsksForWork() throws Exception {
    MemberJob job = job();
    job.open(store, wire);
    job.handle(new Message.BeginStage(1, 0, false));
    assertEquals(List.of(new Message.Ask(1, 0, 0, Set.of())), told());
    end(job);
    assertEquals(List.of("/out.part"), joining.closed);
  }

  @Test
  void aJobThatHasEndedBeginsNoStages() throws Exception {
    MemberJob job = job();
    job.open(store, wire);
    end(job);
    job.handle(new Message.BeginStage(1, 0, false));
    assertEquals(List.of(), told());
  }

  @Test
  void filesThatAreJoinedWhileTheJobEndsAreClosed() {
    MemberJob job = job();
    joining.whileJoining = () -> end(job);
    job.open(store, wire);
    assertEquals(List.of("/out.part"), joining.closed);
  }

  @Test
  void aJobThatEndsTwiceClosesItsFilesOnce() {
    MemberJob job = job();
    job.open(store, wire);
    end(job);
    end(job);
    assertEquals(List.of("/out.part"), joining.closed);
  }

  @Test
  void aStageOfAJobThatHasEndedAsksForNothing() throws Exception {
    MemberJob job = job();
    job.open(store, wire);
    job.handle(new Message.BeginStage(1, 0, false));
    end(job);
    told();
    pool.askAgain();
    assertEquals(List.of(), told(), "what a stage of the job asks for");
  }

  @Test
  void noTaskBeginsWhileMuchOfWhatWasMadeWaits() throws Exception {
    MemberJob job = job();
    job.open(store, wire);
    MemberStage stage = new MemberStage(job, 0, NOTHING, 1, TaskInterceptor.NONE, Optional.empty());
    stage.work(work(1, 2));
    open.lock();
    try {
      line.sendWhenRoom(new Message.Alive(), 60 << 20, 64 << 20);
      assertNull(stage.turn());
    } finally {
      open.unlock();
    }
    assertTrue(sent.await(60, TimeUnit.SECONDS), "nothing was sent");
    assertNotNull(stage.turn());
    end(job);
  }

  private static Message.Work work(long number, long lease) {
    return new Message.Work(1, 0, number, lease, new TaskRange(lease, lease + 1), Map.of());
  }

  /** The next message of a kind. */
  private <M extends Message> M await(Class<M> kind) throws InterruptedException {
    while (true) {
      byte[] frame = frames.poll(60, TimeUnit.SECONDS);
      assertNotNull(frame, "no " + kind);
      Message message = driver.read(frame).orElseThrow();
      if (kind.isInstance(message)) {
        return kind.cast(message);
      }
    }
  }

  @Test
  void aTaskThatCannotBeChosenIsToldOfAndOthersRun() throws Exception {
    TaskInterceptor once =
        new TaskInterceptor() {
          private boolean failed;

          @Override
          public long order(int stage, long position, long tasks) {
            if (!failed) {
              failed = true;
              throw new StackOverflowError("of a test");
            }
            return position;
          }
        };
    MemberJob job = job(once);
    job.open(store, wire);
    job.handle(new Message.BeginStage(1, 0, false));
    job.handle(work(1, 2));
    Message.Failed failed = await(Message.Failed.class);
    assertEquals(2, failed.lease());
    assertEquals(Trouble.Kind.BUG, failed.trouble().kind());
    job.handle(work(2, 3));
    assertEquals(new TaskRange(3, 4), await(Message.Done.class).tasks());
    end(job);
  }

  /** A turn that has run, after which something goes wrong. */
  private List<Message> toldAfter(Throwable e) throws InterruptedException {
    MemberJob job = job();
    job.open(store, wire);
    MemberStage stage = new MemberStage(job, 0, NOTHING, 1, TaskInterceptor.NONE, Optional.empty());
    stage.work(work(1, 2));
    WorkerPool.Turn turn = stage.turn();
    assertNotNull(turn);
    turn.run();
    assertTrue(turn.end().isPresent(), "nothing to hand up");
    Runnable report = turn.broke(e).orElseThrow();
    // What was not said yet is said, however often it is tried.
    assertTrue(turn.broke(e).isPresent());
    report.run();
    end(job);
    return told();
  }

  @Test
  void withoutMemoryForWhatItHandsUpAMemberRefuses() throws Exception {
    List<Message> told = toldAfter(new OutOfMemoryError("of a test"));
    assertEquals(1, told.size());
    Message.Refuse refuse = assertInstanceOf(Message.Refuse.class, told.getFirst());
    assertEquals(Trouble.Kind.MEMORY, refuse.trouble().kind());
  }

  @Test
  void aBugInHandingUpFailsTheTask() throws Exception {
    List<Message> told = toldAfter(new IllegalStateException("of a test"));
    assertEquals(1, told.size());
    Message.Failed failed = assertInstanceOf(Message.Failed.class, told.getFirst());
    assertEquals(List.of(2L, 2L), List.of(failed.lease(), failed.task()));
    assertEquals(Trouble.Kind.BUG, failed.trouble().kind());
  }

  @Test
  void whatCannotEvenSayWhyIsToldOfByItsName() {
    RuntimeException wordless =
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("of a test");
          }
        };
    Trouble trouble = Trouble.of(wordless, "host");
    assertEquals(wordless.getClass().getName(), trouble.message());
  }
}
