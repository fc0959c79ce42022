package org.isobar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isobar.data.DType;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/** Chooses the format of a file: that of the source as far as it can be written and holds all. */
final class LayoutFormat {
  /** Largest variable of the 64-bit-offset format, or record of one: 2^32 - 4 bytes. */
  private static final long LARGEST = (1L << 32) - 4;

  /** Offsets of CDF-1 have 31 bits; a megabyte of them is left to the header. */
  private static final long CLASSIC = (1L << 31) - (1L << 20);

  private LayoutFormat() {}

  static FileFormat of(FileFormat source, List<VariableMetadata> variables, List<FileDim> dims) {
    Map<String, FileDim> byName = new HashMap<>();
    dims.forEach(d -> byName.put(d.name(), d));
    double all = 0;
    boolean large = false;
    boolean wide = false;
    for (VariableMetadata v : variables) {
      double record = v.type() instanceof VariableType.Numeric n ? n.type().bytes() : 1;
      double records = 1;
      for (String d : v.dims()) {
        FileDim dim = Objects.requireNonNull(byName.get(d), d);
        if (dim.unlimited()) {
          records = dim.size();
        } else {
          record *= dim.size();
        }
      }
      large |= record > LARGEST;
      wide |= v.type() instanceof VariableType.Numeric n && !classic(n.type());
      all += record * records;
    }
    if (source == FileFormat.NC4 || source == FileFormat.NC4C) {
      return wide ? FileFormat.NC4 : source;
    }
    if (wide || large) {
      return FileFormat.NC5;
    }
    return switch (source) {
      case NC1 -> all < CLASSIC ? FileFormat.NC1 : FileFormat.NC2;
      case NC5 -> FileFormat.NC5;
      case NC4, NC4C -> source;
      case NC2, VIRTUAL -> FileFormat.NC2;
    };
  }

  private static boolean classic(DType t) {
    return switch (t) {
      case INT8, INT16, INT32, FLOAT32, FLOAT64 -> true;
      case UINT8, UINT16, UINT32, INT64, UINT64 -> false;
    };
  }
}
