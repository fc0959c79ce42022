package org.isobar.io.netcdf.hdf5;

import java.nio.file.Path;
import java.util.List;
import org.isobar.io.netcdf.storage.SourceFile;

/**
 * The least that reading a NetCDF-4 variable takes: its chunks read at known addresses, inflated by
 * libdeflate without the checksum, unshuffled.
 */
public final class BareChunks {
  private static final int ZLIB_HEADER = 2;
  private static final int ZLIB_TRAILER = 4;
  private static final List<Integer> FILTERS =
      List.of(FilterPipeline.SHUFFLE, FilterPipeline.DEFLATE);

  private final SourceFile file;
  private final StoredVariable variable;
  private final ChunkIndex index;
  private final int rawBytes;

  /** Reads header and addresses. */
  public BareChunks(Path path, String name) {
    file = SourceFile.of(path.toString());
    try (H5Source source = new H5Source(file)) {
      Snapshot snapshot = Netcdf4Model.read(file, source);
      variable = snapshot.variable(name).orElseThrow();
      Layout.Chunked layout = (Layout.Chunked) variable.layout();
      index = snapshot.index(source, variable, layout);
      long bytes = variable.elementBytes();
      for (long extent : layout.chunk()) {
        bytes *= extent;
      }
      rawBytes = Math.toIntExact(bytes);
    }
    if (!variable.filters().filters().stream()
        .map(FilterPipeline.Filter::id)
        .toList()
        .equals(FILTERS)) {
      throw new IllegalArgumentException(path + " is not shuffled and deflated");
    }
  }

  /** Number of chunks. */
  public int chunks() {
    return index.entries();
  }

  /**
   * Reads chunks {@code from} to {@code to}, exclusive, with buffers of its own: call it from as
   * many threads as wanted.
   *
   * @return sum of the last chunk's first and last byte, so that nothing is left out
   */
  public int read(int from, int to) {
    int largest = 0;
    for (int k = from; k < to; k++) {
      largest = Math.max(largest, index.size(k));
    }
    byte[] stored = new byte[largest + Inflater.SLACK];
    byte[] inflated = new byte[rawBytes + Inflater.SLACK];
    byte[] values = new byte[rawBytes + Inflater.SLACK];
    Unshuffle unshuffle = new Unshuffle();
    try (H5Source source = new H5Source(file);
        Inflater inflater = new NativeInflater()) {
      for (int k = from; k < to; k++) {
        source.read(index.position(k), stored, 0, index.size(k));
        inflater.inflate(stored, ZLIB_HEADER, index.size(k) - ZLIB_TRAILER, inflated, rawBytes);
        unshuffle.apply(inflated, rawBytes, values, variable.elementBytes());
      }
    } catch (InflateException e) {
      throw new IllegalStateException(e);
    }
    return values[0] + values[rawBytes - 1];
  }
}
