package org.isobar.engine.wire;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;

/** Lengths that somebody else wrote: never believed beyond the bytes that are there. */
final class Lengths {
  private Lengths() {}

  /**
   * Reads a number of elements.
   *
   * @param least bytes that an element takes at least
   */
  static int read(Input in, int least) {
    int n = in.readVarInt(true);
    int left = in.limit() - in.position();
    if (n < 0 || (long) n * Math.max(1, least) > left) {
      throw new KryoException("a length of " + n + " where " + left + " bytes are left");
    }
    return n;
  }
}
