package org.isobar.engine.checkpoint;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobar.error.BackendException;

/**
 * The files of a checkpoint.
 *
 * @param note says what is done; the others have its name and more
 */
record CheckpointFiles(Path note) {
  private static final Logger LOG = System.getLogger("org.isobar.engine.checkpoint");

  /** The journal. */
  Path data() {
    return note.resolveSibling(note.getFileName() + ".data");
  }

  /** The next note, while it is being written. */
  Path next() {
    return note.resolveSibling(note.getFileName() + ".new");
  }

  /** Why nobody can go on from the note. */
  BackendException refused(String why, Throwable cause) {
    return new BackendException(
        "cannot go on from "
            + note
            + ": "
            + why
            + "; nothing was changed, and without the file the work begins anew",
        cause);
  }

  BackendException cannotBeKept(IOException e) {
    return new BackendException("cannot keep the checkpoint " + note + ": " + words(e), e);
  }

  static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot remove " + path + ", which is of no use any more", e);
    }
  }
}
