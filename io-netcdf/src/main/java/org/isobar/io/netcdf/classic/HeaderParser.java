package org.isobar.io.netcdf.classic;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.data.LongList;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;

/**
 * Parses the header of a CDF-1, CDF-2 or CDF-5 file, after the format specification of netCDF-C
 * (appendix "File Format Specifications"). The stored sizes of variables are ignored and computed
 * anew, as netCDF-C does: 32 bits cannot hold large ones.
 */
final class HeaderParser {
  private static final int DIMENSION = 10;
  private static final int VARIABLE = 11;
  private static final int ATTRIBUTE = 12;
  private static final int MIN_DIM_BYTES = 12;
  private static final int MIN_ATTRIBUTE_BYTES = 12;
  private static final int MIN_VARIABLE_BYTES = 28;

  /** Rough size of a boxed number in a list. */
  private static final int NUMBER_COST = 24;

  private static final long STREAMING = -1;

  private final HeaderInput in;
  private final int version;
  private final List<FileDim> dims = new ArrayList<>();
  private int recordDim = -1;

  private HeaderParser(HeaderInput in, int version) {
    this.in = in;
    this.version = version;
  }

  /**
   * Parses the header of an open file.
   *
   * @throws org.isobar.error.DatasetException if the file is not classic NetCDF, its header is
   *     damaged, or it holds fewer records than its header says
   */
  static ClassicHeader parse(String location, RandomAccessFile file) throws IOException {
    HeaderInput in = new HeaderInput(location, file);
    int magic = in.int32();
    int version = magic & 0xff;
    if (magic >>> 8 != 0x434446 || (version != 1 && version != 2 && version != 5)) {
      throw in.damaged("it does not begin with CDF and the version 1, 2 or 5");
    }
    return new HeaderParser(in, version).parse();
  }

  private ClassicHeader parse() {
    long records = records();
    dimensions();
    Attributes attributes = attributes("the file");
    List<ClassicVariable> variables = variables();
    return new HeaderLayout(in, version, dims, recordDim, records).resolve(attributes, variables);
  }

  /** Number of records, or {@link #STREAMING} if the writer did not know. */
  private long records() {
    if (version == 5) {
      long n = in.int64();
      if (n < STREAMING) {
        throw in.damaged("the number of records is " + n);
      }
      return n;
    }
    int n = in.int32();
    return n == -1 ? STREAMING : Integer.toUnsignedLong(n);
  }

  private void dimensions() {
    int n = listLength(DIMENSION, MIN_DIM_BYTES, "dimensions");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < n; i++) {
      String name = name(names, "dimension");
      long size = nonNegative();
      if (size < 0) {
        throw in.damaged("dimension '" + name + "' has the size " + size);
      }
      if (size == 0) {
        if (recordDim >= 0) {
          throw in.damaged(
              "both '" + dims.get(recordDim).name() + "' and '" + name + "' are unlimited");
        }
        recordDim = i;
      }
      in.charge(2 * NUMBER_COST);
      dims.add(new FileDim(name, size, size == 0));
    }
  }

  private Attributes attributes(String owner) {
    int n = listLength(ATTRIBUTE, MIN_ATTRIBUTE_BYTES, "attributes");
    Map<String, AttributeValue> out = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      String name = name(out.keySet(), "attribute of " + owner);
      out.put(name, value(name));
      in.charge(2 * NUMBER_COST);
    }
    return Attributes.of(out);
  }

  private AttributeValue value(String name) {
    NcType type = type("attribute '" + name + "'");
    String what = "values of attribute '" + name + "'";
    int n = in.count(nonNegative(), type.bytes(), what);
    if (type != NcType.CHAR) {
      in.charge((long) n * NUMBER_COST);
    }
    ByteBuffer bytes = ByteBuffer.wrap(in.padded((long) n * type.bytes(), "bytes of " + what));
    return switch (type) {
      case CHAR -> new AttributeValue.Text(HeaderInput.text(bytes.array()));
      case INT64, UINT64 -> {
        List<Long> values = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
          values.add(bytes.getLong());
        }
        yield new AttributeValue.Longs(type.dtype(), values);
      }
      case BYTE, SHORT, INT, FLOAT, DOUBLE, UBYTE, USHORT, UINT -> {
        List<Double> values = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
          values.add(number(bytes, type.dtype()));
        }
        yield new AttributeValue.Numbers(type.dtype(), values);
      }
    };
  }

  private static double number(ByteBuffer in, DType type) {
    return switch (type) {
      case INT8 -> in.get();
      case UINT8 -> in.get() & 0xff;
      case INT16 -> in.getShort();
      case UINT16 -> in.getShort() & 0xffff;
      case INT32 -> in.getInt();
      case UINT32 -> Integer.toUnsignedLong(in.getInt());
      case FLOAT32 -> in.getFloat();
      case FLOAT64 -> in.getDouble();
      case INT64, UINT64 -> throw new IllegalArgumentException("not exact as a double: " + type);
    };
  }

  private List<ClassicVariable> variables() {
    int n = listLength(VARIABLE, MIN_VARIABLE_BYTES, "variables");
    List<ClassicVariable> out = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < n; i++) {
      out.add(variable(name(names, "variable")));
    }
    return out;
  }

  /** A variable whose shape has 0 records still; {@link HeaderLayout} knows how many there are. */
  private ClassicVariable variable(String name) {
    int rank = in.count(nonNegative(), Integer.BYTES, "dimensions of variable '" + name + "'");
    in.charge((long) rank * NUMBER_COST);
    List<String> names = new ArrayList<>();
    long[] shape = new long[rank];
    boolean record = false;
    for (int d = 0; d < rank; d++) {
      long id = nonNegative();
      if (id < 0 || id >= dims.size()) {
        throw in.damaged(
            "variable '" + name + "' has dimension number " + id + " of " + dims.size());
      }
      if (id == recordDim) {
        if (d > 0) {
          throw in.damaged("the unlimited dimension of variable '" + name + "' is not its first");
        }
        record = true;
      }
      FileDim dim = dims.get((int) id);
      names.add(dim.name());
      shape[d] = dim.size();
    }
    Attributes attributes = attributes("variable '" + name + "'");
    NcType type = type("variable '" + name + "'");
    nonNegative();
    long begin = version == 1 ? Integer.toUnsignedLong(in.int32()) : in.int64();
    long bytes = bytes(name, type, shape, record);
    in.charge(4 * NUMBER_COST);
    return new ClassicVariable(
        name, type, names, LongList.of(shape), record, attributes, begin, bytes);
  }

  private long bytes(String name, NcType type, long[] shape, boolean record) {
    try {
      long bytes = type.bytes();
      for (int d = record ? 1 : 0; d < shape.length; d++) {
        bytes = Math.multiplyExact(bytes, shape[d]);
      }
      ClassicVariable.pad(bytes);
      return bytes;
    } catch (ArithmeticException e) {
      throw in.damaged("variable '" + name + "' has more than 2^63 bytes");
    }
  }

  private NcType type(String owner) {
    int code = in.int32();
    return NcType.ofCode(code)
        .filter(t -> t.allowedIn(version))
        .orElseThrow(
            () -> in.damaged(owner + " has type " + code + ", which CDF-" + version + " has not"));
  }

  private String name(Set<String> taken, String what) {
    byte[] bytes = in.padded(nonNegative(), "bytes of the name of a " + what);
    String name = HeaderInput.text(bytes);
    if (name.isEmpty() || name.indexOf(0) >= 0) {
      throw in.damaged("the name of a " + what + " is empty or has a NUL");
    }
    if (taken.contains(name)) {
      throw in.damaged("a second " + what + " with the name '" + name + "'");
    }
    return name;
  }

  private int listLength(int expectedTag, int minBytesEach, String what) {
    int tag = in.int32();
    long n = nonNegative();
    if (tag != expectedTag && !(tag == 0 && n == 0)) {
      throw in.damaged("the list of " + what + " begins with " + tag + ", not " + expectedTag);
    }
    return in.count(n, minBytesEach, what);
  }

  /** A count or size: 32 bits before CDF-5; netCDF-C writes sizes up to 2^32 - 4 into them. */
  private long nonNegative() {
    return version == 5 ? in.int64() : Integer.toUnsignedLong(in.int32());
  }
}
