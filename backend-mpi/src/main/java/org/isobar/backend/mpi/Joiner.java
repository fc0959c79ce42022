package org.isobar.backend.mpi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.isobar.error.BackendException;
import org.jspecify.annotations.Nullable;

/** Puts the long messages of one rank together again. Used by one thread. */
final class Joiner {
  /** Messages up to here come as arrays, longer ones in native memory. */
  private static final long LONGEST_ARRAY = 1L << 30;

  /** Takes messages. */
  interface Taker {
    /** Something came from a rank: a part of a message is a sign of life, too. */
    void heard(int from);

    /** Takes a message, all of it. The content is the taker's own. */
    void take(int from, Tag tag, MemorySegment content);
  }

  private final int from;
  private final Taker taker;
  private @Nullable MemorySegment message;
  private long filled;

  Joiner(int from, Taker taker) {
    this.from = from;
    this.taker = taker;
  }

  /** Whether no message is there in part. */
  boolean isEmpty() {
    return message == null;
  }

  /** What came next. The content is the library's, and copied. */
  void receive(Tag tag, MemorySegment content) {
    taker.heard(from);
    switch (tag) {
      case LENGTH -> {
        message = room(Content.number(content));
        filled = 0;
      }
      case PART -> add(content);
      case WHOLE, BEAT, END, READY, LEAVE, BYE, DYING, CONSUMED ->
          taker.take(from, tag, copy(content));
    }
  }

  private void add(MemorySegment content) {
    MemorySegment whole = message;
    if (whole == null || content.byteSize() > whole.byteSize() - filled) {
      throw new BackendException(
          "rank " + from + " sent " + content.byteSize() + " bytes of a message beyond its end");
    }
    whole.asSlice(filled).copyFrom(content);
    filled += content.byteSize();
    if (filled == whole.byteSize()) {
      message = null;
      taker.take(from, Tag.WHOLE, whole);
    }
  }

  private static MemorySegment copy(MemorySegment content) {
    return room(content.byteSize()).copyFrom(content);
  }

  private static MemorySegment room(long bytes) {
    return bytes <= LONGEST_ARRAY
        ? MemorySegment.ofArray(new byte[(int) bytes])
        : Arena.ofAuto().allocate(bytes);
  }
}
