package org.isobar.io.netcdf.hdf5;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The heap that holds links and attributes where there are many. */
final class FractalHeap {
  private static final int CHECKSUMMED = 2;

  private record Block(long address, long size) {}

  private final H5Structure in;
  private final long address;
  private int idBytes;
  private int flags;
  private long maxManaged;
  private long hugeTree;
  private int width;
  private long startBlock;
  private long maxDirect;
  private int heapBits;
  private final TreeMap<Long, Block> blocks = new TreeMap<>();
  private final Map<Long, Cursor> loaded = new HashMap<>();

  private FractalHeap(H5Structure in, long address) {
    this.in = in;
    this.address = address;
  }

  static FractalHeap open(H5Structure in, long address) {
    FractalHeap heap = new FractalHeap(in, address);
    heap.readHeader();
    return heap;
  }

  /** Length of the identifiers of objects. */
  int idBytes() {
    return idBytes;
  }

  private void readHeader() {
    int o = in.offsetBytes();
    int l = in.lengthBytes();
    Cursor c = in.at(address, 26L + 3L * o + 12L * l, "fractal heap");
    c.signature("FRHP");
    c.version(0, 0);
    idBytes = c.u16();
    int filterBytes = c.u16();
    if (filterBytes != 0) {
      throw in.unsupported("it compresses its own header, which is not supported; use h5repack");
    }
    flags = c.u8();
    maxManaged = c.u32();
    c.skip(l);
    hugeTree = c.offset();
    c.skip(9L * l + o); // free space, counts and sizes
    width = c.u16();
    startBlock = c.size();
    maxDirect = c.size();
    heapBits = c.u16();
    c.skip(2);
    long root = c.offset();
    int rows = c.u16();
    c.checksum();
    if (width == 0
        || Long.bitCount(startBlock) != 1
        || Long.bitCount(maxDirect) != 1
        || maxDirect < startBlock
        || maxDirect > 1 << 30
        || heapBits > 63) {
      throw in.damaged(
          "a fractal heap with blocks of " + startBlock + " to " + maxDirect + " bytes");
    }
    if (root != H5Structure.UNDEFINED) {
      if (rows == 0) {
        blocks.put(0L, new Block(root, startBlock));
      } else {
        indirect(root, rows, 0, 0);
      }
    }
  }

  private long blockSize(int row) {
    return row == 0 ? startBlock : startBlock << Math.min(row - 1, 40);
  }

  private void indirect(long at, int rows, long heapOffset, int depth) {
    int offsetBytes = (heapBits + 7) / 8;
    if (rows > 64 || depth > 16) {
      throw in.damaged("a fractal heap of " + rows + " rows and depth " + depth);
    }
    long size = 5L + in.offsetBytes() + offsetBytes + (long) rows * width * in.offsetBytes() + 4;
    Cursor c = in.at(at, size, "indirect block");
    c.signature("FHIB");
    c.version(0, 0);
    c.skip(in.offsetBytes() + offsetBytes);
    long next = heapOffset;
    for (int row = 0; row < rows; row++) {
      long bytes = blockSize(row);
      for (int i = 0; i < width; i++) {
        long child = c.offset();
        if (child != H5Structure.UNDEFINED && bytes <= maxDirect) {
          blocks.put(next, new Block(child, bytes));
        } else if (child != H5Structure.UNDEFINED) {
          indirect(child, log2(bytes / startBlock / width) + 1, next, depth + 1);
        }
        next += bytes;
      }
    }
    c.checksum();
  }

  private static int log2(long v) {
    return 63 - Long.numberOfLeadingZeros(Math.max(1, v));
  }

  /** The object with an identifier. */
  Cursor object(byte[] id) {
    Cursor c = new Cursor(in, id, 0, id.length, address, "heap identifier");
    int head = c.u8();
    return switch (head >> 4 & 3) {
      case 0 -> managed(c);
      case 1 -> huge(c);
      case 2 -> tiny(c, head);
      default -> throw in.damaged("a heap identifier of an unknown type");
    };
  }

  private Cursor managed(Cursor id) {
    long offset = id.uint((heapBits + 7) / 8);
    int lengthBytes = Math.min((log2(maxDirect) + 7) / 8, log2(maxManaged) / 8 + 1);
    long length = id.uint(Math.min(lengthBytes, id.remaining()));
    var entry = blocks.floorEntry(offset);
    if (entry == null) {
      throw in.damaged("an object at offset " + offset + " of a heap that ends before");
    }
    Cursor block = loaded.computeIfAbsent(entry.getKey(), k -> load(entry.getValue()));
    Cursor c = block.restarted();
    c.skip(offset - entry.getKey());
    return c.slice(length, "heap object");
  }

  private Cursor load(Block block) {
    Cursor c = in.at(block.address, block.size, "heap block");
    int prefix = 5 + in.offsetBytes() + (heapBits + 7) / 8;
    c.signature("FHDB");
    if ((flags & CHECKSUMMED) != 0) {
      byte[] all = c.restarted().bytes(block.size);
      c.skip(prefix - 4);
      int expected = c.i32();
      Arrays.fill(all, prefix, prefix + 4, (byte) 0);
      if (Checksums.lookup3(all, 0, all.length) != expected) {
        throw in.damaged("the checksum of a heap block at " + block.address + " does not match");
      }
    }
    return c;
  }

  private Cursor tiny(Cursor id, int head) {
    boolean extended = idBytes > 17;
    int length = extended ? ((head & 0xf) << 8 | id.u8()) : head & 0xf;
    return id.slice(length + 1L, "heap object");
  }

  private Cursor huge(Cursor id) {
    if (id.remaining() >= in.offsetBytes() + in.lengthBytes()) {
      return in.at(id.offset(), id.size(), "large heap object");
    }
    long key = id.uint(Math.min(id.remaining(), in.lengthBytes()));
    Cursor[] found = new Cursor[1];
    if (hugeTree != H5Structure.UNDEFINED) {
      BTree2.open(in, hugeTree)
          .forEach(
              r -> {
                long at = r.offset();
                long size = r.size();
                if (r.size() == key) {
                  found[0] = in.at(at, size, "large heap object");
                }
              });
    }
    if (found[0] == null) {
      throw in.damaged("a heap object that is not in its heap's list");
    }
    return found[0];
  }
}
