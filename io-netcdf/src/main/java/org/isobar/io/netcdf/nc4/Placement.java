package org.isobar.io.netcdf.nc4;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isobar.io.netcdf.storage.PartFile;
import org.isobar.io.netcdf.storage.SpillFile;

/**
 * Gives deflated chunks their places in the file: one behind the other in an order known from the
 * start, whichever thread finishes first. Chunks ahead of their turn wait in memory, and in a spill
 * file when too many do.
 */
final class Placement {
  private final PartFile file;
  private final SpillFile spill;
  private final HeldMemory memory;
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private long next;
  private long end;

  /** A chunk that was finished before its turn: in memory, or at a place in the spill file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never modified
  private record Waiting(ChunkPlaces.Noted places, long chunk, int size, byte[] data, long slot) {
    boolean spilled() {
      return slot >= 0;
    }
  }

  private record Placed(long position, Waiting chunk) {}

  /**
   * @param begin address of the first chunk
   * @param memory for chunks that wait
   */
  Placement(PartFile file, SpillFile spill, long begin, HeldMemory memory) {
    this.file = file;
    this.spill = spill;
    this.end = begin;
    this.memory = memory;
  }

  /**
   * Takes a stored chunk, once.
   *
   * @param turn its number in the order of all chunks
   * @param data may be used again when this returns
   */
  void place(long turn, ChunkPlaces.Noted places, long chunk, byte[] data, int size) {
    List<Placed> mayGo = new ArrayList<>();
    long position;
    synchronized (this) {
      if (turn != next) {
        waiting.put(turn, set(places, chunk, data, size));
        return;
      }
      position = end;
      places.note(chunk, position, size);
      end += size;
      next++;
      for (Waiting w = waiting.remove(next); w != null; w = waiting.remove(next)) {
        w.places.note(w.chunk, end, w.size);
        mayGo.add(new Placed(end, w));
        end += w.size;
        next++;
      }
    }
    file.write(data, 0, size, position);
    mayGo.forEach(this::write);
  }

  private Waiting set(ChunkPlaces.Noted places, long chunk, byte[] data, int size) {
    if (memory.take(size)) {
      return new Waiting(places, chunk, size, Arrays.copyOf(data, size), -1);
    }
    long slot = spill.reserve(size);
    spill.write(slot, data, 0, size);
    return new Waiting(places, chunk, size, new byte[0], slot);
  }

  private void write(Placed placed) {
    Waiting w = placed.chunk;
    byte[] data = w.data;
    if (w.spilled()) {
      data = new byte[w.size];
      spill.read(w.slot, data, w.size);
      spill.release(w.slot, w.size);
    }
    file.write(data, 0, w.size, placed.position);
    if (!w.spilled()) {
      memory.give(w.size);
    }
  }

  /** Address behind the last chunk. */
  synchronized long end() {
    return end;
  }
}
