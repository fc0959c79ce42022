package org.isobar.backend.mpi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** What short messages say: a number in the order of the machine, or text. */
final class Content {
  static final MemorySegment NONE = MemorySegment.ofArray(new byte[0]);

  private Content() {}

  static MemorySegment of(long number) {
    return MemorySegment.ofArray(new long[] {number});
  }

  static MemorySegment of(String text) {
    return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
  }

  static long number(MemorySegment content) {
    return content.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
  }

  static String text(MemorySegment content) {
    return new String(content.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }
}
