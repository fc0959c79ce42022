package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WiresTest {
  @Test
  void aClockGoesOnWhateverItsTickThrows() throws Exception {
    CountDownLatch ticks = new CountDownLatch(3);
    var clock =
        Wires.clock(
            "test",
            () -> {
              ticks.countDown();
              throw new AssertionError("of a test");
            },
            1);
    try {
      assertTrue(ticks.await(60, TimeUnit.SECONDS), "the clock stands still");
    } finally {
      clock.shutdownNow();
    }
  }
}
