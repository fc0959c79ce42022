package org.isobar.io.netcdf.hdf5;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The heap of variable-length values: strings, sequences. Keeps the collections used last. */
final class GlobalHeap {
  private static final int KEPT = 16;
  private final H5Structure in;
  private final Map<Long, Map<Integer, Cursor>> collections =
      new LinkedHashMap<>(KEPT, 0.75f, true);

  GlobalHeap(H5Structure in) {
    this.in = in;
  }

  /** The {@code count * elementBytes} bytes that a reference leads to. */
  byte[] sequence(Cursor reference, int elementBytes) {
    long count = reference.u32();
    long collection = reference.offset();
    int index = reference.i32();
    if (count == 0 || collection == H5Structure.UNDEFINED || collection == 0) {
      return new byte[0];
    }
    Cursor object = objects(collection).get(index);
    if (object == null) {
      throw in.damaged("no object " + index + " in the global heap at address " + collection);
    }
    Cursor c = object.restarted();
    if (count > c.remaining() / elementBytes) {
      throw in.damaged(
          "a sequence of " + count + " values is longer than its " + c.remaining() + " bytes");
    }
    in.charge(count * elementBytes, "variable-length values");
    return c.bytes(count * elementBytes);
  }

  private Map<Integer, Cursor> objects(long address) {
    Map<Integer, Cursor> objects = collections.get(address);
    if (objects == null) {
      if (collections.size() >= KEPT) {
        var eldest = collections.entrySet().iterator();
        eldest.next();
        eldest.remove();
      }
      objects = read(address);
      collections.put(address, objects);
    }
    return objects;
  }

  private Map<Integer, Cursor> read(long address) {
    int head = 8 + in.lengthBytes();
    Cursor h = in.at(address, head, "global heap");
    h.signature("GCOL");
    h.version(1, 1);
    h.skip(3);
    long size = h.size();
    Cursor c = in.at(address, size, "global heap");
    c.skip(head);
    Map<Integer, Cursor> objects = new HashMap<>();
    while (c.remaining() >= head) {
      int index = c.u16();
      c.skip(6);
      long bytes = c.size();
      if (index == 0) {
        break; // free space up to the end
      }
      objects.put(index, c.slice(bytes, "global heap object"));
      c.skip(Math.min(-bytes & 7, c.remaining()));
    }
    return objects;
  }
}
