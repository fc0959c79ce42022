package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;

/**
 * An attribute and what it is to be.
 *
 * @param variable name or glob of variables; empty for global attributes
 * @param attribute its name
 * @param value its new value; empty to drop it
 * @param copied the attribute whose value it gets instead
 */
record AttributeSetting(
    Optional<String> variable,
    String attribute,
    Optional<AttributeValue> value,
    Optional<String> copied) {
  private static final Pattern START =
      Pattern.compile(
          "(?:(?<variable>[^@=]+)@)?(?<name>[^@=:,]+)(?::(?<type>[sdi]))?=(?<value>.*)",
          Pattern.DOTALL);
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,9}");
  private static final Pattern REAL =
      Pattern.compile("([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)([fF]?)");

  /**
   * Reads {@code [variable@]attribute[:type]=value,value...} one after the other: commas stand
   * between values as well as between settings.
   */
  static List<AttributeSetting> parse(Call call) {
    List<AttributeSetting> out = new ArrayList<>();
    List<String> words = call.parameters();
    int i = 0;
    while (i < words.size()) {
      Matcher m = START.matcher(words.get(i));
      if (!m.matches()) {
        throw call.refuse(
            ">" + words.get(i) + "< must be [variable@]attribute=value; '=' is missing");
      }
      List<String> values = new ArrayList<>(List.of(m.group("value")));
      for (i++; i < words.size() && !START.matcher(words.get(i)).matches(); i++) {
        values.add(words.get(i));
      }
      out.add(of(call, m, values));
    }
    return out;
  }

  private static AttributeSetting of(Call call, Matcher m, List<String> values) {
    Optional<String> variable = Optional.ofNullable(m.group("variable"));
    String name = m.group("name");
    String first = values.getFirst();
    if (first.startsWith("{") && first.endsWith("}")) {
      String from = first.substring(1, first.length() - 1);
      return new AttributeSetting(variable, name, Optional.empty(), Optional.of(from));
    }
    boolean dropped = values.size() == 1 && first.isEmpty();
    Optional<AttributeValue> value =
        dropped
            ? Optional.empty()
            : Optional.of(value(call, Optional.ofNullable(m.group("type")).orElse(""), values));
    return new AttributeSetting(variable, name, value, Optional.empty());
  }

  private static AttributeValue value(Call call, String type, List<String> words) {
    boolean numeric = words.stream().allMatch(w -> REAL.matcher(w).matches());
    if (type.equals("s") || !numeric) {
      if (words.size() > 1 || !(type.isEmpty() || type.equals("s"))) {
        throw call.refuse(
            words.size() > 1
                ? "several texts for one attribute: " + words
                : ">" + words.getFirst() + "< is no number");
      }
      return new AttributeValue.Text(words.getFirst());
    }
    boolean whole = words.stream().allMatch(w -> WHOLE.matcher(w).matches());
    boolean floats = words.stream().allMatch(w -> w.endsWith("f") || w.endsWith("F"));
    DType found = whole ? DType.INT32 : floats ? DType.FLOAT32 : DType.FLOAT64;
    DType stored =
        switch (type) {
          case "i" -> DType.INT32;
          case "d" -> DType.FLOAT64;
          default -> found;
        };
    return new AttributeValue.Numbers(stored, words.stream().map(w -> number(w, stored)).toList());
  }

  private static double number(String word, DType type) {
    Matcher m = REAL.matcher(word);
    double v = m.matches() ? Double.parseDouble(m.group(1)) : Double.NaN;
    return switch (type) {
      case INT32 -> (int) v;
      case FLOAT32 -> (float) v;
      default -> v;
    };
  }

  /** A value as text. */
  static String text(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text t -> t.value();
      case AttributeValue.Texts t -> String.join(" ", t.values());
      case AttributeValue.Numbers n -> CNumbers.general(n.values().getFirst(), 15).strip();
      case AttributeValue.Longs l -> Long.toString(l.values().getFirst());
    };
  }
}
