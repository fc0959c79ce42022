package org.isobar.dataset;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.isobar.data.DType;

/** An immutable ordered map of attributes, as they stand in the file. */
public final class Attributes {
  public static final Attributes NONE = new Attributes(Map.of());
  private final Map<String, AttributeValue> values;

  private Attributes(Map<String, AttributeValue> values) {
    this.values = values;
  }

  /** Attributes in the iteration order of the map. */
  public static Attributes of(Map<String, AttributeValue> values) {
    return new Attributes(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }

  public Map<String, AttributeValue> asMap() {
    return values;
  }

  public Set<String> names() {
    return values.keySet();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public Optional<AttributeValue> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The text of a character attribute, trailing NULs and blanks removed; empty if absent or
   * numeric.
   */
  public Optional<String> text(String name) {
    return switch (values.get(name)) {
      case AttributeValue.Text t -> Optional.of(strip(t.value()));
      case AttributeValue.Texts t -> Optional.of(strip(String.join(" ", t.values())));
      case AttributeValue.Numbers n -> Optional.empty();
      case AttributeValue.Longs n -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  /** The first number of a numeric attribute; empty if absent or text. */
  public OptionalDouble number(String name) {
    double[] all = numbers(name);
    return all.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(all[0]);
  }

  /** All numbers of a numeric attribute; an empty array if absent or text. */
  public double[] numbers(String name) {
    return switch (values.get(name)) {
      case AttributeValue.Numbers n ->
          n.values().stream().mapToDouble(Double::doubleValue).toArray();
      case AttributeValue.Longs n ->
          n.values().stream().mapToDouble(v -> unsign(n.type(), v)).toArray();
      case AttributeValue.Text t -> new double[0];
      case AttributeValue.Texts t -> new double[0];
      case null -> new double[0];
    };
  }

  public Attributes with(String name, AttributeValue value) {
    Map<String, AttributeValue> m = new LinkedHashMap<>(values);
    m.put(name, value);
    return of(m);
  }

  public Attributes with(String name, String text) {
    return with(name, new AttributeValue.Text(text));
  }

  public Attributes with(String name, DType type, double... numbers) {
    return with(name, new AttributeValue.Numbers(type, Arrays.stream(numbers).boxed().toList()));
  }

  public Attributes without(String... names) {
    Map<String, AttributeValue> m = new LinkedHashMap<>(values);
    for (String n : names) {
      m.remove(n);
    }
    return of(m);
  }

  private static double unsign(DType type, long v) {
    return type == DType.UINT64 && v < 0 ? (v >>> 1) * 2.0 + (v & 1) : v;
  }

  private static String strip(String s) {
    int end = s.length();
    while (end > 0 && (s.charAt(end - 1) == 0 || Character.isWhitespace(s.charAt(end - 1)))) {
      end--;
    }
    return s.substring(0, end);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Attributes a && a.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
