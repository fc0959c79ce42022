package org.isobar.cf;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableType;

/** The attributes that describe how values are stored rather than what they mean. */
final class Packings {
  static final List<String> STORAGE =
      List.of(
          "scale_factor",
          "add_offset",
          "_FillValue",
          "missing_value",
          "valid_min",
          "valid_max",
          "valid_range",
          "actual_range",
          "_Unsigned");
  static final double CF_FILL = 1e20;

  private Packings() {}

  static Attributes of(Attributes all) {
    Attributes out = Attributes.NONE;
    for (String name : STORAGE) {
      var value = all.get(name);
      if (value.isPresent()) {
        out = out.with(name, value.get());
      }
    }
    return out;
  }

  /**
   * Packed data take the type of scale_factor or add_offset; others are widened as {@link
   * DType#unpacked} says.
   */
  static DType unpackedType(DType storage, Attributes a) {
    boolean packed = false;
    for (String name : List.of("scale_factor", "add_offset")) {
      if (a.get(name).orElse(null) instanceof AttributeValue.Numbers n) {
        packed = true;
        if (n.type() == DType.FLOAT64) {
          return DType.FLOAT64;
        }
      }
    }
    return packed && storage.bytes() < 4 ? DType.FLOAT32 : storage.unpacked();
  }

  static Attributes meaningOnly(Attributes all) {
    return all.without(STORAGE.toArray(String[]::new));
  }

  /** Storage as plain floats or doubles with a fill value. */
  static FieldConstruct.Packing withFill(DType type, double fill) {
    double stored = type == DType.FLOAT32 ? (float) fill : fill;
    var number = new AttributeValue.Numbers(type, List.of(stored));
    return new FieldConstruct.Packing(
        new VariableType.Numeric(type),
        Attributes.NONE.with("_FillValue", number).with("missing_value", number));
  }

  /** Storage of values from a source as plain numbers. */
  static FieldConstruct.Packing plain(FieldConstruct.Packing source, DType type) {
    return new FieldConstruct.Packing(new VariableType.Numeric(type), fillOnly(source, type));
  }

  /**
   * The fill value of a result: the source's own if it was a float, else the 1e20 of climate
   * archives; none for integers.
   */
  static Attributes fillOnly(FieldConstruct.Packing source, DType result) {
    if (!result.floating()) {
      return Attributes.NONE;
    }
    double fill = CF_FILL;
    if (source.type().type().floating()) {
      double own = source.attributes().number("_FillValue").orElse(CF_FILL);
      fill = Double.isFinite(own) && own != (float) CF_FILL ? own : CF_FILL;
    }
    double stored = result == DType.FLOAT32 ? (float) fill : fill;
    var number = new AttributeValue.Numbers(result, List.of(stored));
    return Attributes.NONE.with("_FillValue", number).with("missing_value", number);
  }
}
