package org.isobar.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.isobar.Backend;

/** Runs commands on a backend that stays open, for tests of other packages. */
public final class OnBackend {
  private OnBackend() {}

  /** As {@link Main#run}, on a backend. */
  public static int run(Backend backend, List<String> args, PrintStream out, PrintStream err) {
    return Main.run(args, Map.of(), Backends.lending(backend), out, err);
  }
}
