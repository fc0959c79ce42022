package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PortionSizeTest {
  private final PortionSize size = new PortionSize(1 << 16);

  @Test
  void aPortionIsASecondsWorkOfAllThreads() {
    assertEquals(1, size.next(2));
    size.ran(10_000_000);
    assertEquals(64, size.next(1));
    assertEquals(128, size.next(2));
    // Tasks have become short: that is believed by and by.
    size.ran(1);
    size.ran(1);
    assertEquals(128, size.next(1));
  }

  @Test
  void nothingIsTooShortOrTooLong() {
    size.ran(1);
    assertEquals(1 << 16, size.next(4));
    PortionSize slow = new PortionSize(1 << 16);
    slow.ran(60_000_000_000L);
    assertEquals(1, slow.next(4));
  }

  /** Sixteen threads that read 300 MB/s and fold little would hand up 5 GB at once. */
  @Test
  void whatDoesNotMergeIsHandedUpInSmallPortions() {
    size.ran(1_000_000);
    size.gave(1 << 20, 1);
    assertEquals(4, size.next(16));
    size.gave(4 << 20, 4);
    assertEquals(4, size.next(16));
    size.gave(64 << 20, 1);
    assertEquals(1, size.next(16));
  }

  @Test
  void whatMergesIsHandedUpInLargerPortions() {
    size.ran(1_000_000);
    size.gave(1 << 20, 1);
    size.gave(1 << 20, 4);
    assertEquals(16, size.next(16));
    size.gave(1 << 20, 16);
    assertEquals(64, size.next(16));
  }
}
