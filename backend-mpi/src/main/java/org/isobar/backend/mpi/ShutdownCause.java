package org.isobar.backend.mpi;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why this JVM shuts down, as far as its threads show: a JVM does not say. For messages alone.
 *
 * @param signal name of the signal that ends the process, if it was one
 */
record ShutdownCause(Optional<String> signal, String text) {
  private static final Pattern SIGNAL_THREAD = Pattern.compile("(SIG[A-Z0-9]+) handler");

  /** To be called while shutdown hooks run. */
  static ShutdownCause find() {
    return of(Thread.getAllStackTraces());
  }

  static ShutdownCause of(Map<Thread, StackTraceElement[]> threads) {
    for (Map.Entry<Thread, StackTraceElement[]> thread : threads.entrySet()) {
      Matcher signal = SIGNAL_THREAD.matcher(thread.getKey().getName());
      if (signal.matches()) {
        return new ShutdownCause(
            Optional.of(signal.group(1)), "the process received " + signal.group(1));
      }
      Optional<String> exit = callerOfExit(thread.getValue());
      if (exit.isPresent()) {
        return new ShutdownCause(
            Optional.empty(), "System.exit was called at " + exit.get() + " before the work ended");
      }
    }
    return new ShutdownCause(
        Optional.empty(),
        "the main program ended before the work did: an exception that nobody caught, or a backend"
            + " that was not closed");
  }

  private static Optional<String> callerOfExit(StackTraceElement[] stack) {
    boolean exits =
        Arrays.stream(stack).anyMatch(f -> f.getClassName().equals("java.lang.Shutdown"));
    return exits
        ? Arrays.stream(stack)
            .filter(frame -> !frame.getClassName().startsWith("java.lang."))
            .findFirst()
            .map(f -> f.getClassName() + "." + f.getMethodName() + ", line " + f.getLineNumber())
        : Optional.empty();
  }
}
