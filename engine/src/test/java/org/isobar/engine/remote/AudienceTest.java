package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.isobar.engine.runtime.Subtree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ranks send each other, and what comes before its job. */
class AudienceTest {
  private static final int RANKS = 3;

  /** More than a frame takes, and less than two. */
  private static final int LARGE = 100_000;

  private final BlockingQueue<byte[]> fromOne = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> fromTwo = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final Audience zero = rank(0, new LinkedBlockingQueue<>());
  private final Audience one = rank(1, fromOne);
  private final Audience two = rank(2, fromTwo);

  /** Keeps the frames for rank 0, and cannot reach any other. */
  private record End(BlockingQueue<byte[]> frames) implements Link {
    @Override
    public void start(Listener listener) {}

    @Override
    public void send(String peer, byte[] frame) {
      if (!peer.equals(name(0))) {
        throw new IllegalStateException(peer + " is out of reach");
      }
      frames.add(frame);
    }

    @Override
    public void close() {}
  }

  private static String name(int rank) {
    return "rank " + rank;
  }

  private Audience rank(int rank, BlockingQueue<byte[]> frames) {
    return new Audience(
        new byte[Frames.ID_BYTES],
        new End(frames),
        new Ranking(rank, RANKS, AudienceTest::name),
        Wires.messages(),
        failures::add);
  }

  @AfterEach
  void close() {
    zero.close();
    one.close();
    two.close();
  }

  private static Message.Partials partials(long job, long tile, int values) {
    double[] state = new double[values];
    Arrays.fill(state, (double) tile);
    return new Message.Partials(
        job, 0, List.of(Message.Node.of(new Subtree(tile, 0, 0, List.of(state)))));
  }

  private static byte[] next(BlockingQueue<byte[]> frames) throws InterruptedException {
    byte[] frame = frames.poll(60, TimeUnit.SECONDS);
    assertNotNull(frame, "a frame");
    return frame;
  }

  @Test
  void partialsThatComeBeforeTheirJobWaitForIt() {
    assertTrue(zero.keepEarly(partials(5, 0, 2)));
    assertTrue(zero.keepEarly(partials(6, 1, 2)));
    assertTrue(zero.keepEarly(partials(5, 2, 2)));
    assertEquals(List.of(partials(5, 0, 2), partials(5, 2, 2)), zero.opened(5));
    assertEquals(List.of(partials(6, 1, 2)), zero.opened(6));
    assertEquals(List.of(), zero.opened(7));
  }

  @Test
  void partialsOfJobsThatBeganOrAreOverDoNotWait() {
    assertEquals(List.of(), zero.opened(5));
    assertFalse(zero.keepEarly(partials(5, 0, 2)));
    assertEquals(List.of(), zero.opened(5), "what was kept although it began");
  }

  /** Of jobs that are submitted at once the driver may tell the later one first. */
  @Test
  void aJobThatALaterOneOvertookGetsItsPartials() {
    assertEquals(List.of(), zero.opened(2));
    assertTrue(zero.keepEarly(partials(1, 0, 2)));
    assertFalse(zero.keepEarly(partials(2, 0, 2)));
    assertEquals(List.of(partials(1, 0, 2)), zero.opened(1));
    assertFalse(zero.keepEarly(partials(1, 0, 2)));
  }

  @Test
  void jobsOfLongAgoAreOver() {
    for (long job = 1; job <= 10_000; job++) {
      assertEquals(List.of(), zero.opened(job));
    }
    assertFalse(zero.keepEarly(partials(1, 0, 2)));
    assertFalse(zero.keepEarly(partials(9_000, 0, 2)));
    assertFalse(zero.keepEarly(partials(10_000, 0, 2)));
    assertTrue(zero.keepEarly(partials(10_001, 0, 2)));
  }

  @Test
  void messagesInPartsOfSeveralRanksDoNotMix() throws Exception {
    Message.Partials first = partials(1, 1, LARGE);
    Message.Partials second = partials(1, 2, LARGE);
    one.send(0, first);
    two.send(0, second);
    assertEquals(Optional.empty(), zero.ofRank(name(1), next(fromOne)));
    assertEquals(Optional.empty(), zero.ofRank(name(2), next(fromTwo)));
    assertEquals(Optional.of(first), zero.ofRank(name(1), next(fromOne)));
    assertEquals(Optional.of(second), zero.ofRank(name(2), next(fromTwo)));
    assertEquals(List.of(), List.copyOf(failures));
  }

  @Test
  void messagesOfARankKeepTheirOrder() throws Exception {
    for (int tile = 0; tile < 20; tile++) {
      one.send(0, partials(1, tile, 2));
    }
    for (int tile = 0; tile < 20; tile++) {
      assertEquals(Optional.of(partials(1, tile, 2)), zero.ofRank(name(1), next(fromOne)));
    }
  }

  @Test
  void thatARankIsOutOfReachIsTold() throws Exception {
    one.send(2, partials(1, 0, 2));
    Throwable failure = failures.poll(60, TimeUnit.SECONDS);
    assertNotNull(failure, "a failure");
    assertEquals("rank 2 is out of reach", failure.getMessage());
  }
}
