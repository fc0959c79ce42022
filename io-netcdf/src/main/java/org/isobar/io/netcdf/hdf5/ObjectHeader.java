package org.isobar.io.netcdf.hdf5;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The messages of one object (group, dataset or named type), from header versions 1 and 2. */
final class ObjectHeader {
  private static final int MAX_MESSAGES = 1 << 16;
  private static final int TIMES = 0x20;
  private static final int PHASE_CHANGE = 0x10;
  private static final int ORDER_TRACKED = 0x04;

  private final H5Structure in;
  private final long address;
  private final List<Message> messages = new ArrayList<>();
  private final Deque<long[]> continuations = new ArrayDeque<>();
  private final Set<Long> visited = new HashSet<>();

  private ObjectHeader(H5Structure in, long address) {
    this.in = in;
    this.address = address;
  }

  /** Reads the object header at an address with all its continuations. */
  static ObjectHeader read(H5Structure in, long address) {
    ObjectHeader h = new ObjectHeader(in, address);
    if (in.at(address, 1, "object header").u8() == 'O') {
      h.readVersion2();
    } else {
      h.readVersion1();
    }
    return h;
  }

  long address() {
    return address;
  }

  private void readVersion1() {
    Cursor c = in.at(address, 16, "object header");
    c.version(1, 1);
    c.skip(1);
    c.u16(); // number of messages, padding included: the blocks' sizes say the same
    c.skip(4);
    long size = c.u32();
    messages1(in.at(address + 16, size, "object header"));
    while (!continuations.isEmpty()) {
      long[] next = continuations.remove();
      messages1(in.at(next[0], next[1], "continuation of an object header"));
    }
  }

  private void messages1(Cursor c) {
    while (c.remaining() >= 8) {
      int type = c.u16();
      int size = c.u16();
      int flags = c.u8();
      c.skip(3);
      add(type, flags, 0, c.slice(size, "message of type " + type));
    }
  }

  private void readVersion2() {
    Cursor c = in.at(address, 6, "object header");
    c.signature("OHDR");
    c.version(2, 2);
    int flags = c.u8();
    int sizeBytes = 1 << (flags & 3);
    int prefix = 6 + ((flags & TIMES) != 0 ? 16 : 0) + ((flags & PHASE_CHANGE) != 0 ? 4 : 0);
    Cursor s = in.at(address + prefix, sizeBytes, "object header");
    long size = s.uint(sizeBytes);
    Cursor block = in.at(address, prefix + sizeBytes + size + 4, "object header");
    block.skip(prefix + sizeBytes);
    messages2(block, (flags & ORDER_TRACKED) != 0);
    while (!continuations.isEmpty()) {
      long[] next = continuations.remove();
      Cursor more = in.at(next[0], next[1], "continuation of an object header");
      more.signature("OCHK");
      messages2(more, (flags & ORDER_TRACKED) != 0);
    }
  }

  private void messages2(Cursor c, boolean ordered) {
    int head = ordered ? 6 : 4;
    while (c.remaining() >= head + 4) {
      int type = c.u8();
      int size = c.u16();
      int flags = c.u8();
      int order = ordered ? c.u16() : 0;
      add(type, flags, order, c.slice(size, "message of type " + type));
    }
    c.skip(c.remaining() - 4); // a gap too small for a message
    c.checksum();
  }

  private void add(int type, int flags, int order, Cursor body) {
    if (type == Message.CONTINUATION) {
      long at = body.offset();
      long size = body.size();
      if (!visited.add(at)) {
        throw in.damaged("the object header at address " + address + " continues in a circle");
      }
      continuations.add(new long[] {at, size});
    } else if (type != 0) {
      if (messages.size() == MAX_MESSAGES) {
        throw in.damaged("the object header at address " + address + " has too many messages");
      }
      messages.add(new Message(type, flags, order, body));
    }
  }

  boolean has(int type) {
    return messages.stream().anyMatch(m -> m.type() == type);
  }

  /** The first message of a type, with a shared one replaced by what it refers to. */
  Optional<Cursor> find(int type) {
    return messages.stream().filter(m -> m.type() == type).findFirst().map(m -> body(m, 0));
  }

  /** All messages of a type, with shared ones replaced by what they refer to. */
  List<Cursor> all(int type) {
    return messages.stream().filter(m -> m.type() == type).map(m -> body(m, 0)).toList();
  }

  /** As {@link #all}, in creation order where the header tracks it. */
  List<Cursor> ordered(int type) {
    return messages.stream()
        .filter(m -> m.type() == type)
        .sorted(Comparator.comparingInt(Message::order))
        .map(m -> body(m, 0))
        .toList();
  }

  private Cursor body(Message m, int depth) {
    return m.shared() ? shared(in, m.body(), m.type(), depth) : m.body().restarted();
  }

  /** Follows a reference to a message in another object header. */
  static Cursor shared(H5Structure in, Cursor reference, int type) {
    return shared(in, reference, type, 0);
  }

  private static Cursor shared(H5Structure in, Cursor reference, int type, int depth) {
    Cursor c = reference.restarted();
    int version = c.version(1, 3);
    int kind = c.u8();
    if (version == 1) {
      c.skip(6);
    }
    if (version == 3 && kind == 1) {
      throw in.unsupported(
          "it keeps messages in a shared heap, which is not supported; rewrite it with h5repack");
    }
    long at = c.offset();
    if (depth > 4) {
      throw in.damaged("a shared message refers to a chain of others");
    }
    ObjectHeader other = read(in, at);
    for (Message m : other.messages) {
      if (m.type() == type) {
        return other.body(m, depth + 1);
      }
    }
    throw in.damaged("no message of type " + type + " in the object header at address " + at);
  }
}
