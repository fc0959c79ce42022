package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvocationTest {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.US);

  @Test
  void historyBeginsWithTheDateAsOtherToolsWriteIt() {
    String history = new Invocation(List.of("copy", "a b", "c"), Map.of()).history();
    String[] parts = history.split(": isobar ", -1);
    LocalDateTime date = LocalDateTime.parse(parts[0], DATE);
    long seconds = Math.abs(Duration.between(date, LocalDateTime.now(ZoneOffset.UTC)).toSeconds());
    assertEquals(0, seconds / 60);
    assertEquals(parts[0], DATE.format(date));
    assertEquals("copy a b c", parts[1]);
  }
}
