package org.isobar.io.netcdf.classic;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.Region;

/**
 * Values of record variables that have a few bytes in each record and lie side by side there, such
 * as a time, its bounds and a date. Each record costs a read of its own, which takes the same time
 * for one of them as for all; whoever wants one usually wants the others next. Used by one thread.
 */
final class SmallRecords {
  /** Bytes of a record that are read together. */
  private static final long WIDEST = 256;

  private static final int FEWEST = 16;
  private static final long LARGEST = 1 << 20;
  private static final Held NONE = new Held(0, 0, 0, 0, new byte[0]);

  private final RandomAccessFile file;
  private final List<ClassicVariable> variables;
  private final long recordSize;
  private Held held = NONE;
  // Those that may still be wanted: when there are none, the bytes are let go.
  private final Set<ClassicVariable> due = new HashSet<>();

  /** Records {@code [first, first + count)}, of each {@code width} bytes from {@code begin} on. */
  static final class Held {
    final byte[] bytes;
    private final long begin;
    private final int width;
    private final long first;
    private final long count;

    private Held(long begin, int width, long first, long count, byte[] bytes) {
      this.begin = begin;
      this.width = width;
      this.first = first;
      this.count = count;
      this.bytes = bytes;
    }

    private boolean has(ClassicVariable v, long from, long to) {
      return begin <= v.begin()
          && v.begin() + v.bytes() <= begin + width
          && first <= from
          && to <= first + count;
    }

    /** Where a region of a variable lies in {@link #bytes}. */
    Runs runs(ClassicVariable v, Region region) {
      return Runs.of(v.begin() - begin - first * width, region, v.steps(width), v.type().bytes());
    }
  }

  SmallRecords(RandomAccessFile file, ClassicHeader header) {
    this.file = file;
    this.recordSize = header.recordSize();
    this.variables = header.variables().stream().filter(ClassicVariable::record).toList();
  }

  /** The records that have a region, read if need be; empty if it is read better alone. */
  Optional<Held> around(ClassicVariable v, Region region) throws IOException {
    if (!v.record() || v.bytes() > WIDEST || region.count(0) < FEWEST || region.stride(0) != 1) {
      return Optional.empty();
    }
    long from = region.start(0);
    long to = region.end(0);
    if (!held.has(v, from, to)) {
      long begin = v.begin();
      long end = v.begin() + v.bytes();
      List<ClassicVariable> group = neighbours(v);
      for (ClassicVariable near : group) {
        begin = Math.min(begin, near.begin());
        end = Math.max(end, near.begin() + near.bytes());
      }
      // Where records are as short as that, neighbouring reads are one already.
      if (2 * (end - begin) > recordSize || (to - from) * (end - begin) > LARGEST) {
        return Optional.empty();
      }
      held = read(begin, (int) (end - begin), from, to - from);
      due.clear();
      due.addAll(group);
    }
    Held found = held;
    due.remove(v);
    if (due.isEmpty()) {
      held = NONE;
    }
    return Optional.of(found);
  }

  /** The variables that lie side by side with one, itself included, as far as they are small. */
  private List<ClassicVariable> neighbours(ClassicVariable v) {
    List<ClassicVariable> group = new ArrayList<>();
    for (ClassicVariable next : variables) {
      boolean small = next.bytes() <= WIDEST;
      boolean near = Math.abs(next.begin() - v.begin()) <= WIDEST - next.paddedBytes();
      if (small && near) {
        group.add(next);
      } else if (group.contains(v)) {
        break;
      } else {
        group.clear();
      }
    }
    return group;
  }

  private Held read(long begin, int width, long first, long count) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(width * count)];
    long room = file.length();
    for (long r = 0; r < count; r++) {
      long position = begin + (first + r) * recordSize;
      file.seek(position);
      // The last record may end before the last of the neighbours does.
      file.readFully(bytes, (int) r * width, (int) Math.min(width, room - position));
    }
    return new Held(begin, width, first, count, bytes);
  }
}
