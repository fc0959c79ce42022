package org.isobar.backend.hazelcast;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.isobar.engine.remote.Link;
import org.isobar.error.BackendException;

/** Several frames as one array of bytes. */
final class Batch {
  /** Frames that are sent together have so many bytes, or it is one. */
  static final int BYTES = 4 << 20;

  /** As many with their lengths, and more than enough. */
  private static final int MOST_BYTES = 2 * BYTES;

  private Batch() {}

  static byte[] of(List<byte[]> frames) {
    int size = frames.stream().mapToInt(f -> Integer.BYTES + f.length).sum();
    ByteBuffer out = ByteBuffer.allocate(size);
    frames.forEach(f -> out.putInt(f.length).put(f));
    return out.array();
  }

  /**
   * The frames of a batch.
   *
   * @throws BackendException if it is larger than any, or holds a frame that is larger than any, or
   *     empty, or cut
   */
  static List<byte[]> frames(byte[] batch) {
    if (batch.length > MOST_BYTES) {
      throw new BackendException("a batch of frames of " + batch.length + " bytes");
    }
    List<byte[]> frames = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(batch);
    while (in.hasRemaining()) {
      int n = in.remaining() < Integer.BYTES ? -1 : in.getInt();
      if (n <= 0 || n > in.remaining() || n > Link.MOST_FRAME_BYTES) {
        throw new BackendException("a batch of frames with a length of " + n);
      }
      byte[] frame = new byte[n];
      in.get(frame);
      frames.add(frame);
    }
    return frames;
  }
}
