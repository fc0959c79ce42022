package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShutdownCauseTest {
  private static ShutdownCause of(String thread, StackTraceElement... stack) {
    return ShutdownCause.of(Map.of(Thread.ofPlatform().name(thread).unstarted(() -> {}), stack));
  }

  @Test
  void aSignalIsNamed() {
    ShutdownCause cause = of("SIGTERM handler");
    assertEquals(Optional.of("SIGTERM"), cause.signal());
    assertEquals("the process received SIGTERM", cause.text());
  }

  @Test
  void theCallerOfExitIsNamed() {
    ShutdownCause cause =
        of(
            "main",
            new StackTraceElement("java.lang.Shutdown", "exit", "Shutdown.java", 1),
            new StackTraceElement("java.lang.System", "exit", "System.java", 2),
            new StackTraceElement("climate.Study", "main", "Study.java", 17));
    assertEquals(Optional.empty(), cause.signal());
    assertTrue(cause.text().contains("System.exit was called at climate.Study.main, line 17"));
  }

  @Test
  void theEndOfMainIsWhatRemains() {
    ShutdownCause cause = of("DestroyJavaVM");
    assertEquals(Optional.empty(), cause.signal());
    assertTrue(cause.text().startsWith("the main program ended before the work did"));
  }
}
