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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.isobar.data.Region;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.FileSpec;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.Combiner;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.RangeSet;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.error.BackendException;
import org.isobar.run.Checkpoints;
import org.isobar.run.ProgressEvent;
import org.jspecify.annotations.Nullable;

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
  private final Path file;
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
      Plan plan,
      JobIdentity identity,
      Path file,
      Optional<Note> resumed,
      Journal journal,
      Consumer<ProgressEvent> progress,
      Checkpoints options) {
    this.plan = plan;
    this.identity = identity;
    this.file = file;
    this.progress = progress;
    this.journal = journal;
    this.resumed = resumed;
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
    Path file = options.get().of(plan.files().getFirst().path());
    try {
      return Optional.of(open(plan, file, options.get(), progress));
    } catch (IOException e) {
      throw new BackendException("cannot keep the checkpoint " + file + ": " + words(e), e);
    }
  }

  private static Checkpoint open(
      Plan plan, Path file, Checkpoints options, Consumer<ProgressEvent> progress)
      throws IOException {
    boolean there = Files.exists(file);
    if (there && !Files.exists(data(file))) {
      String missing = data(file).getFileName() + " is missing";
      throw refused(file, missing, new IOException(missing));
    }
    JobIdentity identity = JobIdentity.of(plan);
    boolean opened = false;
    Journal journal = Journal.open(data(file));
    try {
      if (there && !options.resume()) {
        throw new BackendException(
            file
                + " holds what an earlier run had done; resume from it (--resume), or remove it to"
                + " begin anew");
      }
      Optional<Note> note = there ? Optional.of(read(file, identity, journal)) : Optional.empty();
      List<String> left = journal.temporaries();
      if (note.isPresent()) {
        resume(file, note.get(), journal);
      } else {
        journal.begin(identity);
      }
      removeTemporaries(plan, left);
      opened = true;
      return new Checkpoint(plan, identity, file, note, journal, progress, options);
    } finally {
      if (!opened) {
        journal.close();
      }
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
      throw new BackendException("cannot keep the checkpoint " + file + ": " + words(e), e);
    }
    if (resuming) {
      progress.accept(new ProgressEvent.Resumed(file, noted, plan.tasks()));
    }
    context.journal(this::journal);
    clock.start();
  }

  /** What earlier runs left because they were killed; the values are in the journal. */
  private static void removeTemporaries(Plan plan, List<String> names) throws IOException {
    Set<Path> folders = new HashSet<>();
    for (FileSpec output : plan.files()) {
      folders.add(folder(output.path()));
    }
    for (String name : names) {
      Path path = Path.of(name);
      if (folders.contains(path.toAbsolutePath().getParent()) && name.endsWith(".part")) {
        delete(path);
      }
    }
  }

  /**
   * Where an output's temporary file lies: an output that is a link is written beside its target.
   */
  private static @Nullable Path folder(Path output) throws IOException {
    Path real =
        Files.isSymbolicLink(output)
            ? output.resolveSibling(Files.readSymbolicLink(output)).normalize()
            : output;
    return real.toAbsolutePath().getParent();
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Path data(Path file) {
    return file.resolveSibling(file.getFileName() + ".data");
  }

  private static Path next(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  /** Reads a note, and sees that it may be gone on from. */
  private static Note read(Path file, JobIdentity identity, Journal journal) {
    Note note;
    try {
      note = Note.read(file);
    } catch (IOException e) {
      throw refused(file, words(e), e);
    }
    if (!note.build().equals(Build.name())) {
      String builds = "Isobar " + note.build() + " wrote it, and this is " + Build.name();
      throw refused(file, builds, new IOException(builds));
    }
    difference(note, identity, journal)
        .ifPresent(
            what -> {
              throw refused(file, "it is of other work: " + what, new IOException(what));
            });
    return note;
  }

  private static void resume(Path file, Note note, Journal journal) {
    try {
      journal.resume(note.journal());
    } catch (IOException e) {
      throw refused(file, data(file).getFileName() + ": " + words(e), e);
    }
  }

  private static Optional<String> difference(Note note, JobIdentity identity, Journal journal) {
    if (note.identity().equals(identity.plan())) {
      return Optional.empty();
    }
    try {
      return identity.differenceFrom(journal.identity());
    } catch (IOException e) {
      return Optional.of("its plan is another one");
    }
  }

  private static BackendException refused(Path file, String why, Throwable cause) {
    return new BackendException(
        "cannot go on from "
            + file
            + ": "
            + why
            + "; nothing was changed, and without the file the work begins anew",
        cause);
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
              + data(file)
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
        progress.accept(new ProgressEvent.Checkpointed(file, count, plan.tasks(), last));
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the checkpoint " + file + " was not kept: " + words(e));
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
      try (FileOutputStream out = new FileOutputStream(next(file).toFile())) {
        note(count).write(out);
        // Tasks go on while the disk works.
        gate.writeLock().unlock();
        locked = false;
        journal.force();
        out.getFD().sync();
      }
      Files.move(
          next(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
    Path folder = file.toAbsolutePath().getParent();
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
    delete(file);
    delete(data(file));
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot remove " + path + ", which is of no use any more", e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      boolean forgotten = closed;
      closed = true;
      delete(next(file));
      // Of what was forgotten another run may have begun anew.
      if (!forgotten && !Files.exists(file)) {
        delete(data(file));
      }
      try {
        journal.close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "closing " + data(file), e);
      }
    }
    clock.interrupt();
  }
}
