package org.isobar.io.netcdf.hdf5;

import java.util.ArrayList;
import java.util.List;

/** Turns the stored bytes of a whole variable into strings. */
final class TextReader {
  private TextReader() {}

  /**
   * Characters along the innermost dimension are one string; a scalar is a string of one character.
   */
  static List<String> chars(StoredVariable variable, byte[] bytes) {
    int rank = variable.rank();
    int length = rank == 0 ? 1 : (int) variable.shape()[rank - 1];
    int count = length == 0 ? 0 : bytes.length / length;
    List<String> out = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      out.add(Cursor.text(bytes, i * length, length));
    }
    return out;
  }

  static List<String> strings(H5Structure in, StoredVariable variable, byte[] bytes) {
    Cursor c = new Cursor(in, bytes, 0, bytes.length, 0, "'" + variable.path() + "'");
    GlobalHeap heap = new GlobalHeap(in);
    int size = variable.elementBytes();
    List<String> out = new ArrayList<>();
    while (c.remaining() >= size) {
      out.add(
          variable.type().variableString()
              ? Cursor.text(heap.sequence(c.slice(size, "string"), 1))
              : c.text(size));
    }
    return out;
  }
}
