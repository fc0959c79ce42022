package org.isobar.cli.operator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isobar.Field;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/** What stands for missing cells in listings: the number that the file has for them. */
final class FillNumbers {
  /** CDO's own, for floats of files that tell none. */
  private static final double NONE_TOLD = -9e33;

  private static final int BYTES = 256;
  private final FileMetadata header;
  private final Map<String, Double> known = new HashMap<>();

  FillNumbers(Source source) {
    this.header = Formats.header(source);
  }

  double of(Field f) {
    return known.computeIfAbsent(f.name(), n -> find(f));
  }

  private double find(Field f) {
    Optional<VariableMetadata> v = header.variable(f.name());
    if (v.isEmpty()) {
      return f.fill();
    }
    Attributes a = v.get().attributes();
    boolean wide = v.get().type() instanceof VariableType.Numeric n && isWide(n.type());
    OptionalDouble told = told(a);
    if (told.isPresent() && !wide) {
      boolean unsigned = a.text("_Unsigned").filter("true"::equalsIgnoreCase).isPresent();
      double fill = told.getAsDouble();
      return unsigned && fill < 0 ? fill + BYTES : fill;
    }
    return v.get().type() instanceof VariableType.Numeric n ? unwritten(n.type()) : f.fill();
  }

  private static OptionalDouble told(Attributes a) {
    OptionalDouble fill = a.number("_FillValue");
    return fill.isPresent() ? fill : a.number("missing_value");
  }

  private static boolean isWide(DType type) {
    return !type.floating() && type.bytes() == Long.BYTES;
  }

  /** The default fill of the type. */
  private static double unwritten(DType type) {
    return switch (type) {
      case INT8 -> -127;
      case INT16 -> -32767;
      case INT32 -> -2147483647;
      case UINT8 -> 255;
      case UINT16 -> 65535;
      case UINT32 -> 4294967295.0;
      default -> NONE_TOLD;
    };
  }
}
