package org.isobar.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isobar.dataset.DatasetProvider;
import org.isobar.error.DatasetException;
import org.isobar.time.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * A small archive of daily temperatures in the layout of CMIP5, written once and found again: a
 * manifest in its folder lists the files that are whole. Processes that need it at the same time
 * write it once.
 */
final class Archive {
  private static final String LOCK = "lock";
  private static final long LOCK_POLL_MILLIS = 100;

  /** What the headers take, and a margin. */
  private static final long SPACE_TO_SPARE = 16 << 20;

  private final Path folder;
  private final List<ArchiveFile> files;

  Archive(Path folder, List<ArchiveFile> files) {
    this.folder = folder;
    this.files = List.copyOf(files);
  }

  /**
   * Two models with unlike calendars and grids, two experiments: 109 MB.
   *
   * @param folder where it lies or is to be written
   */
  static Archive standard(Path folder) {
    Model aeolus =
        new Model(
            "AEOLUS-1", Calendar.NOLEAP, Grid.gaussian(16, 32), new Climate(-0.6, 1, 1), 1850);
    Model boreas =
        new Model(
            "BOREAS-2", Calendar.DAY_360, Grid.regular(16, 30), new Climate(0.4, 0.7, 2), 1859);
    List<Experiment> experiments =
        List.of(
            new Experiment("historical", "historical", "N/A", 1980, 2005),
            new Experiment("rcp85", "RCP8.5", "historical", 2006, 2055));
    return new Archive(folder, files(List.of(aeolus, boreas), experiments));
  }

  /** The files of models and experiments: each decade is one. */
  static List<ArchiveFile> files(List<Model> models, List<Experiment> experiments) {
    List<ArchiveFile> files = new ArrayList<>();
    for (Model model : models) {
      for (Experiment experiment : experiments) {
        int year = experiment.firstYear();
        while (year <= experiment.lastYear()) {
          int last = Math.min(year + 9, experiment.lastYear());
          files.add(new ArchiveFile(model, experiment, year, last));
          year = last + 1;
        }
      }
    }
    return files;
  }

  /** Size of all temperatures. */
  long bytes() {
    return files.stream().mapToLong(ArchiveFile::bytes).sum();
  }

  /**
   * Writes what is not there yet, or waits for another process that does.
   *
   * @return paths of all files
   * @throws DatasetException if the folder cannot be written
   */
  List<Path> ensure(DatasetProvider provider, ProgressLine progress) {
    try {
      if (missing().isEmpty()) {
        progress.say("using the archive in " + folder);
      } else {
        Files.createDirectories(folder);
        writeLocked(provider, progress);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DatasetException("cannot write the archive to " + folder + ": " + e, e);
    }
    return files.stream().map(file -> folder.resolve(file.path())).toList();
  }

  private List<ArchiveFile> missing() {
    Manifest manifest = Manifest.read(folder);
    return files.stream().filter(file -> !manifest.isWhole(file.path())).toList();
  }

  private void writeLocked(DatasetProvider provider, ProgressLine progress) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel, progress)) {
      // Only the owner of the lock gets here: the time it took, another may have written it all.
      List<ArchiveFile> missing = lock.isValid() ? missing() : List.of();
      if (!missing.isEmpty()) {
        removeRemains();
        requireSpace(missing);
        write(missing, provider, progress);
      }
    }
  }

  private FileLock lock(FileChannel channel, ProgressLine progress) throws IOException {
    FileLock lock = tryLock(channel);
    if (lock == null) {
      progress.say("waiting for another isobar that writes the archive in " + folder);
    }
    while (lock == null) {
      try {
        Thread.sleep(LOCK_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while another isobar writes the archive", e);
      }
      lock = tryLock(channel);
    }
    return lock;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this process
    }
  }

  /** Temporary files of a run that was interrupted. */
  private void removeRemains() throws IOException {
    List<Path> remains;
    try (Stream<Path> walk = Files.walk(folder)) {
      remains = walk.filter(path -> path.toString().endsWith(".part")).toList();
    }
    for (Path path : remains) {
      Files.delete(path);
    }
  }

  private void requireSpace(List<ArchiveFile> missing) throws IOException {
    long needed = missing.stream().mapToLong(ArchiveFile::bytes).sum() + SPACE_TO_SPARE;
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (usable < needed) {
      throw new DatasetException(
          "the archive needs "
              + Text.bytes(needed)
              + " in "
              + folder.toAbsolutePath()
              + ", where "
              + Text.bytes(usable)
              + " are free; run in another folder");
    }
  }

  private void write(List<ArchiveFile> missing, DatasetProvider provider, ProgressLine progress)
      throws IOException {
    long total = missing.stream().mapToLong(ArchiveFile::bytes).sum();
    long began = System.nanoTime();
    progress.say(
        "writing a small archive to "
            + folder
            + ": "
            + missing.size()
            + " files, "
            + Text.bytes(total));
    long done = 0;
    for (ArchiveFile file : missing) {
      progress.update("writing", done, total, file.path().getFileName().toString());
      Files.createDirectories(folder.resolve(file.path()).getParent());
      file.write(folder, provider);
      Manifest.read(folder).with(file.path()).write();
      done += file.bytes();
    }
    progress.say("wrote " + Text.bytes(total) + " in " + Text.seconds(System.nanoTime() - began));
  }
}
