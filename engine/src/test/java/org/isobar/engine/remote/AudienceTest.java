package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rank keeps that others sent of jobs it does not know yet. */
class AudienceTest {
  private static final Message.Partials OF_ONE = new Message.Partials(1, 0, List.of());
  private static final Message.Partials OF_TWO = new Message.Partials(2, 0, List.of());

  private final Audience audience =
      new Audience(
          new byte[Frames.ID_BYTES],
          new Silent(),
          new Ranking(0, 1, rank -> "rank" + rank),
          Wires.messages(),
          e -> {});

  private record Silent() implements Link {
    @Override
    public void start(Listener listener) {}

    @Override
    public void send(String peer, byte[] frame) {}

    @Override
    public void close() {}
  }

  @Test
  void partialsWaitForTheirJob() {
    assertTrue(audience.keepEarly(OF_ONE));
    assertEquals(List.of(OF_ONE), audience.opened(1));
    assertFalse(audience.keepEarly(OF_ONE));
    assertEquals(List.of(), audience.opened(1));
  }

  /** Two jobs that begin at once are told of in any order. */
  @Test
  void partialsWaitForAJobThatComesAfterALaterOne() {
    assertTrue(audience.keepEarly(OF_TWO));
    assertEquals(List.of(OF_TWO), audience.opened(2));
    assertTrue(audience.keepEarly(OF_ONE));
    assertEquals(List.of(OF_ONE), audience.opened(1));
    assertFalse(audience.keepEarly(OF_ONE));
    assertFalse(audience.keepEarly(OF_TWO));
  }
}
