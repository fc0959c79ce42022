package org.isobar.io.netcdf.classic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.isobar.data.LongList;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;

/** Checks where variables lie, and finds the number and size of the records. */
final class HeaderLayout {
  private final HeaderInput in;
  private final int version;
  private final List<FileDim> dims;
  private final int recordDim;
  private final long declared;

  /**
   * The layout of a header that was just read.
   *
   * @param declared number of records, or -1 if the header leaves it to the file's size
   */
  HeaderLayout(HeaderInput in, int version, List<FileDim> dims, int recordDim, long declared) {
    this.in = in;
    this.version = version;
    this.dims = dims;
    this.recordDim = recordDim;
    this.declared = declared;
  }

  ClassicHeader resolve(Attributes attributes, List<ClassicVariable> variables) {
    try {
      long end = in.position();
      List<ClassicVariable> inRecords = variables.stream().filter(ClassicVariable::record).toList();
      long recordSize = recordSize(inRecords);
      long records = recordDim < 0 ? 0 : records(inRecords, recordSize);
      requireApart(
          end,
          variables,
          records == 0 ? List.of() : inRecords,
          Math.multiplyExact(records, recordSize));
      return new ClassicHeader(
          version,
          sizedDims(records),
          attributes,
          variables.stream().map(v -> sized(v, records)).toList(),
          recordSize,
          end);
    } catch (ArithmeticException e) {
      throw in.damaged("sizes and positions go beyond 2^63");
    }
  }

  /** The slabs of all record variables, each padded to four bytes; a single one is not padded. */
  static long recordSize(List<ClassicVariable> inRecords) {
    if (inRecords.size() == 1) {
      return inRecords.getFirst().bytes();
    }
    long size = 0;
    for (ClassicVariable v : inRecords) {
      size = Math.addExact(size, v.paddedBytes());
    }
    return size;
  }

  private long records(List<ClassicVariable> inRecords, long recordSize) {
    if (inRecords.isEmpty()) {
      return Math.max(0, declared);
    }
    long held = Long.MAX_VALUE;
    for (ClassicVariable v : inRecords) {
      // The last record may lack the padding behind it.
      long room = in.size() - v.begin() - v.bytes();
      held = Math.min(held, room < 0 || v.begin() < 0 ? 0 : room / recordSize + 1);
    }
    if (declared > held) {
      throw in.damaged(
          "it says "
              + declared
              + " records of "
              + recordSize
              + " bytes, the file of "
              + in.size()
              + " bytes holds "
              + held
              + "; the file is truncated");
    }
    return declared < 0 ? held : declared;
  }

  private record Extent(String owner, long begin, long end) {}

  /**
   * No two things overlap: where they do, a number would be read in the wrong place without notice.
   */
  private void requireApart(
      long headerEnd,
      List<ClassicVariable> variables,
      List<ClassicVariable> inRecords,
      long allRecords) {
    List<Extent> file = new ArrayList<>();
    file.add(new Extent("the header", 0, headerEnd));
    for (ClassicVariable v : variables) {
      if (!v.record()) {
        file.add(extent(v));
      }
    }
    if (!inRecords.isEmpty()) {
      List<Extent> slabs = sorted(inRecords.stream().map(this::extent).toList());
      long first = slabs.getFirst().begin();
      requireApart(slabs);
      long slabsEnd = slabs.getLast().end();
      if (slabsEnd - first > recordSize(inRecords)) {
        throw in.damaged("the variables of one record lie further apart than a record is long");
      }
      file.add(
          new Extent("the records", first, Math.max(slabsEnd, Math.addExact(first, allRecords))));
    }
    requireApart(sorted(file));
  }

  private Extent extent(ClassicVariable v) {
    if (v.begin() < 0) {
      throw in.damaged("variable '" + v.name() + "' begins at " + v.begin());
    }
    return new Extent(
        "variable '" + v.name() + "'", v.begin(), Math.addExact(v.begin(), v.bytes()));
  }

  private static List<Extent> sorted(List<Extent> extents) {
    return extents.stream().sorted(Comparator.comparingLong(Extent::begin)).toList();
  }

  private void requireApart(List<Extent> extents) {
    for (int i = 1; i < extents.size(); i++) {
      Extent a = extents.get(i - 1);
      Extent b = extents.get(i);
      if (b.begin() < a.end()) {
        throw in.damaged(
            b.owner()
                + " begins at "
                + b.begin()
                + ", inside "
                + a.owner()
                + ", which ends at "
                + a.end());
      }
    }
  }

  private List<FileDim> sizedDims(long records) {
    return dims.stream()
        .map(d -> d.unlimited() ? new FileDim(d.name(), records, true) : d)
        .toList();
  }

  private static ClassicVariable sized(ClassicVariable v, long records) {
    if (!v.record()) {
      return v;
    }
    long[] shape = v.shape().toArray();
    shape[0] = records;
    return new ClassicVariable(
        v.name(),
        v.type(),
        v.dims(),
        LongList.of(shape),
        true,
        v.attributes(),
        v.begin(),
        v.bytes());
  }
}
