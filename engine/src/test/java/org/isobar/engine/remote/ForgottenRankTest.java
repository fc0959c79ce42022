package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.isobar.engine.runtime.Providers;
import org.isobar.error.BackendException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a rank that has ended the conversation with a driver that tells all ranks. */
class ForgottenRankTest {
  private static final Ranking RANKS = new Ranking(0, 1, rank -> "rank" + rank);

  private final Way toMember = new Way((peer, frame) -> memberHears(frame));
  private final Way toDriver = new Way((peer, frame) -> driverHears(frame));
  private final Member member =
      new Member(
          toDriver, Secret.NONE, MemberSettings.of("host").threads(1), Providers.of(List.of()));
  private final RemoteTransport driver =
      new RemoteTransport(
          toMember, Secret.NONE, DriverSettings.of("ranks").patience(Duration.ofMillis(500)));

  private volatile byte[] conversation = new byte[0];

  /** Hands frames on at once. */
  private record Way(BiConsumer<String, byte[]> listener) implements Link {
    @Override
    public void start(Listener nobody) {}

    @Override
    public void send(String peer, byte[] frame) {
      listener.accept(peer, frame);
    }

    @Override
    public Optional<Ranking> ranking() {
      return Optional.of(RANKS);
    }

    @Override
    public void close() {}
  }

  private void memberHears(byte[] frame) {
    Frames.Parser in = new Frames.Parser(frame);
    if (in.kind() == Frames.HELLO) {
      conversation = in.bytes(Frames.ID_BYTES);
    }
    member.received("rank0", frame);
  }

  private void driverHears(byte[] frame) {
    driver.received("rank0", frame);
  }

  @AfterEach
  void close() {
    driver.close();
    member.close();
  }

  /** In a new conversation it would wait for ever for what all were told in the old one. */
  @Test
  @Timeout(60)
  void isNotTalkedToAnew() {
    driver.joined("rank0");
    while (driver.members().isEmpty()) {
      LockSupport.parkNanos(100_000);
    }
    driver.received("rank0", Frames.frame(Frames.FORGOTTEN, conversation));
    assertEquals(List.of(), driver.members());
    BackendException e = assertThrows(BackendException.class, () -> driver.awaitMembers(1));
    assertTrue(e.getMessage().contains("start all ranks again"), e.getMessage());
  }
}
