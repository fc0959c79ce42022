package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.isobar.engine.runtime.Providers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a driver and a member begin to talk, frame by frame. */
class GreetingTest {
  private static final Secret SECRET = Secret.of("the secret of a test");

  private final Mailbox toMember = new Mailbox();
  private final Mailbox toDriver = new Mailbox();
  private final Member member =
      new Member(toDriver, SECRET, MemberSettings.of("host").threads(1), Providers.of(List.of()));
  private final MemberLine line = driver(SECRET);

  /** Keeps what is sent until the test hands it on. */
  private static final class Mailbox implements Link {
    final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();

    @Override
    public void start(Listener listener) {}

    @Override
    public void send(String peer, byte[] frame) {
      frames.add(frame);
    }

    @Override
    public void close() {}

    List<byte[]> takeAll() {
      List<byte[]> all = new ArrayList<>();
      frames.drainTo(all);
      return all;
    }
  }

  private MemberLine driver(Secret secret) {
    return new MemberLine(
        "member", 1, 0, toMember, secret, Wires.messages(), Optional.empty(), (m, e) -> {});
  }

  @AfterEach
  void close() {
    line.close();
    member.close();
  }

  private void memberHears() {
    toMember.takeAll().forEach(frame -> member.received("driver", frame));
  }

  /** Kinds of the frames that came. */
  private List<Byte> driverHears() {
    List<Byte> kinds = new ArrayList<>();
    for (byte[] frame : toDriver.takeAll()) {
      Frames.Parser in = new Frames.Parser(frame);
      kinds.add(in.kind());
      in.bytes(Frames.ID_BYTES);
      if (kinds.getLast() == Frames.WELCOME) {
        line.welcome(in);
      }
    }
    return kinds;
  }

  private void requireConversation() throws InterruptedException {
    line.channel().write(new Message.EndJob(7, ""), frame -> member.received("driver", frame));
    byte[] answer = toDriver.frames.poll(60, TimeUnit.SECONDS);
    assertNotNull(answer, "no answer");
    assertEquals(Optional.of(new Message.JobEnded(7)), line.channel().read(answer));
  }

  @Test
  void aDriverThatHadToSayHelloAgainIsWelcome() throws Exception {
    line.hello();
    line.hello();
    memberHears();
    assertEquals(List.of(Frames.WELCOME, Frames.WELCOME), driverHears());
    assertTrue(line.isReady());
    memberHears();
    assertEquals(List.of(), driverHears(), "what the member says of the proof");
    requireConversation();
  }

  @Test
  void aHelloThatComesAfterTheProofChangesNothing() throws Exception {
    line.hello();
    memberHears();
    driverHears();
    line.hello();
    memberHears();
    assertEquals(List.of(), driverHears());
    requireConversation();
  }

  @Test
  void anotherDriverThatUsesTheSameNumberIsNotTakenForThisOne() {
    line.hello();
    byte[] hello = toMember.takeAll().getFirst();
    member.received("driver", hello);
    member.received("stranger", hello);
    driverHears();
    memberHears();
    // The stranger's knock took the place of the driver's, who has to begin anew.
    line.channel().write(new Message.EndJob(7, ""), frame -> member.received("driver", frame));
    assertEquals(List.of(Frames.FORGOTTEN), driverHears());
  }

  @Test
  void aMemberWithAnotherSecretIsNotReady() {
    MemberLine wrong = driver(Secret.of("another secret of a test"));
    wrong.hello();
    memberHears();
    Frames.Parser in = new Frames.Parser(toDriver.takeAll().getFirst());
    assertEquals(Frames.WELCOME, in.kind());
    in.bytes(Frames.ID_BYTES);
    assertFalse(wrong.welcome(in));
    assertFalse(wrong.isReady());
    assertTrue(wrong.refusal().contains("secret"), wrong.refusal());
    assertEquals(List.of(), toMember.takeAll(), "frames to a member that knows no secret");
  }
}
