package org.isobar.engine.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.isobar.error.BackendException;

/**
 * What a job finds of an earlier run, when nobody else has it any more.
 *
 * @param note to go on from; empty if the work begins anew
 * @param journal nobody else's
 * @param temporaries files that are of no use any more
 */
record Opening(
    CheckpointFiles files,
    JobIdentity identity,
    Optional<Note> note,
    Journal journal,
    List<String> temporaries) {

  /**
   * Takes possession of a checkpoint, there or not.
   *
   * @param identity of the job; is found before anything else is looked at
   * @throws BackendException if there is one that may not, or cannot, be gone on from, or another
   *     run has it; then nothing was changed
   */
  static Opening open(CheckpointFiles files, Supplier<JobIdentity> identity, boolean resume)
      throws IOException {
    JobIdentity own = identity.get();
    boolean hadData = Files.exists(files.data());
    Journal journal = Journal.open(files.data());
    boolean opened = false;
    try {
      // Only now: while another run had the journal, it may have made a note, or removed one.
      boolean there = Files.exists(files.note());
      if (there && !hadData && journal.isEmpty()) {
        CheckpointFiles.delete(files.data());
        String missing = files.data().getFileName() + " is missing";
        throw files.refused(missing, new IOException(missing));
      }
      if (there && !resume) {
        throw new BackendException(
            files.note()
                + " holds what an earlier run had done; resume from it (--resume), or remove it to"
                + " begin anew");
      }
      Optional<Note> note = there ? Optional.of(read(files, own, journal)) : Optional.empty();
      Opening opening = new Opening(files, own, note, journal, journal.temporaries());
      opened = true;
      return opening;
    } finally {
      if (!opened) {
        journal.close();
      }
    }
  }

  /** Goes on behind what was noted, or begins anew: what an earlier run had beyond that is gone. */
  void begin() throws IOException {
    if (note.isEmpty()) {
      journal.begin(identity);
      return;
    }
    try {
      journal.resume(note.get().journal());
    } catch (IOException e) {
      String why = files.data().getFileName() + ": " + CheckpointFiles.words(e);
      throw files.refused(why, e);
    }
  }

  /** Reads a note, and sees that it may be gone on from. */
  private static Note read(CheckpointFiles files, JobIdentity identity, Journal journal) {
    Note note;
    try {
      note = Note.read(files.note());
    } catch (IOException e) {
      throw files.refused(CheckpointFiles.words(e), e);
    }
    if (!note.build().equals(Build.name())) {
      String builds = "Isobar " + note.build() + " wrote it, and this is " + Build.name();
      throw files.refused(builds, new IOException(builds));
    }
    difference(note, identity, journal)
        .ifPresent(
            what -> {
              throw files.refused("it is of other work: " + what, new IOException(what));
            });
    return note;
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
}
