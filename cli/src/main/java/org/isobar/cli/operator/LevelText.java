package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isobar.data.DType;

/** Levels in the format of CDO's {@code zaxisdes}. */
final class LevelText {
  private static final int DIGITS = 15;
  private static final int DIGITS_OF_FLOATS = 7;

  private LevelText() {}

  static List<String> of(LevelAxis axis) {
    List<String> out = new ArrayList<>();
    out.add("zaxistype = " + axis.type());
    out.add("size      = " + axis.size());
    String storage = storage(axis.storage());
    if (!storage.isEmpty()) {
      out.add("datatype  = " + storage);
    }
    if (axis.size() == 1 && axis.scalar()) {
      out.add("scalar    = true");
    }
    out.add("name      = " + axis.name());
    if (!axis.longName().isEmpty()) {
      out.add("longname  = \"" + axis.longName() + "\"");
    }
    if (!axis.units().isEmpty()) {
      out.add("units     = \"" + axis.units() + "\"");
    }
    if (!axis.told()) {
      return out;
    }
    int digits = axis.storage() == DType.FLOAT64 ? DIGITS : DIGITS_OF_FLOATS;
    out.addAll(GridText.wrapped("levels    = ", array(axis.values(), 0, 1), digits));
    if (!axis.bounds().isEmpty()) {
      out.addAll(GridText.wrapped("lbounds   = ", array(axis.bounds(), 0, 2), digits));
      out.addAll(GridText.wrapped("ubounds   = ", array(axis.bounds(), 1, 2), digits));
    }
    for (String name : axis.attributes().names()) {
      out.add(name + " = " + AttributeListing.words(axis.attributes().get(name).orElseThrow()));
    }
    return out;
  }

  private static String storage(DType type) {
    return switch (type) {
      case FLOAT32 -> "float";
      case INT32 -> "int";
      case INT16 -> "short";
      default -> "";
    };
  }

  private static double[] array(List<Double> all, int first, int every) {
    return IntStream.range(0, all.size() / every)
        .mapToDouble(i -> all.get(first + i * every))
        .toArray();
  }
}
