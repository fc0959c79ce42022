package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;

/** Prints attributes of variables and those of the file. */
final class AttributeListing {
  private static final int DIGITS = 15;
  private static final int DIGITS_OF_FLOATS = 7;
  private static final int DIGITS_OF_FILL = 6;

  /** What says how a variable lies in the file, and is no property of it. */
  private static final String[] STRUCTURE = {
    "standard_name",
    "long_name",
    "units",
    "missing_value",
    "_FillValue",
    "add_offset",
    "scale_factor",
    "coordinates",
    "grid_mapping",
    "cell_measures",
    "bounds",
    "axis",
    "_Unsigned",
    "code",
    "table",
    "param",
    "grid_type",
    "CDI_grid_type",
    "CDI_grid_num_LPE"
  };

  /** What tells who made the file, and with what, is listed by sinfo. */
  private static final String[] MAKERS = {
    "institution", "source", "CDI", "CDO", "uuidOfHGrid", "number_of_grid_used"
  };

  /** Names of other variables, which mean nothing once they are found. */
  private static final List<String> LINKS = List.of("cell_measures", "ancillary_variables");

  private final Call call;
  private final Console console;
  private final Source source;
  private final FileMetadata header;
  private final FillNumbers fill;

  private AttributeListing(Call call, Console console, Source source) {
    this.call = call;
    this.console = console;
    this.source = source;
    this.header = Formats.header(source);
    this.fill = new FillNumbers(source);
  }

  static Operator operator() {
    return Operator.report(
        "showattribute",
        1,
        Parameters.atLeast(0, "[variable@]attribute,..."),
        "attributes of the variables and of the file, all or those of names and patterns",
        (call, in, console) -> new AttributeListing(call, console, in.getFirst()).print());
  }

  private void print() {
    if (call.parameters().isEmpty()) {
      source.data().forEach(f -> variable(f, "*"));
      global("*");
    }
    for (String asked : call.parameters()) {
      int at = asked.lastIndexOf('@');
      if (at < 0) {
        global(asked);
      } else {
        variables(asked.substring(0, at), asked.substring(at + 1));
      }
    }
  }

  private void global(String pattern) {
    Attributes all = source.dataset().attributes().without(MAKERS);
    if (!all.names().isEmpty()) {
      console.line("Global:");
      lines(all, pattern);
    }
  }

  private void variables(String name, String pattern) {
    List<Field> found = source.data().stream().filter(f -> Names.matches(name, f.name())).toList();
    if (found.isEmpty()) {
      throw call.refuse(
          "variable >"
              + name
              + "< not found; the input has "
              + source.data().stream().map(Field::name).toList());
    }
    found.forEach(f -> variable(f, pattern.isEmpty() ? "*" : pattern));
  }

  private void variable(Field f, String pattern) {
    console.line(Names.plain(f.name()) + ":");
    Attributes a = f.attributes();
    quoted("standard_name", text(a, "standard_name"), pattern);
    quoted("long_name", text(a, "long_name"), pattern);
    quoted("units", Optional.of(f.unit().text()).filter(u -> !u.isEmpty()), pattern);
    number("missing_value", fill.of(f), pattern);
    Attributes stored =
        header.variable(f.name()).map(VariableMetadata::attributes).orElse(Attributes.NONE);
    stored.number("add_offset").ifPresent(v -> number("add_offset", v, pattern));
    stored.number("scale_factor").ifPresent(v -> number("scale_factor", v, pattern));
    lines(others(a, stored), pattern);
  }

  /** All but the structure, in the order of the file. */
  private Attributes others(Attributes own, Attributes stored) {
    Map<String, AttributeValue> out = new LinkedHashMap<>();
    for (String name : stored.names()) {
      AttributeValue value = stored.get(name).orElseThrow();
      boolean link = LINKS.contains(name) && !found(value);
      boolean words = name.equals("missing_value") && value instanceof AttributeValue.Text;
      if (link || words) {
        out.put(name, value);
      }
      own.without(STRUCTURE).get(name).ifPresent(v -> out.put(name, v));
    }
    Attributes rest = own.without(STRUCTURE);
    rest.names().forEach(n -> out.putIfAbsent(n, rest.get(n).orElseThrow()));
    return Attributes.of(out);
  }

  /** Whether the file has a variable that is named. */
  private boolean found(AttributeValue value) {
    return value instanceof AttributeValue.Text t
        && Arrays.stream(t.value().split("\\s+", -1)).anyMatch(w -> header.variable(w).isPresent());
  }

  private static Optional<String> text(Attributes a, String name) {
    return a.get(name)
        .filter(AttributeValue.Text.class::isInstance)
        .map(v -> ended(((AttributeValue.Text) v).value()))
        .filter(t -> !t.isEmpty());
  }

  /** A text of C ends at its first NUL. */
  private static String ended(String text) {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }

  private void quoted(String name, Optional<String> text, String pattern) {
    text.filter(t -> Names.matches(pattern, name))
        .ifPresent(t -> console.line("   " + name + " = \"" + t + "\""));
  }

  private void number(String name, double value, String pattern) {
    if (Names.matches(pattern, name)) {
      console.line("   " + name + " = " + CNumbers.general(value, DIGITS_OF_FILL));
    }
  }

  private void lines(Attributes all, String pattern) {
    for (String name : all.names()) {
      if (Names.matches(pattern, name)) {
        console.line("   " + name + " = " + words(all.get(name).orElseThrow()));
      }
    }
  }

  /** A value as attributes show it. */
  static String words(AttributeValue value) {
    List<String> out = new ArrayList<>();
    switch (value) {
      case AttributeValue.Text t -> out.add(quoted(ended(t.value())));
      case AttributeValue.Texts t -> t.values().forEach(v -> out.add(quoted(v)));
      case AttributeValue.Longs l -> l.values().forEach(v -> out.add(Long.toString(v)));
      case AttributeValue.Numbers n -> n.values().forEach(v -> out.add(number(v, n.type())));
    }
    return String.join(", ", out);
  }

  /** Lines of a text are told one below the other. */
  private static String quoted(String text) {
    String inner = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    String end = text.endsWith("\n") ? "\\n" : "";
    return "\"" + inner.replace("\n", "\\n\"\n             \"") + end + "\"";
  }

  /** A float has an f behind it, and real numbers a point. */
  static String number(double value, DType type) {
    if (!type.floating()) {
      return Long.toString((long) value);
    }
    boolean single = type == DType.FLOAT32;
    String text = CNumbers.general(value, single ? DIGITS_OF_FLOATS : DIGITS);
    boolean whole = text.chars().allMatch(c -> Character.isDigit(c) || c == '-');
    return (whole ? text + "." : text) + (single ? "f" : "");
  }
}
