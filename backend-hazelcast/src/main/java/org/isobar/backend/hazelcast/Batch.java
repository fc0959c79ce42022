package org.isobar.backend.hazelcast;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.isobar.error.BackendException;

/** Several frames as one array of bytes. */
final class Batch {
  private Batch() {}

  static byte[] of(List<byte[]> frames) {
    int size = frames.stream().mapToInt(f -> Integer.BYTES + f.length).sum();
    ByteBuffer out = ByteBuffer.allocate(size);
    frames.forEach(f -> out.putInt(f.length).put(f));
    return out.array();
  }

  static List<byte[]> frames(byte[] batch) {
    List<byte[]> frames = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(batch);
    while (in.hasRemaining()) {
      int n = in.remaining() < Integer.BYTES ? -1 : in.getInt();
      if (n < 0 || n > in.remaining()) {
        throw new BackendException("a batch of frames with a length of " + n);
      }
      byte[] frame = new byte[n];
      in.get(frame);
      frames.add(frame);
    }
    return frames;
  }
}
