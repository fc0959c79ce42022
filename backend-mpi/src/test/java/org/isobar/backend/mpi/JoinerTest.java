package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.isobar.error.BackendException;
import org.junit.jupiter.api.Test;

class JoinerTest {
  private final List<String> events = new ArrayList<>();
  private final Joiner joiner =
      new Joiner(
          3,
          new Joiner.Taker() {
            @Override
            public void heard(int from) {
              events.add("heard " + from);
            }

            @Override
            public void take(int from, Tag tag, MemorySegment content) {
              events.add(tag + " of " + content.byteSize() + " from " + from);
            }
          });

  private static MemorySegment bytes(int count) {
    return MemorySegment.ofArray(new byte[count]);
  }

  private static MemorySegment length(long length) {
    return MemorySegment.ofArray(new long[] {length});
  }

  /** Else a rank that sends something long would be taken for a silent one. */
  @Test
  void eachPartOfAMessageIsASignOfLife() {
    joiner.receive(Tag.LENGTH, length(10));
    joiner.receive(Tag.PART, bytes(7));
    assertEquals(List.of("heard 3", "heard 3"), events);
    joiner.receive(Tag.PART, bytes(3));
    assertEquals(List.of("heard 3", "heard 3", "heard 3", "WHOLE of 10 from 3"), events);
    assertTrue(joiner.isEmpty());
  }

  @Test
  void partsBeyondTheEndAreRefused() {
    joiner.receive(Tag.LENGTH, length(4));
    assertThrows(BackendException.class, () -> joiner.receive(Tag.PART, bytes(5)));
  }
}
