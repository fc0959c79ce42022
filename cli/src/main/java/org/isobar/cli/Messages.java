package org.isobar.cli;

import java.io.PrintStream;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Says what the library logs as the command says its own warnings: in a line, and once. */
final class Messages extends Handler {
  private final PrintStream err;
  private final Set<String> said = new HashSet<>();

  private Messages(PrintStream err) {
    this.err = err;
  }

  /** Takes the place of the handlers there are. */
  static void to(PrintStream err, boolean silent) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(silent ? Level.SEVERE : Level.WARNING);
    root.addHandler(new Messages(err));
  }

  @Override
  public synchronized void publish(LogRecord event) {
    String text = event.getMessage();
    Object[] values = event.getParameters();
    String full =
        values == null || values.length == 0
            ? text
            : new MessageFormat(text, Locale.ROOT).format(values);
    if (isLoggable(event) && said.add(full)) {
      err.print("isobar (Warning): " + full + "\n");
    }
  }

  @Override
  public void flush() {
    err.flush();
  }

  @Override
  public void close() {
    flush();
  }
}
