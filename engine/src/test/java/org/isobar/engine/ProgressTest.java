package org.isobar.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.isobar.run.ProgressEvent;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void aListenerThatFailsIsToldOfWhatFollows() {
    List<ProgressEvent> heard = new ArrayList<>();
    Progress progress =
        new Progress(
            event -> {
              heard.add(event);
              throw new AssertionError("of a test");
            });
    ProgressEvent event = new ProgressEvent.TaskRetried(0, 1, "why");
    progress.tell(event);
    progress.tell(event);
    assertEquals(List.of(event, event), heard);
  }
}
