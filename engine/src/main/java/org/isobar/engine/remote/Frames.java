package org.isobar.engine.remote;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.isobar.error.BackendException;

/**
 * The frames of a conversation. It begins with HELLO from the driver, WELCOME or REFUSED from the
 * member and PROOF from the driver; then both send pieces of messages.
 *
 * <p>These few layouts are for all versions: processes of unlike versions tell each other so.
 */
final class Frames {
  static final byte HELLO = 1;
  static final byte WELCOME = 2;
  static final byte PROOF = 3;
  static final byte REFUSED = 4;
  static final byte TO_MEMBER = 5;
  static final byte TO_DRIVER = 6;
  static final byte BYE = 7;

  /**
   * A member does not know the conversation, or not any more: it has to begin anew. May end with a
   * text that says why.
   */
  static final byte FORGOTTEN = 8;

  /** From a driver to all ranks, by way of others. */
  static final byte TO_ALL = 9;

  /** From a rank to another one, about a job of a driver that both work for. */
  static final byte TO_RANK = 10;

  static final int ID_BYTES = 16;
  static final int NONCE_BYTES = 32;
  private static final int LONGEST_TEXT = 4000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Frames() {}

  /** Whether a frame is for a member, not for a driver. */
  static boolean forMember(byte[] frame) {
    return frame.length > 0
        && (frame[0] == HELLO
            || frame[0] == PROOF
            || frame[0] == TO_MEMBER
            || frame[0] == BYE
            || frame[0] == TO_ALL
            || frame[0] == TO_RANK);
  }

  static byte[] random(int bytes) {
    byte[] all = new byte[bytes];
    RANDOM.nextBytes(all);
    return all;
  }

  /** A frame of these parts; numbers big-endian, text with its length. */
  static byte[] frame(byte kind, byte[] id, Object... parts) {
    int size = 1 + id.length;
    for (Object part : parts) {
      size += bytes(part).length + (part instanceof String ? Short.BYTES : 0);
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(kind).put(id);
    for (Object part : parts) {
      byte[] bytes = bytes(part);
      if (part instanceof String) {
        out.putShort((short) bytes.length);
      }
      out.put(bytes);
    }
    return out.array();
  }

  static byte[] bytes(Object part) {
    return switch (part) {
      case byte[] b -> b;
      case Long n -> ByteBuffer.allocate(Long.BYTES).putLong(n).array();
      case Integer n -> ByteBuffer.allocate(Integer.BYTES).putInt(n).array();
      case String s ->
          (s.length() <= LONGEST_TEXT ? s : s.substring(0, LONGEST_TEXT))
              .getBytes(StandardCharsets.UTF_8);
      default -> throw new IllegalArgumentException("a part of type " + part.getClass());
    };
  }

  /** Takes a frame apart. */
  static final class Parser {
    private final ByteBuffer in;

    /**
     * A parser.
     *
     * @throws BackendException if the frame is longer than any is
     */
    Parser(byte[] frame) {
      if (frame.length > Link.MOST_FRAME_BYTES) {
        throw new BackendException("a frame of " + frame.length + " bytes");
      }
      this.in = ByteBuffer.wrap(frame);
    }

    byte[] bytes(int n) {
      try {
        byte[] bytes = new byte[n];
        in.get(bytes);
        return bytes;
      } catch (BufferUnderflowException e) {
        throw cut(e);
      }
    }

    int number() {
      return ByteBuffer.wrap(bytes(Integer.BYTES)).getInt();
    }

    long large() {
      return ByteBuffer.wrap(bytes(Long.BYTES)).getLong();
    }

    String text() {
      return new String(
          bytes(Short.toUnsignedInt(ByteBuffer.wrap(bytes(Short.BYTES)).getShort())),
          StandardCharsets.UTF_8);
    }

    byte kind() {
      return bytes(1)[0];
    }

    byte[] rest() {
      return bytes(in.remaining());
    }

    int remaining() {
      return in.remaining();
    }

    private static BackendException cut(RuntimeException e) {
      return new BackendException("a frame that ends too early", e);
    }
  }
}
