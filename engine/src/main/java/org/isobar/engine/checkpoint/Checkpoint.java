package org.isobar.engine.checkpoint;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.isobar.data.Region;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.Combiner;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.RangeSet;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.error.BackendException;
import org.isobar.run.Checkpoints;
import org.isobar.run.ProgressEvent;

/**
 * Notes how far a job is, every so often and when it fails, and lets another one go on from there.
 * A note names the tasks that are done, the partials that wait for neighbours and how much of the
 * journal counts; it replaces the last one at once, when all that it speaks of is on disk.
 * Thread-safe.
 */
public final class Checkpoint implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.isobar.engine.checkpoint");

  private final Plan plan;
  private final JobIdentity identity;
  private final CheckpointFiles files;
  private final Consumer<ProgressEvent> progress;
  private final Journal journal;
  private final Thread clock;
  private final boolean resuming;

  /** Whoever takes what tasks gave reads; a note is a moment at which nobody does. */
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);

  private final RangeSet done = new RangeSet();
  private Optional<Combiner> combiner = Optional.empty();
  private Optional<Note> resumed;
  private int stage;
  private long noted;
  private volatile boolean broken;
  private volatile boolean closed;

  private Checkpoint(
      Plan plan, Opening opening, Consumer<ProgressEvent> progress, Checkpoints options) {
    this.plan = plan;
    this.identity = opening.identity();
    this.files = opening.files();
    this.progress = progress;
    this.journal = opening.journal();
    this.resumed = opening.note();
    this.resuming = options.resume();
    this.stage = resumed.map(Note::stage).orElse(0);
    this.noted = resumed.map(Note::doneInAll).orElse(0L);
    this.clock =
        Thread.ofPlatform()
            .daemon()
            .name("isobar-checkpoint")
            .unstarted(() -> tick(options.every()));
  }

  /**
   * The checkpoint of a job; empty if it is to have none. Files that earlier runs left half-written
   * are gone afterwards.
   *
   * @throws BackendException if there is a checkpoint that may not, or cannot, be gone on from, or
   *     another run has it; then nothing was changed
   */
  public static Optional<Checkpoint> open(
      Plan plan, Optional<Checkpoints> options, Consumer<ProgressEvent> progress) {
    if (options.isEmpty() || plan.files().isEmpty()) {
      return Optional.empty();
    }
    CheckpointFiles files = new CheckpointFiles(options.get().of(plan.files().getFirst().path()));
    try {
      Opening opening = Opening.open(files, () -> JobIdentity.of(plan), options.get().resume());
      try {
        opening.begin();
        LeftOvers.remove(plan, opening.temporaries());
      } catch (IOException | RuntimeException | Error e) {
        opening.journal().close();
        throw e;
      }
      return Optional.of(new Checkpoint(plan, opening, progress, options.get()));
    } catch (IOException e) {
      throw files.cannotBeKept(e);
    }
  }

  /**
   * The job's results are there: what an earlier run has finished stands in the context afterwards,
   * and what it finishes from now on is kept.
   */
  public void attach(JobContext context) {
    try {
      // At once: whoever finds this run killed has to know them.
      journal.temporaries(context.temporaries().stream().map(Path::toString).toList());
      if (resumed.isPresent()) {
        journal.replay(resumed.get().journal(), context::restore);
      }
    } catch (IOException e) {
      throw files.cannotBeKept(e);
    }
    if (resuming) {
      progress.accept(new ProgressEvent.Resumed(files.note(), noted, plan.tasks()));
    }
    context.journal(this::journal);
    clock.start();
  }

  private void journal(Destination to, Region region, double[] values, int offset) {
    if (broken) {
      return;
    }
    try {
      journal.write(to, region, values, offset);
    } catch (UncheckedIOException e) {
      broken = true;
      LOG.log(
          Level.WARNING,
          "the work goes on, but no checkpoint of it can be kept any more in "
              + files.data()
              + ": "
              + e.getMessage());
    }
  }

  /** The first stage of which something is left to do. */
  public int firstStage() {
    return stage;
  }

  /** A stage begins; of an earlier run it gets back what was noted. */
  public void begin(int index, Optional<Combiner> partials) {
    gate.writeLock().lock();
    try {
      stage = index;
      combiner = partials;
      done.remove(new TaskRange(0, Long.MAX_VALUE));
      if (resumed.isPresent()) {
        Note note = resumed.get();
        note.done().forEach(done::add);
        partials.ifPresent(c -> note.done().forEach(c::skip));
        partials.ifPresent(c -> note.pending().forEach(c::subtree));
        resumed = Optional.empty();
      }
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** The tasks of the stage that are done. */
  public List<TaskRange> done() {
    synchronized (done) {
      return done.toList();
    }
  }

  /** Takes what tasks of the stage gave: a note has all of it, or nothing. */
  public void accept(TaskRange tasks, Runnable taking) {
    gate.readLock().lock();
    try {
      taking.run();
      synchronized (done) {
        done.add(tasks);
      }
    } finally {
      gate.readLock().unlock();
    }
  }

  private void tick(Duration every) {
    while (!closed) {
      try {
        Thread.sleep(every);
      } catch (InterruptedException closing) {
        return;
      }
      save(false);
    }
  }

  /** Makes a note of what is done, unless the last one has it all. */
  private synchronized void save(boolean last) {
    if (broken || closed) {
      return;
    }
    try {
      long before = noted;
      OptionalLong safe = write();
      if (safe.isEmpty()) {
        return;
      }
      long count = safe.getAsLong();
      if (count > before || (last && count > 0)) {
        progress.accept(new ProgressEvent.Checkpointed(files.note(), count, plan.tasks(), last));
      }
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "the checkpoint " + files.note() + " was not kept: " + CheckpointFiles.words(e));
    }
  }

  /** The number of tasks that are safe; empty if there is no telling any more. */
  private OptionalLong write() throws IOException {
    gate.writeLock().lock();
    boolean locked = true;
    try {
      if (combiner.map(Combiner::isSpoiled).orElse(false)) {
        broken = true;
        return OptionalLong.empty();
      }
      long count = doneInAll();
      if (count == noted) {
        return OptionalLong.of(count);
      }
      try (FileOutputStream out = new FileOutputStream(files.next().toFile())) {
        note(count).write(out);
        // Tasks go on while the disk works.
        gate.writeLock().unlock();
        locked = false;
        journal.force();
        out.getFD().sync();
      }
      Files.move(
          files.next(),
          files.note(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      syncFolder();
      noted = count;
      return OptionalLong.of(count);
    } finally {
      if (locked) {
        gate.writeLock().unlock();
      }
    }
  }

  private long doneInAll() {
    return done.size() + plan.stages().subList(0, stage).stream().mapToLong(Stage::tasks).sum();
  }

  private Note note(long count) {
    return new Note(
        Build.name(),
        identity.plan(),
        journal.mark(),
        stage,
        done.toList(),
        combiner.map(Combiner::pending).orElse(List.of()),
        count);
  }

  /** So that the new name survives a crash; not every system can. */
  private void syncFolder() {
    Path folder = files.note().toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot sync the folder " + folder, e);
    }
  }

  /** The job ends without its result: what was done is noted a last time. */
  public void keep() {
    save(true);
  }

  /** The job has ended well: nothing is to be remembered. */
  public synchronized void forget() {
    closed = true;
    CheckpointFiles.delete(files.note());
    CheckpointFiles.delete(files.data());
  }

  @Override
  public void close() {
    synchronized (this) {
      boolean forgotten = closed;
      closed = true;
      CheckpointFiles.delete(files.next());
      // Of what was forgotten another run may have begun anew.
      if (!forgotten && !Files.exists(files.note())) {
        CheckpointFiles.delete(files.data());
      }
      try {
        journal.close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "closing " + files.data(), e);
      }
    }
    clock.interrupt();
  }
}
