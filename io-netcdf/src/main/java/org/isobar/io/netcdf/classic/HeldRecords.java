package org.isobar.io.netcdf.classic;

import java.util.List;
import java.util.Optional;
import org.isobar.io.netcdf.storage.PartFile;

/**
 * The records of a new file whose records are short, held in memory until all are there: a series
 * of 20,000 means would otherwise be written in 60,000 pieces of a few bytes. Regions that do not
 * overlap may be written by several threads at once.
 */
final class HeldRecords {
  /** Longer records are written as they come. */
  private static final long LONGEST_RECORD = 2048;

  private static final long LARGEST = 4 << 20;

  private final long begin;
  private final byte[] bytes;

  private HeldRecords(long begin, int size) {
    this.begin = begin;
    this.bytes = new byte[size];
  }

  /** Room for the records, if they are short and not too many. */
  static Optional<HeldRecords> of(WriteLayout layout) {
    List<ClassicVariable> records =
        layout.variables().stream().filter(ClassicVariable::record).toList();
    long begin = records.stream().mapToLong(ClassicVariable::begin).min().orElse(0);
    long size = layout.fileSize() - begin;
    boolean few = size > 0 && size <= LARGEST && layout.recordSize() <= LONGEST_RECORD;
    return few && !records.isEmpty()
        ? Optional.of(new HeldRecords(begin, (int) size))
        : Optional.empty();
  }

  /** Whether a position of the file lies among the records. */
  boolean holds(long position) {
    return position >= begin;
  }

  void write(byte[] from, int count, long position) {
    System.arraycopy(from, 0, bytes, (int) (position - begin), count);
  }

  void writeTo(PartFile file) {
    file.write(bytes, 0, bytes.length, begin);
  }
}
