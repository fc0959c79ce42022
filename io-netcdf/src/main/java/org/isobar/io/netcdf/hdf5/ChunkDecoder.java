package org.isobar.io.netcdf.hdf5;

import java.util.List;
import java.util.zip.Adler32;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/** Reads chunks and undoes their filters. Reuses its buffers. */
final class ChunkDecoder implements AutoCloseable {
  /** Deflate makes nothing smaller than this. */
  private static final int MAX_RATIO = 1032;

  private static final int ZLIB_HEADER = 2;
  private static final int ZLIB_TRAILER = 4;

  /** Damaged data must not pass as numbers; the check runs at several GB/s. */
  private static final boolean CHECK_ADLER =
      !"false".equals(System.getProperty("isobar.netcdf.adler32"));

  /** One chunk to be read, for messages. */
  private record Chunk(StoredVariable variable, long position, int size, int mask, int rawBytes) {
    boolean skips(int filter) {
      return (mask >> filter & 1) != 0;
    }
  }

  private final H5Source source;
  private final Unshuffle unshuffle = new Unshuffle();
  private @Nullable Inflater inflater;
  // What was read from the file, and two buffers that the filters use in turns.
  private final byte[][] buffers = new byte[3][0];
  private int current;
  private int length;

  ChunkDecoder(H5Source source) {
    this.source = source;
  }

  /**
   * Reads a chunk. The result belongs to the caller until it hands it back with {@link #recycle}.
   *
   * @param rawBytes size of the chunk without filters
   * @return an array of at least {@code rawBytes} bytes
   */
  byte[] read(StoredVariable variable, ChunkIndex index, int entry, int rawBytes) {
    Chunk chunk =
        new Chunk(variable, index.position(entry), index.size(entry), index.mask(entry), rawBytes);
    try {
      return decode(chunk);
    } catch (InflateException e) {
      throw damaged(chunk, "its deflate stream is malformed: " + e.getMessage());
    } catch (OutOfMemoryError e) {
      throw new DatasetException(
          source.location()
              + ": no memory for a chunk of '"
              + variable.path()
              + "' of "
              + rawBytes
              + " bytes; give Java more (-Xmx) or rewrite the file with smaller chunks (nccopy -c)",
          e);
    }
  }

  private byte[] decode(Chunk chunk) throws InflateException {
    List<FilterPipeline.Filter> filters = chunk.variable.filters().filters();
    int trailers = checkSize(chunk, filters);
    int room = chunk.rawBytes + trailers + Inflater.SLACK;
    current = 0;
    length = chunk.size;
    byte[] input = sized(0, length + Inflater.SLACK);
    source.read(chunk.position, input, 0, length);
    for (int k = filters.size() - 1; k >= 0; k--) {
      if (chunk.skips(k)) {
        continue;
      }
      switch (filters.get(k).id()) {
        case FilterPipeline.FLETCHER32 -> {
          verify(chunk);
          trailers -= Integer.BYTES;
        }
        case FilterPipeline.DEFLATE -> inflate(chunk, room, chunk.rawBytes + trailers);
        case FilterPipeline.SHUFFLE -> unshuffle(chunk, room, filters.get(k).parameter());
        default -> throw new IllegalStateException("filter " + filters.get(k));
      }
    }
    if (length != chunk.rawBytes) {
      throw damaged(chunk, "it has " + length + " bytes, not " + chunk.rawBytes);
    }
    byte[] data = buffers[current];
    buffers[current] = new byte[0];
    return data;
  }

  /**
   * Refuses sizes that cannot be before anything is allocated; returns the bytes of all checksums.
   */
  private int checkSize(Chunk chunk, List<FilterPipeline.Filter> filters) {
    boolean deflated = false;
    int trailers = 0;
    for (int k = 0; k < filters.size(); k++) {
      if (!chunk.skips(k)) {
        deflated |= filters.get(k).id() == FilterPipeline.DEFLATE;
        trailers += filters.get(k).id() == FilterPipeline.FLETCHER32 ? Integer.BYTES : 0;
      }
    }
    boolean possible =
        deflated
            ? chunk.rawBytes <= MAX_RATIO * (long) chunk.size + 1024
            : chunk.size == chunk.rawBytes + trailers;
    if (!possible) {
      throw damaged(chunk, "its " + chunk.size + " bytes cannot hold " + chunk.rawBytes);
    }
    return trailers;
  }

  private void inflate(Chunk chunk, int room, int size) throws InflateException {
    byte[] in = buffers[current];
    boolean tooShort = length < ZLIB_HEADER + ZLIB_TRAILER;
    int header = tooShort ? -1 : (in[0] & 0xff) << 8 | (in[1] & 0xff);
    if (tooShort || header % 31 != 0 || (header >> 8 & 0xf) != 8 || (header & 0x20) != 0) {
      throw damaged(chunk, "it does not start as a zlib stream");
    }
    byte[] out = next(room);
    Inflater ready = inflater == null ? Inflaters.SHARED.create() : inflater;
    inflater = ready;
    ready.inflate(in, ZLIB_HEADER, length - ZLIB_TRAILER, out, size);
    inflater = Inflaters.SHARED.next(ready, size);
    if (CHECK_ADLER) {
      Adler32 adler = new Adler32();
      adler.update(out, 0, size);
      if ((int) adler.getValue() != Integer.reverseBytes(word(in, length - ZLIB_TRAILER))) {
        throw damaged(chunk, "its Adler-32 checksum does not match");
      }
    }
    length = size;
  }

  private void unshuffle(Chunk chunk, int room, int parameter) {
    int width = parameter > 0 ? parameter : chunk.variable.elementBytes();
    if (width > 1 && width <= length) {
      byte[] in = buffers[current];
      unshuffle.apply(in, length, next(room), width);
    }
  }

  /** Checks a trailing Fletcher checksum and cuts it off. */
  private void verify(Chunk chunk) {
    int n = length - Integer.BYTES;
    if (n < 0) {
      throw damaged(chunk, "it is too short for a checksum");
    }
    int found = word(buffers[current], n);
    int sum = Checksums.fletcher32(buffers[current], 0, n);
    // HDF5 before 1.6.3 stored the bytes of each half swapped.
    int swapped = Integer.rotateLeft(Integer.reverseBytes(sum), 16);
    if (found != sum && found != swapped) {
      throw damaged(chunk, "its Fletcher-32 checksum does not match");
    }
    length = n;
  }

  private static int word(byte[] b, int at) {
    return (b[at] & 0xff)
        | (b[at + 1] & 0xff) << 8
        | (b[at + 2] & 0xff) << 16
        | (b[at + 3] & 0xff) << 24;
  }

  private DatasetException damaged(Chunk chunk, String what) {
    return source.damaged(
        "chunk of '" + chunk.variable.path() + "' at byte " + chunk.position + ": " + what);
  }

  /** Makes another buffer the current one. */
  private byte[] next(int room) {
    current = current == 1 ? 2 : 1;
    return sized(current, room);
  }

  private byte[] sized(int buffer, int room) {
    byte[] b = buffers[buffer];
    if (b.length < room || b.length / 4 > room) {
      buffers[buffer] = new byte[0];
      buffers[buffer] = new byte[room];
    }
    return buffers[buffer];
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.close();
      inflater = null;
    }
  }

  /** Takes back an array that {@link #read} returned. */
  void recycle(byte[] data) {
    int empty = buffers[1].length == 0 ? 1 : 2;
    if (buffers[empty].length == 0) {
      buffers[empty] = data;
    }
  }
}
