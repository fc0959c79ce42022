package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.Hash;
import org.isobar.engine.wire.KryoWire;
import org.isobar.error.BackendException;
import org.junit.jupiter.api.Test;

/** What a conversation takes, and what it does not. */
class ChannelTest {
  private static final byte[] ID = new byte[Frames.ID_BYTES];
  private static final Secret KEY = Secret.of("the secret of a test");
  private static final int MOST = 1 << 20;

  private final KryoWire wire = Wires.messages();
  private final Channel driver = new Channel(Frames.TO_MEMBER, Frames.TO_DRIVER, ID, KEY, wire);
  private final Channel member =
      new Channel(Frames.TO_DRIVER, Frames.TO_MEMBER, ID, KEY, wire, MOST);

  private List<byte[]> frames(Message message) {
    List<byte[]> frames = new ArrayList<>();
    driver.write(message, frames::add);
    return frames;
  }

  private static Message message(int bytes) {
    Blob blob = Blob.of(new byte[bytes]);
    return new Message.Attachment(1, Hash.of(blob.bytes()), blob);
  }

  @Test
  void aMessageOfSeveralFramesIsPutTogether() {
    Message message = message(MOST - 1000);
    List<byte[]> frames = frames(message);
    assertEquals(2, frames.size());
    assertEquals(Optional.empty(), member.read(frames.get(0)));
    assertEquals(Optional.of(message), member.read(frames.get(1)));
  }

  @Test
  void aMessageThatIsTooLargeIsRefusedBeforeItIsWhole() {
    List<byte[]> frames = frames(message(10 * MOST));
    member.read(frames.get(0));
    member.read(frames.get(1));
    BackendException e = assertThrows(BackendException.class, () -> member.read(frames.get(2)));
    assertTrue(e.getMessage().contains("more than " + MOST + " bytes"), e.getMessage());
  }

  @Test
  void noFrameIsLargerThanLinksCarry() {
    for (byte[] frame : frames(message(2 * MOST))) {
      assertTrue(frame.length <= Link.MOST_FRAME_BYTES);
    }
    byte[] large = new byte[Link.MOST_FRAME_BYTES + 1];
    large[0] = Frames.TO_MEMBER;
    BackendException e = assertThrows(BackendException.class, () -> member.read(large));
    assertTrue(e.getMessage().contains("a frame of " + large.length), e.getMessage());
  }

  @Test
  void framesThatAreChangedRepeatedOrMissingAreRefused() {
    List<byte[]> frames = frames(message(2 * MOST));
    byte[] changed = frames.get(0).clone();
    changed[changed.length - 1]++;
    assertThrows(BackendException.class, () -> member.read(changed));
    assertThrows(BackendException.class, () -> member.read(frames.get(1)));
    member.read(frames.get(0));
    assertThrows(BackendException.class, () -> member.read(frames.get(0)));
  }
}
