package org.isobar.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobar.Backend;
import org.isobar.backend.hazelcast.GridConfig;
import org.isobar.backend.hazelcast.HazelcastBackend;
import org.isobar.cli.grammar.Options;
import org.isobar.cli.operator.CommandException;

/**
 * The grids that option --backend names: {@code hazelcast:embedded:3} or {@code
 * hazelcast://host:port,host:port}, the latter followed by {@code ?files=members} where the members
 * see the files and this process does not. Loaded only where one is asked for.
 */
final class Grids {
  private static final String EMBEDDED = "hazelcast:embedded:";
  private static final String CLIENT = "hazelcast://";
  private static final String AWAY = "?files=members";
  private static final String SECRET = "ISOBAR_GRID_SECRET";
  private static final String CLUSTER = "ISOBAR_GRID_CLUSTER";

  private Grids() {}

  static Backend open(String name, Options options, Map<String, String> environment) {
    if (name.startsWith(EMBEDDED)) {
      HazelcastBackend.Embedding how =
          HazelcastBackend.Embedding.of(members(name.substring(EMBEDDED.length())));
      return HazelcastBackend.embedded(options.threads().map(how::threads).orElse(how));
    }
    boolean away = name.endsWith(AWAY);
    if (away && options.checkpoints().isPresent()) {
      throw new CommandException(
          "options --checkpoint and --resume keep their notes beside the output, which this process"
              + " does not see with --backend "
              + name
              + "; leave out "
              + AWAY
              + ", or the checkpoint");
    }
    String names = name.substring(CLIENT.length(), name.length() - (away ? AWAY.length() : 0));
    GridConfig config =
        config(environment, Arrays.stream(names.split(",", -1)).map(String::strip).toList());
    return away ? HazelcastBackend.clientWithoutFiles(config) : HazelcastBackend.client(config);
  }

  /** What the environment says of a grid. */
  static GridConfig config(Map<String, String> environment, List<String> addresses) {
    String secret = environment.get(SECRET);
    if (secret == null || secret.isBlank()) {
      throw new CommandException(
          "the grid's shared secret is missing: set " + SECRET + " to what its members have");
    }
    return GridConfig.of(environment.getOrDefault(CLUSTER, "isobar"), secret).members(addresses);
  }

  private static int members(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count > 0 && count <= 64) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static CommandException wrong(String text) {
    return new CommandException(
        "option --backend " + EMBEDDED + text + " is not a number of members from 1 to 64");
  }
}
