package org.isobar.engine.remote;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.isobar.engine.wire.Attachments;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.KryoWire;
import org.isobar.error.BackendException;
import org.jspecify.annotations.Nullable;

/**
 * A conversation after its beginning: messages become frames of bounded size, numbered and, where
 * there is a secret, authenticated. One thread writes at a time, and one reads.
 */
final class Channel {
  private static final int PIECE = 1 << 19;
  private static final int MAC_BYTES = 16;

  /**
   * Messages are lists of regions, partials, attachments; none comes near. One that is put together
   * takes its size several times.
   */
  private static final int MOST_MESSAGE_BYTES =
      (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 4);

  private final byte sends;
  private final byte receives;
  private final byte[] id;
  private final Secret key;
  private final KryoWire wire;
  private final int mostBytes;
  private long sent;
  private long received;
  private @Nullable ByteArrayOutputStream pieces;

  Channel(byte sends, byte receives, byte[] id, Secret key, KryoWire wire) {
    this(sends, receives, id, key, wire, MOST_MESSAGE_BYTES);
  }

  /** A conversation that takes messages of at most so many bytes. */
  Channel(byte sends, byte receives, byte[] id, Secret key, KryoWire wire, int mostBytes) {
    this.mostBytes = mostBytes;
    this.sends = sends;
    this.receives = receives;
    this.id = id.clone();
    this.key = key;
    this.wire = wire;
  }

  /** Makes the frames of a message and hands them on, in order. */
  void write(Message message, Consumer<byte[]> to) {
    byte[] body = wire.encode(message).body().bytes();
    int at = 0;
    do {
      int n = Math.min(PIECE, body.length - at);
      byte last = (byte) (at + n == body.length ? 1 : 0);
      int mac = key.isPresent() ? MAC_BYTES : 0;
      ByteBuffer frame = ByteBuffer.allocate(1 + id.length + mac + Long.BYTES + 1 + n);
      frame.put(sends).put(id).position(1 + id.length + mac);
      frame.putLong(sent++).put(last).put(body, at, n);
      if (key.isPresent()) {
        byte[] proof = proof(frame.array(), sends);
        System.arraycopy(proof, 0, frame.array(), 1 + id.length, MAC_BYTES);
      }
      to.accept(frame.array());
      at += n;
    } while (at < body.length);
  }

  /** Everything of the frame but the place of the proof itself. */
  private byte[] proof(byte[] frame, byte kind) {
    int head = 1 + id.length;
    var mac = key.mac();
    mac.update(kind);
    mac.update(frame, 1, id.length);
    mac.update(frame, head + MAC_BYTES, frame.length - head - MAC_BYTES);
    return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
  }

  /**
   * Takes a frame; the message if it was the last one of a message.
   *
   * @throws BackendException if it is not the next frame of this conversation
   */
  Optional<Message> read(byte[] frame) {
    Frames.Parser in = new Frames.Parser(frame);
    byte kind = in.kind();
    byte[] from = in.bytes(id.length);
    if (kind != receives || !Arrays.equals(from, id)) {
      throw new BackendException("a frame of another conversation");
    }
    if (key.isPresent() && !Secret.same(in.bytes(MAC_BYTES), proof(frame, receives))) {
      throw new BackendException("a frame from somebody who does not know the secret");
    }
    long number = in.large();
    if (number != received) {
      throw new BackendException("frame " + number + " came in the place of " + received);
    }
    received++;
    boolean last = in.kind() == 1;
    byte[] body = in.rest();
    if (last && pieces == null) {
      return Optional.of(decode(body));
    }
    ByteArrayOutputStream all = pieces == null ? new ByteArrayOutputStream() : pieces;
    pieces = all;
    if ((long) all.size() + body.length > mostBytes) {
      pieces = null;
      throw new BackendException(
          "a message of more than "
              + mostBytes
              + " bytes, a quarter of this process's heap (1 GiB at most)");
    }
    all.writeBytes(body);
    if (!last) {
      return Optional.empty();
    }
    pieces = null;
    return Optional.of(decode(all.toByteArray()));
  }

  private Message decode(byte[] body) {
    if (wire.decode(Blob.of(body), Attachments.NONE) instanceof Message message) {
      return message;
    }
    throw new BackendException("something came that is no message");
  }
}
