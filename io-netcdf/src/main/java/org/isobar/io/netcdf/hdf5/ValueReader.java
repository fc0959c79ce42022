package org.isobar.io.netcdf.hdf5;

import org.isobar.data.Region;
import org.jspecify.annotations.Nullable;

/** Reads regions of one variable, whatever its storage, into a sink. */
final class ValueReader {
  private final H5Source source;
  private final Snapshot snapshot;
  private final StoredVariable variable;
  private final ChunkDecoder decoder;
  private final ChunkCache cache;
  private final Sink sink;
  private final MemoryRows memory;
  private final FileRows file;
  private final long[] origin;
  private @Nullable Chunks chunks;

  /** What reading chunks needs, found out once. */
  private record Chunks(ChunkGrid grid, int rawBytes, ChunkIndex index) {}

  ValueReader(
      H5Source source,
      Snapshot snapshot,
      StoredVariable variable,
      ChunkDecoder decoder,
      ChunkCache cache,
      Sink sink) {
    this.source = source;
    this.snapshot = snapshot;
    this.variable = variable;
    this.decoder = decoder;
    this.cache = cache;
    this.sink = sink;
    this.memory = new MemoryRows(variable, sink);
    this.file = new FileRows(source, variable, sink);
    this.origin = new long[variable.rank()];
  }

  /** Hands all values of a region to the sink. */
  void read(Region region) {
    if (region.size() == 0) {
      return;
    }
    if (beyond(region)) {
      sink.fill((int) region.size(), 0);
    }
    long[] stored = variable.stored();
    switch (variable.layout()) {
      case Layout.Compact c -> {
        checkSize(c.data().length);
        memory.over(c.data(), new Overlap(region, origin, stored, stored));
      }
      case Layout.Contiguous c -> contiguous(c, region);
      case Layout.Chunked c -> chunked(c, region);
      case Layout.Virtual v -> throw source.unsupported("'" + variable.path() + "' is virtual");
    }
  }

  /** Whether a region reaches cells that the dataset has not grown to. */
  private boolean beyond(Region region) {
    for (int d = 0; d < region.rank(); d++) {
      if (region.end(d) > variable.stored()[d]) {
        return true;
      }
    }
    return false;
  }

  private void checkSize(long present) {
    long n = variable.elementBytes();
    for (long s : variable.stored()) {
      n = s > Long.MAX_VALUE / Math.max(1, n) ? Long.MAX_VALUE : n * s;
    }
    if (n > present) {
      throw source.damaged(
          "'" + variable.path() + "' has " + present + " bytes of data, its shape needs " + n);
    }
  }

  private void contiguous(Layout.Contiguous c, Region region) {
    long[] stored = variable.stored();
    Overlap overlap = new Overlap(region, origin, stored, stored);
    if (c.address() == H5Structure.UNDEFINED) {
      overlap.each((from, step, count, at) -> sink.fill(count, at));
      return;
    }
    long position = snapshot.superblock().base() + c.address();
    checkSize(c.size() < 0 ? source.length() - position : c.size());
    checkSize(source.length() - position);
    file.over(position, overlap);
  }

  private Chunks chunks(Layout.Chunked layout) {
    Chunks known = chunks;
    if (known == null) {
      H5Structure in = snapshot.superblock().structure(source);
      known =
          new Chunks(
              ChunkGrid.of(in, variable.stored(), layout.chunk()),
              ChunkIndexLoader.rawBytes(in, layout),
              snapshot.index(source, variable, layout));
      chunks = known;
    }
    return known;
  }

  private void chunked(Layout.Chunked layout, Region region) {
    int rank = variable.rank();
    long[] chunk = layout.chunk();
    Chunks all = chunks(layout);
    long[] first = new long[rank];
    long[] last = new long[rank];
    for (int d = 0; d < rank; d++) {
      first[d] = region.start(d) / chunk[d];
      last[d] = Math.min((region.end(d) - 1) / chunk[d], all.grid.counts()[d] - 1);
      if (last[d] < first[d]) {
        return; // wholly beyond the dataset's extent
      }
    }
    long[] at = first.clone();
    long[] corner = new long[rank];
    while (true) {
      for (int d = 0; d < rank; d++) {
        corner[d] = at[d] * chunk[d];
      }
      Overlap overlap = new Overlap(region, corner, chunk, variable.stored());
      if (!overlap.empty()) {
        chunk(overlap, all, all.grid.number(at));
      }
      int d = rank - 1;
      while (d >= 0 && ++at[d] > last[d]) {
        at[d] = first[d];
        d--;
      }
      if (d < 0) {
        return;
      }
    }
  }

  private void chunk(Overlap overlap, Chunks all, long number) {
    ChunkIndex index = all.index;
    int rawBytes = all.rawBytes;
    int entry = index.find(number);
    if (entry < 0) {
      overlap.each((from, step, count, at) -> sink.fill(count, at));
      return;
    }
    if (variable.filters().filters().isEmpty()) {
      if (index.size(entry) < rawBytes) {
        throw source.damaged(
            "a chunk of '"
                + variable.path()
                + "' has "
                + index.size(entry)
                + " bytes, not "
                + rawBytes);
      }
      file.over(index.position(entry), overlap);
      return;
    }
    byte[] data = cache.get(variable, number);
    if (data != null) {
      memory.over(data, overlap);
      return;
    }
    data = decoder.read(variable, index, entry, rawBytes);
    memory.over(data, overlap);
    if (overlap.size() * variable.elementBytes() == rawBytes) {
      decoder.recycle(data); // used up: whoever reads on does not need it again
    } else {
      cache.put(variable, number, data);
    }
  }
}
