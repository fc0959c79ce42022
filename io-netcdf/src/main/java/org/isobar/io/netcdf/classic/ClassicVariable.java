package org.isobar.io.netcdf.classic;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableMetadata;

/**
 * One variable and where its values lie.
 *
 * @param dims names of its dimensions
 * @param shape sizes of its dimensions, the number of records first for a record variable
 * @param record whether its first dimension is the unlimited one
 * @param begin position in the file of the first value
 * @param bytes bytes of all values (of one record, for a record variable), padding not included
 */
record ClassicVariable(
    String name,
    NcType type,
    List<String> dims,
    LongList shape,
    boolean record,
    Attributes attributes,
    long begin,
    long bytes) {

  /** Bytes including the padding to a multiple of four. */
  long paddedBytes() {
    return pad(bytes);
  }

  static long pad(long bytes) {
    return Math.addExact(bytes, 3) & ~3L;
  }

  /** Position one past the last value; 0 if there is none. */
  long end(long recordSize) {
    if (!record) {
      return begin + bytes;
    }
    long records = shape.get(0);
    return records == 0 ? 0 : begin + (records - 1) * recordSize + bytes;
  }

  /** Bytes between neighbours along each dimension. */
  long[] steps(long recordSize) {
    long[] steps = new long[shape.size()];
    long step = type.bytes();
    for (int d = steps.length - 1; d >= 0; d--) {
      steps[d] = step;
      step *= shape.get(d);
    }
    if (record) {
      steps[0] = recordSize;
    }
    return steps;
  }

  /** Whether all indices of a region are indices of the variable. */
  boolean contains(Region region) {
    boolean inside = region.rank() == shape.size();
    for (int d = 0; inside && d < region.rank(); d++) {
      long last = region.count(d) - 1;
      long room = shape.get(d) - 1 - region.start(d);
      inside = last < 0 ? room >= -1 : room >= 0 && last <= room / region.stride(d);
    }
    return inside;
  }

  VariableMetadata metadata(Optional<String> unreadable) {
    return new VariableMetadata(
        name, dims, type.variableType(), attributes, chunk(), false, unreadable);
  }

  /** Records of several variables alternate in the file, so one record is what lies together. */
  private Optional<LongList> chunk() {
    return record
        ? Optional.of(
            LongList.of(
                IntStream.range(0, shape.size())
                    .mapToLong(d -> d == 0 ? 1 : shape.get(d))
                    .toArray()))
        : Optional.empty();
  }
}
