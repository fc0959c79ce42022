package org.isobar.io.netcdf.hdf5;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Deflate in portable Java, 1.3 to 3.5 times as fast as {@link java.util.zip.Inflater} on climate
 * data: whole buffers, a 64-bit bit buffer, tables that decode a symbol with its extra bits at
 * once, copies of eight bytes. Malformed streams of any kind end in an {@link InflateException}.
 */
final class JavaInflater implements Inflater {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LITERAL_LENGTHS = 288;
  private static final int DISTANCES = 32;
  private static final int MAX_RUN = 138;
  private static final int[] LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final byte[] lengths = new byte[LITERAL_LENGTHS + DISTANCES + MAX_RUN];
  private final byte[] codeLengths = new byte[19];
  private final HuffmanTable literals = HuffmanTable.forLiterals();
  private final HuffmanTable distances = HuffmanTable.forDistances();
  private final HuffmanTable codes = HuffmanTable.forCodeLengths();
  private boolean fixedCodes;

  // The state between blocks; within a block it lives in local variables.
  private byte[] in = new byte[0];
  private int inEnd;
  private int ip;
  private long bits;
  private int bitCount;

  @Override
  public void inflate(byte[] in, int from, int to, byte[] out, int size) throws InflateException {
    if (to < from || to > in.length - SLACK || size > out.length - SLACK) {
      throw new IllegalArgumentException("buffers without slack");
    }
    this.in = in;
    this.inEnd = to;
    this.ip = from;
    this.bits = 0;
    this.bitCount = 0;
    int op = 0;
    boolean last;
    do {
      refill();
      last = take(1) != 0;
      op =
          switch (take(2)) {
            case 0 -> stored(out, op, size);
            case 1 -> {
              fixedTables();
              yield block(out, op, size);
            }
            case 2 -> {
              dynamicTables();
              yield block(out, op, size);
            }
            default -> throw new InflateException("it has a block of an unknown type");
          };
    } while (!last);
    if (ip - (bitCount >>> 3) > inEnd) {
      throw new InflateException("it ends too early");
    }
    if (op != size) {
      throw new InflateException("it yields " + op + " bytes");
    }
  }

  /**
   * At least 56 bits in the buffer. Bits beyond the input's end are noise, which the last check
   * finds.
   */
  private void refill() throws InflateException {
    if (ip > inEnd + 8) {
      throw new InflateException("it ends too early");
    }
    bits |= (long) LONG.get(in, ip) << bitCount;
    ip += 7 - (bitCount >> 3 & 7);
    bitCount |= 56;
  }

  private int take(int n) {
    int v = (int) bits & (1 << n) - 1;
    bits >>>= n;
    bitCount -= n;
    return v;
  }

  private int stored(byte[] out, int op, int size) throws InflateException {
    ip -= bitCount >>> 3;
    bits = 0;
    bitCount = 0;
    if (ip > inEnd - 4) {
      throw new InflateException("it ends too early");
    }
    int n = (in[ip] & 0xff) | (in[ip + 1] & 0xff) << 8;
    int complement = (in[ip + 2] & 0xff) | (in[ip + 3] & 0xff) << 8;
    ip += 4;
    if (n != (~complement & 0xffff)) {
      throw new InflateException("a stored block has a damaged length");
    }
    if (n > inEnd - ip || n > size - op) {
      throw new InflateException("a stored block of " + n + " bytes does not fit");
    }
    System.arraycopy(in, ip, out, op, n);
    ip += n;
    return op + n;
  }

  private void fixedTables() throws InflateException {
    if (fixedCodes) {
      return;
    }
    for (int i = 0; i < LITERAL_LENGTHS; i++) {
      lengths[i] = (byte) (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
    }
    for (int i = 0; i < DISTANCES; i++) {
      lengths[LITERAL_LENGTHS + i] = 5;
    }
    literals.build(lengths, 0, LITERAL_LENGTHS);
    distances.build(lengths, LITERAL_LENGTHS, DISTANCES);
    fixedCodes = true;
  }

  private void dynamicTables() throws InflateException {
    int nLiterals = take(5) + 257;
    int nDistances = take(5) + 1;
    int nCodes = take(4) + 4;
    if (nLiterals > 286 || nDistances > 30) {
      throw new InflateException("it has too many codes");
    }
    for (int i = 0; i < 19; i++) {
      if (i % 16 == 0) {
        refill();
      }
      codeLengths[LENGTH_ORDER[i]] = (byte) (i < nCodes ? take(3) : 0);
    }
    codes.build(codeLengths, 0, 19);
    readLengths(nLiterals + nDistances);
    if (lengths[256] == 0) {
      throw new InflateException("it has no code for the end of a block");
    }
    fixedCodes = false;
    literals.build(lengths, 0, nLiterals);
    distances.build(lengths, nLiterals, nDistances);
  }

  private void readLengths(int n) throws InflateException {
    int i = 0;
    while (i < n) {
      refill();
      int e = codes.table[(int) bits & (1 << HuffmanTable.CODE_BITS) - 1];
      take(e & 0xff);
      int symbol = e >>> 16;
      if (symbol < 16) {
        lengths[i++] = (byte) symbol;
        continue;
      }
      if (symbol == 16 && i == 0) {
        throw new InflateException("it repeats a code length before the first");
      }
      byte v = symbol == 16 ? lengths[i - 1] : 0;
      int run = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
      if (run > n - i) {
        throw new InflateException("it has too many code lengths");
      }
      for (int end = i + run; i < end; i++) {
        lengths[i] = v;
      }
    }
  }

  /** Decodes the symbols of one block; the hot loop. */
  private int block(byte[] out, int from, int size) throws InflateException {
    final byte[] in = this.in;
    final int[] literals = this.literals.table;
    final int[] distances = this.distances.table;
    final int stop = inEnd + 8;
    long bits = this.bits;
    int count = this.bitCount;
    int ip = this.ip;
    int op = from;
    for (; ; ) {
      if (ip > stop || op > size) {
        throw new InflateException(op > size ? "it yields too many bytes" : "it ends too early");
      }
      bits |= (long) LONG.get(in, ip) << count;
      ip += 7 - (count >> 3 & 7);
      count |= 56;
      int e = literals[(int) bits & HuffmanTable.LITERAL_MASK];
      if (e < 0) { // up to four literals fit the bits at hand
        bits >>>= e;
        count -= e & 0xff;
        out[op++] = (byte) (e >> 16);
        e = literals[(int) bits & HuffmanTable.LITERAL_MASK];
        if (e < 0) {
          bits >>>= e;
          count -= e & 0xff;
          out[op++] = (byte) (e >> 16);
          e = literals[(int) bits & HuffmanTable.LITERAL_MASK];
          if (e < 0) {
            bits >>>= e;
            count -= e & 0xff;
            out[op++] = (byte) (e >> 16);
            e = literals[(int) bits & HuffmanTable.LITERAL_MASK];
            if (e < 0) {
              bits >>>= e;
              count -= e & 0xff;
              out[op++] = (byte) (e >> 16);
              continue;
            }
          }
        }
      }
      if ((e & HuffmanTable.EXCEPTION) != 0) {
        if ((e & HuffmanTable.SUBTABLE) != 0) {
          bits >>>= HuffmanTable.LITERAL_BITS;
          count -= HuffmanTable.LITERAL_BITS;
          e = literals[(e >>> 16) + ((int) bits & (1 << (e >>> 8 & 0xf)) - 1)];
          if (e < 0) {
            bits >>>= e;
            count -= e & 0xff;
            out[op++] = (byte) (e >> 16);
            continue;
          }
        }
        if ((e & HuffmanTable.END) != 0) {
          bits >>>= e;
          count -= e & 0xff;
          break;
        }
      }
      int all = e & 0xff;
      int length = (e >>> 16) + (int) ((bits & (1L << all) - 1) >>> (e >>> 8 & 0xf));
      bits >>>= all;
      count -= all;
      if (count < 30) {
        if (ip > stop) {
          throw new InflateException("it ends too early");
        }
        bits |= (long) LONG.get(in, ip) << count;
        ip += 7 - (count >> 3 & 7);
        count |= 56;
      }
      e = distances[(int) bits & HuffmanTable.DISTANCE_MASK];
      if ((e & HuffmanTable.SUBTABLE) != 0 && (e & HuffmanTable.EXCEPTION) != 0) {
        bits >>>= HuffmanTable.DISTANCE_BITS;
        count -= HuffmanTable.DISTANCE_BITS;
        e = distances[(e >>> 16) + ((int) bits & (1 << (e >>> 8 & 0xf)) - 1)];
      }
      all = e & 0xff;
      int distance = (e >>> 16) + (int) ((bits & (1L << all) - 1) >>> (e >>> 8 & 0xf));
      bits >>>= all;
      count -= all;
      int end = op + length;
      // Symbols that do not exist have length or distance 0.
      if (length == 0 || distance == 0 || distance > op || end > size) {
        throw new InflateException("it refers to bytes outside the chunk");
      }
      int source = op - distance;
      if (distance >= 8) {
        do {
          LONG.set(out, op, (long) LONG.get(out, source));
          op += 8;
          source += 8;
        } while (op < end);
      } else if (distance == 1) {
        long v = (out[source] & 0xff) * 0x0101010101010101L;
        do {
          LONG.set(out, op, v);
          op += 8;
        } while (op < end);
      } else {
        do {
          out[op++] = out[source++];
        } while (op < end);
      }
      op = end;
    }
    this.bits = bits;
    this.bitCount = count;
    this.ip = ip;
    return op;
  }
}
