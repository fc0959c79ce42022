package org.isobar.io.netcdf.hdf5;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobar.error.DatasetException;

/**
 * Hands out pieces of a file's metadata, each checked to lie in the file. A budget of bytes and
 * pieces, in proportion to the file's size, stops walks through damaged structures that would not
 * end. For one thread.
 */
final class H5Structure {
  /** An address that is not set. */
  static final long UNDEFINED = -1;

  private static final int PAGE = 8192;
  private static final int PAGES = 64;
  private static final int MAX_PIECE = 32 << 20;

  private final H5Source source;
  private final long base;
  private final int offsetBytes;
  private final int lengthBytes;
  private final Map<Long, byte[]> pages = new LinkedHashMap<>(PAGES, 0.75f, true);
  private final long budget;
  private long bytesLeft;
  private long piecesLeft;

  H5Structure(H5Source source, long base, int offsetBytes, int lengthBytes) {
    this.source = source;
    this.base = base;
    this.offsetBytes = offsetBytes;
    this.lengthBytes = lengthBytes;
    this.budget = (64L << 20) + 4 * source.length();
    this.bytesLeft = budget;
    this.piecesLeft = 500_000 + source.length() / 64;
  }

  H5Source source() {
    return source;
  }

  int offsetBytes() {
    return offsetBytes;
  }

  int lengthBytes() {
    return lengthBytes;
  }

  /** Absolute position of an address in the file. */
  long position(long address) {
    if (address < 0 || address > source.length() - base) {
      throw damaged("address " + Long.toUnsignedString(address) + " lies outside the file");
    }
    return base + address;
  }

  /** A piece of metadata at an address, relative to the superblock's base. */
  Cursor at(long address, long count, String what) {
    long position = position(address);
    if (count < 0 || count > source.length() - position) {
      throw damaged(
          what
              + " at address "
              + address
              + " of "
              + Long.toUnsignedString(count)
              + " bytes leaves the file of "
              + source.length()
              + " bytes");
    }
    if (count > MAX_PIECE) {
      throw damaged(what + " at address " + address + " has " + count + " bytes");
    }
    piecesLeft--;
    charge(count, what);
    byte[] piece = new byte[(int) count];
    copy(position, piece);
    return new Cursor(this, piece, 0, piece.length, address, what);
  }

  /** Counts bytes that are copied out of a piece against the budget. */
  void charge(long count, String what) {
    bytesLeft -= count;
    if (bytesLeft < 0 || piecesLeft < 0) {
      throw damaged("its header refers to more metadata than the file can hold (" + what + ")");
    }
  }

  /** Bytes of metadata handed out so far. */
  long charged() {
    return budget - bytesLeft;
  }

  private void copy(long position, byte[] piece) {
    if (piece.length > PAGE) {
      source.read(position, piece, 0, piece.length);
      return;
    }
    int done = 0;
    while (done < piece.length) {
      long at = position + done;
      byte[] page = page(at / PAGE);
      int from = (int) (at % PAGE);
      int n = Math.min(piece.length - done, PAGE - from);
      System.arraycopy(page, from, piece, done, n);
      done += n;
    }
  }

  private byte[] page(long number) {
    byte[] page = pages.get(number);
    if (page == null) {
      if (pages.size() >= PAGES) {
        var eldest = pages.entrySet().iterator();
        eldest.next();
        eldest.remove();
      }
      page = new byte[PAGE];
      long start = number * PAGE;
      source.read(start, page, 0, (int) Math.min(PAGE, source.length() - start));
      pages.put(number, page);
    }
    return page;
  }

  DatasetException damaged(String what) {
    return source.damaged(what);
  }

  DatasetException unsupported(String what) {
    return source.unsupported(what);
  }
}
