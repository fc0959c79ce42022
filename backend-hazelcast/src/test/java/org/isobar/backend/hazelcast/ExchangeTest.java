package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.isobar.engine.remote.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** For whom a member keeps frames. */
@Timeout(60)
class ExchangeTest {
  private static final String CLIENT = ClientLink.PREFIX + "a";
  private static final byte[] FRAME = {1, 2, 3};

  private final Set<String> connected = ConcurrentHashMap.newKeySet();
  private final List<String> lost = new ArrayList<>();
  private final Link.Listener listener =
      new Link.Listener() {
        @Override
        public void joined(String peer) {}

        @Override
        public void lost(String peer) {
          lost.add(peer);
        }

        @Override
        public void received(String peer, byte[] frame) {}
      };
  private final Exchange exchange = new Exchange(listener, connected::contains);

  @Test
  void framesWaitUntilTheyAreFetched() {
    connected.add(CLIENT);
    exchange.send(CLIENT, FRAME);
    exchange.send(CLIENT, FRAME);
    List<byte[]> frames = Batch.frames(exchange.poll(CLIENT));
    assertEquals(2, frames.size());
    assertArrayEquals(FRAME, frames.getFirst());
  }

  @Test
  void whatIsSaidToAClientThatWasLostIsDropped() {
    connected.add(CLIENT);
    exchange.send(CLIENT, FRAME);
    connected.remove(CLIENT);
    exchange.lost(CLIENT);
    // More than any queue holds: whoever sends it must not wait for somebody to fetch it.
    for (int i = 0; i < 40; i++) {
      exchange.send(CLIENT, new byte[1 << 19]);
    }
    assertEquals(0, exchange.clients());
    assertEquals(List.of(CLIENT), lost);
  }

  @Test
  void aClientThatGoesWhileItIsAnsweredLeavesNothing() {
    AtomicInteger asked = new AtomicInteger();
    Exchange hasty = new Exchange(listener, client -> asked.getAndIncrement() == 0);
    hasty.send(CLIENT, FRAME);
    assertEquals(2, asked.get());
    assertEquals(0, hasty.clients());
  }

  @Test
  void inventedNamesGetNothingAndTakeNothing() {
    for (int i = 0; i < 100; i++) {
      String name = ClientLink.PREFIX + i;
      exchange.send(name, FRAME);
      byte[] answer = exchange.poll(name);
      assertEquals(Arrays.toString(GridCall.NOBODY), Arrays.toString(answer));
    }
    assertEquals(0, exchange.clients());
  }
}
