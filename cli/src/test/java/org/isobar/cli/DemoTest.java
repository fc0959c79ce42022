package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.isobar.cli.operator.CommandException;
import org.isobar.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(String... args) {
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    return Demo.run(List.of(args), to, to);
  }

  @Test
  void helpTellsTheUsage() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("isobar demo [-s]"));
  }

  @Test
  void anUnknownOptionIsRefused() {
    CommandException e = assertThrows(CommandException.class, () -> run("--fast"));
    assertTrue(e.getMessage().contains("--fast"), e.getMessage());
  }

  @Test
  void optionsOfOutputsAreRefused() {
    assertThrows(CommandException.class, () -> run("-b", "F64"));
    assertThrows(CommandException.class, () -> run("-f", "nc2"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("absent.nc");
    DatasetException e = assertThrows(DatasetException.class, () -> run(file.toString()));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }
}
