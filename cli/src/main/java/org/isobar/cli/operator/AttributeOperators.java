package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;

/** The operator that sets attributes of variables and of the whole file. */
final class AttributeOperators {
  private AttributeOperators() {}

  static List<Operator> operators() {
    return List.of(
        Operator.unary(
            "setattribute",
            Parameters.atLeastOne("[variable@]attribute[:s|d|i]=[value,...][,...]"),
            "sets attributes, drops those without a value; {variable@attribute} copies one",
            (call, in) -> {
              Source out = in.getFirst();
              for (AttributeSetting s : AttributeSetting.parse(call)) {
                out = apply(call, out, s);
              }
              return out;
            }));
  }

  private static Source apply(Call call, Source in, AttributeSetting s) {
    Optional<AttributeValue> value =
        s.copied().isPresent() ? Optional.of(copied(call, in, s.copied().get())) : s.value();
    if (s.variable().isEmpty()) {
      Dataset changed = in.dataset().withAttributes(set(in.dataset().attributes(), s, value));
      return in.with(call.operator(), changed);
    }
    List<Field> out = new ArrayList<>();
    boolean found = false;
    for (Field f : in.fields()) {
      boolean meant = Names.matches(s.variable().get(), f.name());
      found |= meant;
      out.add(meant ? set(f, s, value) : f);
    }
    if (!found) {
      call.warn("variable " + s.variable().get() + " not found");
    }
    return in.with(call.operator(), out);
  }

  private static Field set(Field f, AttributeSetting s, Optional<AttributeValue> value) {
    if (s.attribute().equals("units")) {
      return f.withUnit(value.map(AttributeSetting::text).orElse(""));
    }
    boolean fill = s.attribute().equals("_FillValue") || s.attribute().equals("missing_value");
    if (fill && value.orElse(null) instanceof AttributeValue.Numbers n) {
      return f.withFill(n.values().getFirst());
    }
    return f.withAttributes(set(f.attributes(), s, value));
  }

  private static Attributes set(Attributes a, AttributeSetting s, Optional<AttributeValue> value) {
    return value.map(v -> a.with(s.attribute(), v)).orElse(a.without(s.attribute()));
  }

  /** The value of {@code variable@attribute}, or of a global attribute. */
  private static AttributeValue copied(Call call, Source in, String from) {
    int at = from.indexOf('@');
    String name = from.substring(at + 1);
    Optional<AttributeValue> found =
        at < 0
            ? in.dataset().attributes().get(name)
            : in.fields().stream()
                .filter(f -> f.name().equals(from.substring(0, at)))
                .findFirst()
                .flatMap(f -> of(f, name));
    return found.orElseThrow(() -> call.refuse("attribute " + from + " not found"));
  }

  private static Optional<AttributeValue> of(Field f, String name) {
    String unit = f.unit().text();
    if (name.equals("units") && !unit.isEmpty()) {
      return Optional.of(new AttributeValue.Text(unit));
    }
    return f.attributes().get(name);
  }
}
