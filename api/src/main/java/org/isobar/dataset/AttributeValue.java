package org.isobar.dataset;

import java.util.List;
import org.isobar.data.DType;

/** The value of a NetCDF attribute. */
public sealed interface AttributeValue {

  /** Character data. */
  record Text(String value) implements AttributeValue {}

  /** NetCDF-4 string arrays of any length but one (a single string is a {@link Text}). */
  record Texts(List<String> values) implements AttributeValue {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /** Real numbers of a floating or at most 32-bit integer type. */
  record Numbers(DType type, List<Double> values) implements AttributeValue {
    public Numbers {
      values = List.copyOf(values);
    }
  }

  /**
   * 64-bit integers, which a double cannot always hold; unsigned ones as their two's complement
   * bits.
   */
  record Longs(DType type, List<Long> values) implements AttributeValue {
    public Longs {
      values = List.copyOf(values);
    }
  }
}
