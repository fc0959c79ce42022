package org.isobar.io.netcdf.classic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isobar.data.LongList;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;

/**
 * Where everything of a file to be written will lie: the header, then the fixed variables in order,
 * then the records, as netCDF-C lays them out.
 */
final class WriteLayout {
  private static final long CDF1_LARGEST_OFFSET = Integer.MAX_VALUE;
  private static final long CDF1_LARGEST_VARIABLE = (1L << 31) - 4;
  private static final long CDF2_LARGEST_VARIABLE = (1L << 32) - 4;

  private final Path target;
  private final FileSchema schema;
  private final int version;
  private final List<ClassicVariable> variables = new ArrayList<>();
  private final byte[] header;
  private final long recordSize;
  private final long fileSize;

  /** Throws {@link DatasetException} if the format cannot hold the schema. */
  WriteLayout(Path target, FileSchema schema) {
    this.target = target;
    this.schema = schema;
    this.version =
        schema.format() == FileFormat.NC1 ? 1 : schema.format() == FileFormat.NC2 ? 2 : 5;
    try {
      checkDims();
      List<ClassicVariable> unplaced = schema.variables().stream().map(this::unplaced).toList();
      checkNames(unplaced.stream().map(ClassicVariable::name).toList(), "variable");
      this.recordSize =
          HeaderLayout.recordSize(unplaced.stream().filter(ClassicVariable::record).toList());
      this.fileSize = place(unplaced, header(unplaced).length);
      this.header = header(variables);
    } catch (ArithmeticException e) {
      throw refused("its variables have more than 2^63 bytes");
    }
    if (version < 5) {
      checkLimits();
    }
  }

  /** The bytes of the header. */
  byte[] header() {
    return header.clone();
  }

  /** In file order. */
  List<ClassicVariable> variables() {
    return variables;
  }

  /** Bytes from one record to the next, 0 if there are no record variables. */
  long recordSize() {
    return recordSize;
  }

  /** Bytes of the whole file. */
  long fileSize() {
    return fileSize;
  }

  /**
   * Bytes that fill the space behind the values of a fixed variable, or of each record of a record
   * variable.
   */
  int padding(ClassicVariable v) {
    boolean alone = v.record() && recordSize == v.bytes();
    return alone ? 0 : (int) (v.paddedBytes() - v.bytes());
  }

  private DatasetException refused(String why) {
    return new DatasetException("cannot write " + target + " as " + schema.format() + ": " + why);
  }

  private void checkDims() {
    checkNames(schema.dims().stream().map(FileDim::name).toList(), "dimension");
    List<String> unlimited =
        schema.dims().stream().filter(FileDim::unlimited).map(FileDim::name).toList();
    if (unlimited.size() > 1) {
      throw refused("the format has one unlimited dimension at most, not " + unlimited);
    }
    for (FileDim dim : schema.dims()) {
      if (dim.size() < 0 || (dim.size() == 0 && !dim.unlimited())) {
        throw refused(
            "dimension '"
                + dim.name()
                + "' has the size "
                + dim.size()
                + "; only an unlimited one may be empty");
      }
      if (version < 5 && dim.size() > CDF1_LARGEST_VARIABLE) {
        throw refused(
            "dimension '"
                + dim.name()
                + "' has the size "
                + dim.size()
                + ", more than "
                + CDF1_LARGEST_VARIABLE
                + "; choose nc5");
      }
    }
  }

  private void checkNames(List<String> names, String what) {
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty()
          || name.indexOf('/') >= 0
          || name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        throw refused(
            "the "
                + what
                + " name '"
                + name
                + "' is empty or has a slash or a control character;"
                + " the format has no groups");
      }
      if (!taken.add(name)) {
        throw refused("there are two " + what + "s '" + name + "'");
      }
    }
  }

  private ClassicVariable unplaced(VariableMetadata v) {
    NcType type = type(v);
    long[] shape = new long[v.dims().size()];
    boolean record = false;
    long bytes = type.bytes();
    for (int d = 0; d < shape.length; d++) {
      FileDim dim = dim(v, d);
      shape[d] = dim.size();
      if (dim.unlimited() && d > 0) {
        throw refused(
            "the unlimited dimension '"
                + dim.name()
                + "' of variable '"
                + v.path()
                + "' is not its first");
      }
      record |= dim.unlimited();
      bytes = dim.unlimited() ? bytes : Math.multiplyExact(bytes, shape[d]);
    }
    return new ClassicVariable(
        v.path(), type, v.dims(), LongList.of(shape), record, v.attributes(), 0, bytes);
  }

  private FileDim dim(VariableMetadata v, int d) {
    String name = v.dims().get(d);
    return schema.dims().stream()
        .filter(dim -> dim.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> refused("variable '" + v.path() + "' has an unknown dimension '" + name + "'"));
  }

  private NcType type(VariableMetadata v) {
    NcType type =
        switch (v.type()) {
          case VariableType.Numeric n -> NcType.of(n.type());
          case VariableType.Chars c -> NcType.CHAR;
          case VariableType.Strings s ->
              throw refused(
                  "variable '"
                      + v.path()
                      + "' holds strings; make it characters with a dimension for their length");
          case VariableType.Other o ->
              throw refused("variable '" + v.path() + "' is of type " + o.description());
        };
    if (!type.allowedIn(version)) {
      throw refused("variable '" + v.path() + "' is of type " + type.dtype() + ", which needs nc5");
    }
    return type;
  }

  private byte[] header(List<ClassicVariable> placed) {
    return HeaderOutput.bytes(
        target.toString(), version, schema.dims(), schema.attributes(), placed);
  }

  /** Gives each variable its position; the size of the file. */
  private long place(List<ClassicVariable> unplaced, long headerSize) {
    long[] begins = new long[unplaced.size()];
    long at = headerSize;
    for (boolean record : new boolean[] {false, true}) {
      for (int i = 0; i < begins.length; i++) {
        ClassicVariable v = unplaced.get(i);
        if (v.record() == record) {
          begins[i] = at;
          at = Math.addExact(at, v.paddedBytes());
        }
      }
    }
    for (int i = 0; i < begins.length; i++) {
      ClassicVariable v = unplaced.get(i);
      variables.add(
          new ClassicVariable(
              v.name(),
              v.type(),
              v.dims(),
              v.shape(),
              v.record(),
              v.attributes(),
              begins[i],
              v.bytes()));
    }
    return size(at);
  }

  private long size(long endOfFirstRecord) {
    long first = endOfFirstRecord;
    long records = 0;
    for (ClassicVariable v : variables) {
      if (v.record()) {
        first -= v.paddedBytes();
        records = v.shape().get(0);
      }
    }
    return Math.addExact(first, Math.multiplyExact(records, recordSize));
  }

  /** What 32 bits in the header cannot say. */
  private void checkLimits() {
    if (version == 1) {
      for (ClassicVariable v : variables) {
        if (v.begin() > CDF1_LARGEST_OFFSET) {
          throw refused(
              "variable '"
                  + v.name()
                  + "' would begin at byte "
                  + v.begin()
                  + ", beyond the limit of "
                  + CDF1_LARGEST_OFFSET
                  + "; choose nc2 or nc5");
        }
      }
    }
    long largest = version == 1 ? CDF1_LARGEST_VARIABLE : CDF2_LARGEST_VARIABLE;
    boolean anyRecords = variables.stream().anyMatch(ClassicVariable::record);
    checkLarge(variables.stream().filter(v -> !v.record()).toList(), largest, anyRecords);
    checkLarge(variables.stream().filter(ClassicVariable::record).toList(), largest, false);
  }

  /** Only what lies last may be larger than its size in the header can tell. */
  private void checkLarge(List<ClassicVariable> of, long largest, boolean followed) {
    for (int i = 0; i < of.size(); i++) {
      ClassicVariable v = of.get(i);
      if (v.paddedBytes() > largest && (followed || i < of.size() - 1)) {
        throw refused(
            "variable '"
                + v.name()
                + "' has "
                + v.bytes()
                + " bytes"
                + (v.record() ? " a record" : "")
                + ", beyond the limit of "
                + largest
                + "; choose "
                + (version == 1 ? "nc2 or nc5" : "nc5"));
      }
    }
  }
}
