package org.isobar.cli.grammar;

import java.nio.file.Path;
import java.util.List;

/**
 * A command line that was understood.
 *
 * @param root the first operator
 * @param outputs files to be written
 */
public record Command(Node.Apply root, List<Path> outputs) {
  public Command {
    outputs = List.copyOf(outputs);
  }
}
