package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @TempDir Path folder;

  @Test
  void itsCommandsDoWhatTheyShould() {
    assertEquals(0, Rehearsal.run(folder));
  }
}
