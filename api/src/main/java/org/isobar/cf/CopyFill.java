package org.isobar.cf;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;

/**
 * Gives copies a {@code _FillValue} where nothing but limits, NaN or the type's default fill tells
 * that cells are missing: readers know fewer ways of being missing than files do.
 *
 * <p>Whole numbers without limits get none: their default fill is understood, and for the attribute
 * many readers would turn them into floats. 64-bit and {@code _Unsigned} numbers stay as they are.
 */
final class CopyFill {
  /** What netCDF-C leaves in floats and doubles that were never written. */
  private static final double UNWRITTEN = 0x1.ep122;

  private CopyFill() {}

  /**
   * The attributes that tell how a copy is stored.
   *
   * @param type storage type
   * @param own the storage attributes of the variable
   */
  static Attributes added(DType type, Attributes own) {
    boolean told = own.number("_FillValue").isPresent() || own.number("missing_value").isPresent();
    if (told || own.has("_Unsigned")) {
      return own;
    }
    if (type.floating()) {
      return own.with("_FillValue", type, UNWRITTEN);
    }
    if (type.bytes() == Long.BYTES) {
      return own;
    }
    OptionalDouble fill = candidates(type).filter(v -> isOutside(v, own)).findFirst();
    return fill.isPresent() ? own.with("_FillValue", type, fill.getAsDouble()) : own;
  }

  /** The type's default fill, and the ends of the type where that is a valid value. */
  private static DoubleStream candidates(DType type) {
    double span = Math.scalb(1.0, Byte.SIZE * type.bytes());
    return type.signed()
        ? DoubleStream.of(1 - span / 2, -span / 2, span / 2 - 1)
        : DoubleStream.of(span - 1, 0);
  }

  /**
   * Whether limits exclude a stored value, be they in units of the stored values or, as the User
   * Guide has it for real limits on packed numbers, of the unpacked ones.
   */
  private static boolean isOutside(double stored, Attributes a) {
    double[] range = a.numbers("valid_range");
    double min = range.length == 2 ? range[0] : a.number("valid_min").orElse(Double.NaN);
    double max = range.length == 2 ? range[1] : a.number("valid_max").orElse(Double.NaN);
    double unpacked =
        stored * a.number("scale_factor").orElse(1) + a.number("add_offset").orElse(0);
    return (stored < min && unpacked < min) || (stored > max && unpacked > max);
  }
}
