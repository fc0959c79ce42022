package org.isobar.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.engine.plan.FileSpec;
import org.isobar.engine.plan.Plan;
import org.isobar.error.BackendException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another run ends while this one begins. */
class OpeningTest {
  @TempDir Path folder;
  private CheckpointFiles files;
  private JobIdentity identity;

  @BeforeEach
  void nameFiles() {
    files = new CheckpointFiles(folder.resolve("out.checkpoint"));
    FileSchema schema = new FileSchema(FileFormat.VIRTUAL, List.of(), List.of(), Attributes.NONE);
    FileSpec file = new FileSpec(folder.resolve("out"), "virtual", schema, Map.of());
    identity = JobIdentity.of(new Plan(List.of(), List.of(), List.of(), List.of(file), 0, 0));
  }

  private void note() throws IOException {
    try (Journal journal = Journal.open(files.data());
        FileOutputStream out = new FileOutputStream(files.note().toFile())) {
      journal.begin(identity);
      new Note(Build.name(), identity.plan(), journal.mark(), 0, List.of(), List.of(), 7)
          .write(out);
    }
  }

  private interface Happening {
    void run() throws IOException;
  }

  private Supplier<JobIdentity> meanwhile(Happening happening) {
    return () -> {
      try {
        happening.run();
        return identity;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** Else it would be written over. */
  @Test
  void aNoteThatAnotherRunLeavesMeanwhileCounts() throws Exception {
    Opening opening = Opening.open(files, meanwhile(this::note), true);
    try (Journal journal = opening.journal()) {
      assertFalse(journal.isEmpty());
      assertEquals(Optional.of(7L), opening.note().map(Note::doneInAll));
    }
    assertThrows(BackendException.class, () -> Opening.open(files, () -> identity, false));
  }

  @Test
  void aNoteThatAnotherRunRemovesMeanwhileIsNotMissed() throws Exception {
    note();
    Happening removes =
        () -> {
          Files.delete(files.note());
          Files.delete(files.data());
        };
    Opening opening = Opening.open(files, meanwhile(removes), true);
    try (Journal journal = opening.journal()) {
      assertTrue(journal.isEmpty());
      assertEquals(Optional.empty(), opening.note());
    }
  }

  @Test
  void aNoteWithoutItsDataIsRefusedAndNothingIsMade() throws Exception {
    note();
    Files.delete(files.data());
    BackendException refused =
        assertThrows(BackendException.class, () -> Opening.open(files, () -> identity, true));
    assertTrue(
        refused.getMessage().contains("out.checkpoint.data is missing"), refused::getMessage);
    assertFalse(Files.exists(files.data()));
  }
}
