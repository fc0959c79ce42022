package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.isobar.engine.remote.Link;
import org.isobar.error.BackendException;
import org.junit.jupiter.api.Test;

class BatchTest {
  @Test
  void framesComeOutAsTheyWentIn() {
    FrameQueue queue = new FrameQueue();
    for (int i = 1; i <= 9; i++) {
      queue.add(new byte[i]);
    }
    queue.add(new byte[Link.MOST_FRAME_BYTES]);
    List<byte[]> frames = Batch.frames(Batch.of(queue.take(0)));
    assertEquals(10, frames.size());
    assertArrayEquals(new byte[3], frames.get(2));
  }

  /** The more frames, the more room their lengths take. */
  @Test
  void whateverAQueueGivesIsABatch() {
    FrameQueue queue = new FrameQueue();
    for (int i = 0; i < 400_000; i++) {
      queue.add(new byte[17]);
    }
    assertTrue(Batch.frames(Batch.of(queue.take(0))).size() > 200_000);
  }

  private static void assertRefused(int size, int... lengths) {
    ByteBuffer batch = ByteBuffer.allocate(size);
    for (int length : lengths) {
      batch.putInt(length);
    }
    assertThrows(BackendException.class, () -> Batch.frames(batch.array()));
  }

  @Test
  void lengthsThatCannotBeAreRefused() {
    assertRefused(3);
    assertRefused(20, -1);
    assertRefused(20, 0);
    assertRefused(20, 17);
    assertRefused(20, Integer.MAX_VALUE);
    int large = Link.MOST_FRAME_BYTES + 1;
    assertRefused(Integer.BYTES + large, large);
    assertRefused((8 << 20) + 1, 1);
  }
}
