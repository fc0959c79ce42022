package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.isobar.engine.remote.Link;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks 0 and 1 of worlds of any size, without MPI. */
@Timeout(60)
class MpiLinkTest {
  private static final long MIB = 1 << 20;
  private final MpiLink[] links = {new MpiLink(2), new MpiLink(2)};
  private final CompletableFuture<String> aborted = new CompletableFuture<>();

  @AfterEach
  void close() {
    links[0].close();
    links[1].close();
  }

  /** Rank 0 or 1; what one sends is at once with the other. */
  private final class Pair implements Ranks {
    private final int rank;
    private final int size;

    Pair(int rank, int size) {
      this.rank = rank;
      this.size = size;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public String host() {
      return "host";
    }

    @Override
    public void send(int to, MemorySegment content) {
      links[to].receive(rank, content);
    }

    @Override
    public void consumed(int from, long bytes) {
      links[from].consumed(rank, bytes);
    }

    @Override
    public void awaitEnd() {}

    @Override
    public void leave() {}

    @Override
    public void abort(String why) {
      aborted.complete(why);
    }

    @Override
    public void beforeAbort(Duration longest, Runnable action) {}
  }

  private interface Taker {
    void take(byte[] frame);
  }

  private static Link.Listener listener(Taker taker) {
    return new Link.Listener() {
      @Override
      public void joined(String peer) {}

      @Override
      public void lost(String peer) {}

      @Override
      public void received(String peer, byte[] frame) {
        taker.take(frame);
      }
    };
  }

  private void connect(int size) {
    links[0].connect(new Pair(0, size));
    links[1].connect(new Pair(1, size));
  }

  /** Rank 0 is slow: what it has taken of all, and not done with, does not grow with the world. */
  @ParameterizedTest
  @ValueSource(ints = {4, 16, 64, 256, 1024, 4096})
  void aSlowRankTakesNoMoreFromAllThanFromAFew(int size) {
    connect(size);
    MemorySegment frame = MemorySegment.ofArray(new byte[Link.MOST_FRAME_BYTES]);
    long taken = 0;
    for (int turn = 0; turn < 2; turn++) {
      for (int from = 1; from < size && links[0].room() > 0; from++) {
        for (int i = 0; i < 16 && links[0].room() > 0; i++) {
          links[0].receive(from, frame);
          taken += frame.byteSize();
        }
      }
    }
    assertTrue(taken <= 128 * MIB + Link.MOST_FRAME_BYTES, taken + " bytes of " + size + " ranks");
  }

  /** Small messages wait in the library of MPI: there may be so many of them. */
  @ParameterizedTest
  @ValueSource(ints = {4, 16, 64, 256, 1024, 4096})
  void whatAllRanksMayHaveOnItsWayToOneDoesNotGrowWithTheWorld(int size) throws Exception {
    connect(size);
    AtomicLong sent = new AtomicLong();
    Thread sender =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 100_000; i++) {
                    links[1].send("rank 0", new byte[1000]);
                    sent.addAndGet(1000);
                  }
                });
    while (sender.getState() != Thread.State.WAITING) {
      assertTrue(sender.isAlive(), "the sender does not wait");
      Thread.onSpinWait();
    }
    assertTrue(sent.get() * size <= 128 * MIB, sent + " bytes of each of " + size + " ranks");
    assertTrue(sent.get() >= 30_000, sent + " bytes are too few to go on well");
    links[1].close();
    sender.join();
  }

  /** However small the window is, and whatever is left unconfirmed. */
  @ParameterizedTest
  @ValueSource(ints = {2, 100, 4096})
  void framesOfAllLengthsPass(int size) throws Exception {
    connect(size);
    Random random = new Random(size);
    int count = 500;
    CountDownLatch all = new CountDownLatch(count);
    links[0].start(listener(frame -> all.countDown()));
    for (int i = 0; i < count; i++) {
      int most = i % 2 == 0 ? Link.MOST_FRAME_BYTES : 20_000;
      links[1].send("rank 0", new byte[1 + random.nextInt(most)]);
    }
    assertTrue(all.await(30, TimeUnit.SECONDS), all + " are left");
    assertEquals(128 * MIB, links[0].room());
  }

  @Test
  void whateverGoesWrongOverAFrameEndsTheWorld() throws Exception {
    connect(2);
    links[0].start(
        listener(
            frame -> {
              throw new StackOverflowError("too deep");
            }));
    links[1].send("rank 0", new byte[8]);
    String why = aborted.get(30, TimeUnit.SECONDS);
    assertTrue(why.contains("what rank 1 sent"), why);
    assertTrue(why.contains("StackOverflowError: too deep"), why);
  }

  @Test
  void whenTheWorkIsOverNobodyWaitsForAnother() throws Exception {
    connect(4096);
    Thread sender =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 100_000; i++) {
                    links[1].send("rank 0", new byte[1000]);
                  }
                });
    while (sender.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    links[1].over();
    sender.join();
    links[0].over();
    assertEquals(Long.MAX_VALUE, links[0].room());
  }
}
