package org.isobar.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobar.backend.hazelcast.GridConfig;
import org.isobar.backend.hazelcast.IsobarMember;
import org.isobar.cli.operator.CommandException;

/** {@code isobar member}: works for drivers until it is interrupted. */
final class GridMember {
  private static final int INTERRUPTED = 130;

  private GridMember() {}

  static int run(List<String> words, Map<String, String> environment, PrintStream err) {
    GridConfig config = config(words, environment);
    try (IsobarMember member = IsobarMember.start(config)) {
      Thread hook = new Thread(member::close, "isobar-interrupt");
      Runtime.getRuntime().addShutdownHook(hook);
      err.print(
          "isobar: member of grid '"
              + config.cluster()
              + "' at "
              + config.listen()
              + " with "
              + config.threads()
              + " threads; members: "
              + member.members()
              + "\n");
      err.flush();
      member.await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  private static GridConfig config(List<String> words, Map<String, String> environment) {
    if (words.isEmpty()) {
      return Grids.config(environment, List.of("127.0.0.1"));
    }
    String first = words.getFirst();
    if (words.size() == 2 && first.equals("--config")) {
      return GridConfig.load(Path.of(words.get(1)));
    }
    if (words.size() == 1 && first.startsWith("--config=")) {
      return GridConfig.load(Path.of(first.substring("--config=".length())));
    }
    throw new CommandException("member takes --config FILE and nothing else, not " + words);
  }
}
