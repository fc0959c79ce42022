package org.isobar.io.netcdf.hdf5;

import java.util.Arrays;

/**
 * A decoding table of deflate: indexed by the next bits of the stream, with subtables for longer
 * codes. Entries are
 *
 * <pre>
 * literal          sign bit | byte &lt;&lt; 16 | bits of the code
 * length, distance base &lt;&lt; 16 | bits of the code &lt;&lt; 8 | bits of the code and its extra bits
 * end of block     EXCEPTION | END | bits of the code
 * subtable         start &lt;&lt; 16 | EXCEPTION | SUBTABLE | bits of its index &lt;&lt; 8 | bits of this index
 * </pre>
 */
final class HuffmanTable {
  static final int LITERAL_BITS = 11;
  static final int LITERAL_MASK = (1 << LITERAL_BITS) - 1;
  static final int DISTANCE_BITS = 8;
  static final int DISTANCE_MASK = (1 << DISTANCE_BITS) - 1;
  static final int CODE_BITS = 7;
  static final int EXCEPTION = 1 << 15;
  static final int SUBTABLE = 1 << 14;
  static final int END = 1 << 13;

  private static final int LITERAL = 1 << 31;
  private static final int MAX_BITS = 15;
  // The largest tables that complete codes of these sizes need (zlib's "enough").
  private static final int LITERAL_ENTRIES = 2400;
  private static final int DISTANCE_ENTRIES = 420;

  final int[] table;
  private final int[] meanings;
  private final int indexBits;
  private final boolean mayBeIncomplete;
  private final int[] counts = new int[MAX_BITS + 1];
  private final int[] starts = new int[MAX_BITS + 1];
  private final int[] sorted = new int[288];

  private HuffmanTable(int indexBits, int entries, int[] meanings, boolean mayBeIncomplete) {
    this.indexBits = indexBits;
    this.table = new int[entries];
    this.meanings = meanings;
    this.mayBeIncomplete = mayBeIncomplete;
  }

  static HuffmanTable forLiterals() {
    int[] m = new int[288];
    for (int i = 0; i < 256; i++) {
      m[i] = LITERAL | i << 16;
    }
    m[256] = EXCEPTION | END;
    int base = 3;
    for (int i = 0; i < 28; i++) {
      int extra = i < 8 ? 0 : i / 4 - 1;
      m[257 + i] = base << 16 | extra;
      base += 1 << extra;
    }
    m[285] = 258 << 16;
    return new HuffmanTable(LITERAL_BITS, LITERAL_ENTRIES, m, true);
  }

  static HuffmanTable forDistances() {
    int[] m = new int[32];
    int base = 1;
    for (int i = 0; i < 30; i++) {
      int extra = i < 4 ? 0 : i / 2 - 1;
      m[i] = base << 16 | extra;
      base += 1 << extra;
    }
    return new HuffmanTable(DISTANCE_BITS, DISTANCE_ENTRIES, m, true);
  }

  static HuffmanTable forCodeLengths() {
    int[] m = new int[19];
    for (int i = 0; i < 19; i++) {
      m[i] = i << 16;
    }
    return new HuffmanTable(CODE_BITS, 1 << CODE_BITS, m, false);
  }

  private static int entry(int meaning, int bits) {
    return (meaning & (LITERAL | EXCEPTION)) != 0
        ? meaning | bits
        : (meaning & ~0xff) | bits << 8 | (bits + (meaning & 0xff));
  }

  /**
   * Builds the table for the code lengths of {@code n} symbols; 0 means that a symbol does not
   * occur.
   */
  void build(byte[] lengths, int from, int n) throws InflateException {
    int used = count(lengths, from, n);
    int size = 1 << indexBits;
    if (used < 2) {
      // At most one code, of one bit; all else stands for a symbol that does not exist.
      Arrays.fill(table, 0, size, entry(0, 1));
      if (used == 1) {
        int e = entry(meanings[sorted[0]], 1);
        for (int i = 0; i < size; i += 2) {
          table[i] = e;
        }
      }
      return;
    }
    int code = 0;
    int k = 0;
    for (int bits = 1; bits <= indexBits; bits++) {
      for (int c = 0; c < counts[bits]; c++) {
        int e = entry(meanings[sorted[k++]], bits);
        for (int i = Integer.reverse(code) >>> (32 - bits); i < size; i += 1 << bits) {
          table[i] = e;
        }
        code++;
      }
      code <<= 1;
    }
    subtables(code, k);
  }

  private void subtables(int firstCode, int firstSymbol) {
    int size = 1 << indexBits;
    int code = firstCode;
    int k = firstSymbol;
    int prefix = -1;
    int start = 0;
    int end = size;
    for (int bits = indexBits + 1; bits <= MAX_BITS; bits++) {
      for (int c = 0; c < counts[bits]; c++) {
        int reversed = Integer.reverse(code) >>> (32 - bits);
        if ((reversed & size - 1) != prefix) {
          prefix = reversed & size - 1;
          int subBits = subtableBits(bits, counts[bits] - c);
          start = end;
          end += 1 << subBits;
          table[prefix] = start << 16 | EXCEPTION | SUBTABLE | subBits << 8 | indexBits;
        }
        int e = entry(meanings[sorted[k++]], bits - indexBits);
        for (int i = start + (reversed >>> indexBits); i < end; i += 1 << (bits - indexBits)) {
          table[i] = e;
        }
        code++;
      }
      code <<= 1;
    }
  }

  /**
   * Bits of the index of a subtable whose first code has {@code bits} bits, with {@code left} codes
   * of that length left.
   */
  private int subtableBits(int bits, int left) {
    int b = bits - indexBits;
    int space = left;
    while (space < 1 << b && indexBits + b < MAX_BITS) {
      b++;
      space = (space << 1) + counts[indexBits + b];
    }
    return b;
  }

  /**
   * Sorts the symbols by code length and checks that the code is complete. Returns the number of
   * symbols used.
   */
  private int count(byte[] lengths, int from, int n) throws InflateException {
    Arrays.fill(counts, 0);
    for (int i = 0; i < n; i++) {
      counts[lengths[from + i]]++;
    }
    int used = n - counts[0];
    counts[0] = 0;
    int left = 1;
    int at = 0;
    for (int bits = 1; bits <= MAX_BITS; bits++) {
      left = (left << 1) - counts[bits];
      if (left < 0) {
        throw new InflateException("it has an impossible code");
      }
      starts[bits] = at;
      at += counts[bits];
    }
    if (left > 0 && !(mayBeIncomplete && (used == 0 || (used == 1 && counts[1] == 1)))) {
      throw new InflateException("it has an incomplete code");
    }
    for (int i = 0; i < n; i++) {
      int l = lengths[from + i];
      if (l != 0) {
        sorted[starts[l]++] = i;
      }
    }
    return used;
  }
}
