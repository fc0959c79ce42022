package org.isobar.io.netcdf.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.jspecify.annotations.Nullable;

/** Types of attributes to be written. */
public final class AttributeTypes {
  private static final String FILL = "_FillValue";

  private AttributeTypes() {}

  /** Whether a type has a value; floating ones have all, rounded. */
  public static boolean holds(DType type, double v) {
    double span = Math.scalb(1.0, 8 * type.bytes());
    double min = type.signed() ? -span / 2 : 0;
    return type.floating() || (v == Math.rint(v) && v >= min && v < min + span);
  }

  /** The attributes with a {@code _FillValue} of the variable's type, where that can hold it. */
  public static Attributes withTypedFill(Attributes attributes, DType type) {
    double[] fill = attributes.numbers(FILL);
    if (fill.length == 0 || typeOf(attributes.asMap().get(FILL)) == type || !holds(type, fill[0])) {
      return attributes;
    }
    return attributes.with(FILL, type, fill[0]);
  }

  private static @Nullable DType typeOf(@Nullable AttributeValue value) {
    return switch (value) {
      case AttributeValue.Numbers n -> n.type();
      case AttributeValue.Longs l -> l.type();
      case AttributeValue.Text t -> null;
      case AttributeValue.Texts t -> null;
      case null -> null;
    };
  }

  /** Whether the classic model has a type. */
  public static boolean classic(DType type) {
    return switch (type) {
      case INT8, INT16, INT32, FLOAT32, FLOAT64 -> true;
      case UINT8, UINT16, UINT32, INT64, UINT64 -> false;
    };
  }

  /** The type of the classic model for numbers: int if it holds them all, else double. */
  public static DType classicFor(List<Double> values) {
    return values.stream().allMatch(v -> holds(DType.INT32, v)) ? DType.INT32 : DType.FLOAT64;
  }

  /**
   * The value in the types of the classic model: unsigned and 64-bit numbers become int or double,
   * arrays of strings are joined by newlines.
   */
  public static AttributeValue classic(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text t -> t;
      case AttributeValue.Texts t -> new AttributeValue.Text(String.join("\n", t.values()));
      case AttributeValue.Numbers n ->
          classic(n.type()) ? n : new AttributeValue.Numbers(classicFor(n.values()), n.values());
      case AttributeValue.Longs l -> {
        double[] all = Attributes.of(Map.of("l", l)).numbers("l");
        List<Double> values = Arrays.stream(all).boxed().toList();
        yield new AttributeValue.Numbers(classicFor(values), values);
      }
    };
  }
}
