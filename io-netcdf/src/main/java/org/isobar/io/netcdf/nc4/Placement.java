package org.isobar.io.netcdf.nc4;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.isobar.io.netcdf.storage.PartFile;
import org.isobar.io.netcdf.storage.SideFiles;
import org.isobar.io.netcdf.storage.SpillFile;

/**
 * Gives deflated chunks their places in the file: one behind the other in an order known from the
 * start, whichever thread finishes first. Chunks ahead of their turn wait in memory, and in a spill
 * file when too many do; what other processes made waits where they put it.
 */
final class Placement {
  private final PartFile file;
  private final SpillFile spill;
  private final HeldMemory memory;
  private final Map<Long, Finished> waiting = new HashMap<>();
  private long next;
  private long end;

  /** A chunk that was finished before its turn. */
  private record Finished(ChunkPlaces.Noted places, long chunk, int size, Waiting data) {}

  private record Placed(long position, Finished chunk) {}

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
  void place(long turn, ChunkPlaces.Noted places, long chunk, int size, byte[] data) {
    place(turn, places, chunk, size, () -> data, () -> kept(data, size));
  }

  /** Takes a chunk that another process put into a file beside this one, once. */
  void placeFrom(
      long turn,
      ChunkPlaces.Noted places,
      long chunk,
      int size,
      String location,
      long position,
      SideFiles sides) {
    Waiting there = new Waiting.Beside(sides, location, position, size);
    place(turn, places, chunk, size, there::bytes, () -> there);
  }

  private void place(
      long turn,
      ChunkPlaces.Noted places,
      long chunk,
      int size,
      Supplier<byte[]> data,
      Supplier<Waiting> kept) {
    List<Placed> mayGo = new ArrayList<>();
    long position;
    synchronized (this) {
      if (turn != next) {
        waiting.put(turn, new Finished(places, chunk, size, kept.get()));
        return;
      }
      position = end;
      places.note(chunk, position, size);
      end += size;
      next++;
      for (Finished w = waiting.remove(next); w != null; w = waiting.remove(next)) {
        w.places.note(w.chunk, end, w.size);
        mayGo.add(new Placed(end, w));
        end += w.size;
        next++;
      }
    }
    file.write(data.get(), 0, size, position);
    mayGo.forEach(this::write);
  }

  private Waiting kept(byte[] data, int size) {
    if (memory.take(size)) {
      return new Waiting.Held(Arrays.copyOf(data, size), memory);
    }
    long slot = spill.reserve(size);
    spill.write(slot, data, 0, size);
    return new Waiting.Spilled(spill, slot, size);
  }

  private void write(Placed placed) {
    Finished w = placed.chunk;
    file.write(w.data.bytes(), 0, w.size, placed.position);
    w.data.free();
  }

  /** Address behind the last chunk. */
  synchronized long end() {
    return end;
  }
}
