package org.isobar.io.netcdf.nc4;

import org.isobar.io.netcdf.storage.SideFiles;
import org.isobar.io.netcdf.storage.SpillFile;

/** The bytes of a chunk that waits for its turn. */
interface Waiting {
  /** The bytes, from the first on; perhaps others behind them. */
  byte[] bytes();

  /** Gives back the room that they took. */
  void free();

  /** In memory. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never modified
  record Held(byte[] bytes, HeldMemory memory) implements Waiting {
    @Override
    public void free() {
      memory.give(bytes.length);
    }
  }

  /** In a file without a name. */
  record Spilled(SpillFile spill, long slot, int size) implements Waiting {
    @Override
    public byte[] bytes() {
      byte[] data = new byte[size];
      spill.read(slot, data, size);
      return data;
    }

    @Override
    public void free() {
      spill.release(slot, size);
    }
  }

  /** Where another process put them. */
  record Beside(SideFiles sides, String location, long position, int size) implements Waiting {
    @Override
    public byte[] bytes() {
      return sides.read(location, position, size);
    }

    @Override
    public void free() {
      // The file goes as a whole.
    }
  }
}
