package org.isobar.io.netcdf.storage;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;

/**
 * How a variable's stored values become numbers, as its attributes tell: {@code scale_factor},
 * {@code add_offset}, {@code _Unsigned}, {@code _FillValue}, {@code missing_value}, {@code
 * valid_min}, {@code valid_max}, {@code valid_range}.
 *
 * <p>Fill values are compared in the stored type: one that an integer type cannot hold (NaN or 1e20
 * on shorts) marks nothing, one given as double for a float variable is rounded to float first.
 * Limits are in stored units too, save where the NetCDF User Guide says otherwise: real limits on a
 * packed integer, of the type of its scale, are in units of the unpacked values. Character
 * attributes are no fill values or limits; a {@code scale_factor} written as text counts if it is a
 * number. Without fill values and limits the type's default fill marks missing cells, bytes
 * excepted.
 *
 * @param name file and variable, for messages
 * @param storage type of the stored values, {@code _Unsigned} applied
 * @param scale 1 if there is none
 * @param offset 0 if there is none
 * @param fills stored values that mark missing cells, as {@link StoredBits}
 * @param stored limits of the stored values
 * @param unpacked limits of the unpacked values
 * @param writtenFill the stored value that the attributes give for missing cells to be written;
 *     empty if they give none
 */
record Packing(
    String name,
    DType storage,
    double scale,
    double offset,
    List<Long> fills,
    Limits stored,
    Limits unpacked,
    OptionalLong writtenFill) {

  /** Closed limits; infinite where there is none. */
  record Limits(double min, double max) {
    static final Limits NONE = new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean bounded() {
      return !equals(NONE);
    }

    boolean excludes(double value) {
      return value < min || value > max;
    }
  }

  private static final List<String> FILLS = List.of("_FillValue", "missing_value");
  private static final List<String> LIMITS = List.of("valid_min", "valid_max", "valid_range");

  static Packing of(String file, VariableMetadata variable) {
    String name = "variable '" + variable.path() + "' of " + file;
    if (!(variable.type() instanceof VariableType.Numeric numeric)) {
      throw new DatasetException(name + " is not numeric but " + variable.type());
    }
    Attributes attributes = variable.attributes();
    DType storage = effective(numeric.type(), attributes);
    double scale = factor(name, attributes, "scale_factor", 1);
    if (scale == 0) {
      throw new DatasetException(name + " has a scale_factor of 0");
    }
    List<Long> given =
        FILLS.stream()
            .flatMap(a -> attributes.get(a).stream())
            .flatMap(a -> StoredBits.of(a, storage).stream())
            .distinct()
            .toList();
    Limits limits = limits(attributes, storage);
    boolean ofUnpacked = limitsAreUnpacked(storage, attributes);
    return new Packing(
        name,
        storage,
        scale,
        factor(name, attributes, "add_offset", 0),
        saysNothing(attributes) ? defaults(numeric.type(), storage) : given,
        ofUnpacked ? Limits.NONE : limits,
        ofUnpacked ? limits : Limits.NONE,
        given.isEmpty() ? OptionalLong.empty() : OptionalLong.of(given.getFirst()));
  }

  /** Whether unpacking changes numbers. */
  boolean scaled() {
    return scale != 1 || offset != 0;
  }

  /** Whether a stored value reads as missing. */
  boolean missing(long bits) {
    double value = StoredBits.toDouble(bits, storage);
    return Double.isNaN(value)
        || fills.contains(bits)
        || stored.excludes(value)
        || unpacked.excludes(value * scale + offset);
  }

  private static DType effective(DType type, Attributes attributes) {
    String unsigned = attributes.text("_Unsigned").orElse("");
    if (unsigned.equalsIgnoreCase("true")) {
      return switch (type) {
        case INT8 -> DType.UINT8;
        case INT16 -> DType.UINT16;
        case INT32 -> DType.UINT32;
        case INT64 -> DType.UINT64;
        case UINT8, UINT16, UINT32, UINT64, FLOAT32, FLOAT64 -> type;
      };
    }
    return unsigned.equalsIgnoreCase("false") && type == DType.UINT8 ? DType.INT8 : type;
  }

  private static double factor(String name, Attributes attributes, String attribute, double none) {
    if (!attributes.has(attribute)) {
      return none;
    }
    double number = attributes.number(attribute).orElse(Double.NaN);
    if (Double.isNaN(number)) {
      number = parse(attributes.text(attribute).orElse(""));
    }
    if (!Double.isFinite(number)) {
      throw new DatasetException(
          name
              + " has a "
              + attribute
              + " that is no finite number: "
              + attributes.asMap().get(attribute));
    }
    return number;
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** See the attribute conventions of the NetCDF User Guide, valid_range. */
  private static boolean limitsAreUnpacked(DType storage, Attributes attributes) {
    if (storage.floating()) {
      return false;
    }
    List<DType> packing =
        Stream.of("scale_factor", "add_offset").map(a -> type(attributes, a)).toList();
    DType widest = packing.contains(DType.FLOAT64) ? DType.FLOAT64 : DType.FLOAT32;
    return packing.contains(widest) && LIMITS.stream().anyMatch(a -> type(attributes, a) == widest);
  }

  /**
   * The type of a numeric attribute; UINT8, which decides nothing here, if it is absent or text.
   */
  private static DType type(Attributes attributes, String name) {
    AttributeValue value = attributes.get(name).orElse(new AttributeValue.Text(""));
    return switch (value) {
      case AttributeValue.Numbers n -> n.type();
      case AttributeValue.Longs n -> n.type();
      case AttributeValue.Text t -> DType.UINT8;
      case AttributeValue.Texts t -> DType.UINT8;
    };
  }

  private static Limits limits(Attributes attributes, DType storage) {
    double[] range = attributes.numbers("valid_range");
    OptionalDouble min =
        range.length >= 2 ? OptionalDouble.of(range[0]) : attributes.number("valid_min");
    OptionalDouble max =
        range.length >= 2 ? OptionalDouble.of(range[1]) : attributes.number("valid_max");
    return new Limits(
        limit(min, storage, Double.NEGATIVE_INFINITY),
        limit(max, storage, Double.POSITIVE_INFINITY));
  }

  private static double limit(OptionalDouble given, DType storage, double none) {
    double value = given.orElse(none);
    if (Double.isNaN(value)) {
      return none;
    }
    if (storage == DType.FLOAT32) {
      return (float) value;
    }
    // Signed bits given for an unsigned type: valid_range = 0b, -1b with _Unsigned is 0 to 255.
    double span = Math.scalb(1.0, 8 * storage.bytes());
    boolean bits = !storage.signed() && value < 0 && value >= -span / 2;
    return bits ? value + span : value;
  }

  private static boolean saysNothing(Attributes attributes) {
    return Stream.concat(FILLS.stream(), LIMITS.stream())
        .allMatch(a -> attributes.numbers(a).length == 0);
  }

  /**
   * A signed type that {@code _Unsigned} makes unsigned keeps the default fill of the signed type.
   */
  private static List<Long> defaults(DType declared, DType storage) {
    if (declared.bytes() == 1) {
      return List.of();
    }
    AttributeValue.Longs fill =
        new AttributeValue.Longs(declared, List.of(StoredBits.defaultFill(declared)));
    return declared.floating() ? fill.values() : StoredBits.of(fill, storage);
  }
}
