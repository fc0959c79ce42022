package org.isobar.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.FileSpec;
import org.isobar.engine.plan.Plan;
import org.isobar.run.Checkpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half-written files of runs that were killed. */
class LeftOversTest {
  @TempDir Path folder;

  private static Plan plan(Path output) {
    FileSchema schema = new FileSchema(FileFormat.VIRTUAL, List.of(), List.of(), Attributes.NONE);
    FileSpec file = new FileSpec(output, "virtual", schema, Map.of());
    return new Plan(List.of(), List.of(), List.of(), List.of(file), 0, 0);
  }

  /** A run that is killed before its first note, and then another one. */
  private static void killAndRunAgain(Plan plan, Path... left) throws Exception {
    Path output = plan.files().getFirst().path();
    Path data = output.resolveSibling(output.getFileName() + ".checkpoint.data");
    try (Journal journal = Journal.open(data)) {
      journal.begin(JobIdentity.of(plan));
      for (Path part : left) {
        Files.createFile(part);
        journal.write(new Destination.ToResult(0), Region.all(3), new double[3], 0);
        journal.temporaries(List.of(part.toString()));
      }
      assertEquals(left.length, journal.temporaries().size());
    }
    Checkpoint.open(plan, Optional.of(Checkpoints.keep()), event -> {}).orElseThrow().close();
  }

  @Test
  void vanishBesideTheOutput() throws Exception {
    Path one = folder.resolve("out.1.part");
    Path two = folder.resolve("out.2.part");
    killAndRunAgain(plan(folder.resolve("out")), one, two);
    assertFalse(Files.exists(one));
    assertFalse(Files.exists(two));
  }

  @Test
  void vanishBesideWhatTheOutputIsALinkTo() throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    Path output = folder.resolve("out");
    Files.createSymbolicLink(output, Path.of("store", "real"));
    Path part = store.resolve("real.1.part");
    killAndRunAgain(plan(output), part);
    assertFalse(Files.exists(part));
  }

  /** Whatever a journal says: nothing else is removed. */
  @Test
  void filesElsewhereStay() throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    Path part = store.resolve("other.part");
    Path other = folder.resolve("precious");
    killAndRunAgain(plan(folder.resolve("out")), part, other);
    assertTrue(Files.exists(part));
    assertTrue(Files.exists(other));
  }
}
