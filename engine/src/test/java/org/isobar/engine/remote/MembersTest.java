package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.wire.Blob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of conversations with a member that is there, when they go wrong. */
@Timeout(60)
class MembersTest {
  private static final Secret SECRET = Secret.of("the secret of a test");

  private final Way toMember = new Way();
  private final Way toDriver = new Way();
  private final Member member =
      new Member(toDriver, SECRET, MemberSettings.of("host").threads(1), Providers.of(List.of()));
  private final List<MemberLine> ended = new ArrayList<>();
  private final Members members =
      new Members(toMember, SECRET, Wires.messages(), Optional.empty(), new Watching());

  /** Hands frames on at once. */
  private static final class Way implements Link {
    volatile java.util.function.Consumer<byte[]> to = frame -> {};

    @Override
    public void start(Listener nobody) {}

    @Override
    public void send(String peer, byte[] frame) {
      to.accept(frame);
    }

    @Override
    public void close() {}
  }

  private final class Watching implements Members.Watcher {
    @Override
    public void began(MemberLine line) {}

    @Override
    public void ended(MemberLine line) {
      synchronized (ended) {
        ended.add(line);
      }
    }
  }

  MembersTest() {
    toMember.to = frame -> member.received("driver", frame);
    toDriver.to = this::driverHears;
  }

  private void driverHears(byte[] frame) {
    Frames.Parser in = new Frames.Parser(frame);
    byte kind = in.kind();
    MemberLine line = members.find(Blob.of(in.bytes(Frames.ID_BYTES)), "member").orElse(null);
    if (line != null && kind == Frames.WELCOME && line.welcome(in)) {
      members.begin(line);
    } else if (line != null && kind == Frames.REFUSED) {
      members.refused(line, in.text());
    } else if (line != null && kind == Frames.FORGOTTEN) {
      members.beginAnew(line, in.remaining() > 0 ? in.text() : "");
    }
  }

  @AfterEach
  void close() {
    members.close();
    members.leave();
    member.close();
  }

  /** The conversation that stands, or the next one that does. */
  private MemberLine ready() {
    while (members.ready().isEmpty()) {
      LockSupport.parkNanos(100_000);
    }
    assertEquals(1, members.all().size());
    return members.ready().getFirst();
  }

  @Test
  void aFrameThatIsNotUnderstoodEndsTheConversationAndNotTheAcquaintance() {
    members.joined("member");
    MemberLine first = ready();
    member.received("driver", Frames.frame(Frames.TO_MEMBER, first.id(), new byte[40]));
    MemberLine second = ready();
    assertNotEquals(Blob.of(first.id()), Blob.of(second.id()));
    assertEquals(List.of(first), ended);
  }

  @Test
  void whatCannotBeSentEndsTheConversationAndNotTheAcquaintance() throws Exception {
    members.joined("member");
    MemberLine first = ready();
    CountDownLatch failed = new CountDownLatch(1);
    first.send(
        to -> {
          failed.countDown();
          throw new OutOfMemoryError("of a test");
        });
    assertTrue(failed.await(60, TimeUnit.SECONDS));
    while (members.ready().contains(first)) {
      LockSupport.parkNanos(100_000);
    }
    MemberLine second = ready();
    assertNotEquals(first.worker(), second.worker());
    assertEquals(List.of(first), ended);
  }

  @Test
  void conversationsThatEndAsSoonAsTheyHaveBegunAreGivenUp() {
    members.joined("member");
    int conversations = 0;
    while (members.all().getFirst().refusal().isEmpty()) {
      MemberLine line = ready();
      conversations++;
      members.beginAnew(line, "it fails");
      // In time, not at once: but for the first time nobody says hello before this.
      members.greet();
    }
    assertEquals(6, conversations);
    assertTrue(members.all().getFirst().refusal().contains("it fails"));
    assertEquals(List.of(), members.ready());
    // The network tells of it anew: so something has changed.
    members.joined("member");
    ready();
  }

  @Test
  void whoIsThereAlreadyIsNotMetTwice() {
    members.joined("member");
    MemberLine line = ready();
    members.joined("member");
    assertEquals(List.of(line), members.all());
  }
}
