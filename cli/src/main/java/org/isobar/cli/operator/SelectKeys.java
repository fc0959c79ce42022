package org.isobar.cli.operator;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.Field;
import org.isobar.time.DateTime;

/** The keys of {@code select}. Values of a key are alternatives; all keys must fit. */
final class SelectKeys {
  private static final List<String> VARIABLE = List.of("name", "code", "param", "zaxisname");
  private static final List<String> LEVEL = List.of("level", "levrange", "levidx");
  private static final String STEP = "timestep";

  /** Keys that a step without a date does not fit. */
  private static final List<String> DATES =
      List.of("date", "startdate", "enddate", "year", "month", "season", "day", "hour", "minute");

  private static final double CLOSE = 1e-6;
  private final Call call;
  private final Map<String, List<String>> values;
  private final Map<String, Set<Integer>> numbers = new HashMap<>();

  private SelectKeys(Call call, Map<String, List<String>> values) {
    this.call = call;
    this.values = values;
  }

  static SelectKeys parse(Call call) {
    List<String> known = new ArrayList<>(VARIABLE);
    known.addAll(LEVEL);
    known.addAll(DATES);
    known.add(STEP);
    Map<String, List<String>> values = new LinkedHashMap<>();
    String key = "";
    for (String p : call.parameters()) {
      int equals = p.indexOf('=');
      if (equals >= 0) {
        key = p.substring(0, equals).strip();
        if (!known.contains(key)) {
          List<String> near = Similar.to(key, known);
          throw call.refuse(
              "unknown key >"
                  + key
                  + "<; "
                  + (near.isEmpty() ? "keys are " + known : "similar: " + String.join(", ", near)));
        }
      } else if (key.isEmpty()) {
        throw call.refuse("parameter >" + p + "< must be key=value; keys are " + known);
      }
      values.computeIfAbsent(key, k -> new ArrayList<>()).add(p.substring(equals + 1));
    }
    return new SelectKeys(call, values);
  }

  boolean hasVariable() {
    return VARIABLE.stream().anyMatch(values::containsKey);
  }

  boolean hasLevel() {
    return LEVEL.stream().anyMatch(values::containsKey);
  }

  boolean hasTime() {
    return !absent(STEP) || !DATES.stream().allMatch(this::absent);
  }

  private List<String> of(String key) {
    return values.getOrDefault(key, List.of());
  }

  private boolean absent(String key) {
    return !values.containsKey(key);
  }

  private Set<Integer> numbers(String key) {
    return numbers.computeIfAbsent(
        key,
        k ->
            of(k).stream()
                .flatMap(v -> call.wholeNumbers(v).stream())
                .collect(toCollection(LinkedHashSet::new)));
  }

  // ---- variables

  /**
   * @param index position in the file; its negative counterpart from -1 on is CDO's code
   */
  boolean fitsVariable(Field f, int index) {
    int code = -(index + 1);
    return (absent("name") || of("name").stream().anyMatch(n -> Names.matches(n, f.name())))
        && (absent("code") || numbers("code").contains(code))
        && (absent("param") || of("param").contains(Integer.toString(code)))
        && (absent("zaxisname")
            || of("zaxisname").stream().anyMatch(n -> Names.matches(n, Levels.of(f).name())));
  }

  void warnOfAbsentVariables(List<Field> fields) {
    List<String> known = fields.stream().map(Field::name).toList();
    for (String asked : of("name")) {
      if (known.stream().noneMatch(n -> Names.matches(asked, n))) {
        List<String> near = Similar.to(asked, known);
        call.warn(
            "variable name >"
                + asked
                + "< not found"
                + (near.isEmpty() ? "" : "; similar: " + near));
      }
    }
  }

  // ---- levels

  boolean fitsLevel(Levels levels, int at) {
    double value = levels.values().get(at);
    return (absent("level") || of("level").stream().anyMatch(v -> near(value, number("level", v))))
        && (absent("levidx") || numbers("levidx").contains(at + 1))
        && (absent("levrange") || within(value));
  }

  private boolean within(double value) {
    List<String> ends = of("levrange");
    if (ends.size() != 2) {
      throw call.refuse("levrange needs two numbers, got " + ends);
    }
    double a = number("levrange", ends.get(0));
    double b = number("levrange", ends.get(1));
    return value >= Math.min(a, b) && value <= Math.max(a, b);
  }

  private double number(String key, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw call.refuse(key + " needs numbers, got >" + text + "<");
    }
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) <= CLOSE * Math.max(Math.abs(a), Math.abs(b));
  }

  // ---- time

  /**
   * @param step position from 0 on, among so many
   * @param date its date, empty if the axis tells none
   */
  boolean fitsStep(int step, int steps, Optional<DateTime> date) {
    boolean at =
        absent(STEP) || numbers(STEP).contains(step + 1) || numbers(STEP).contains(step - steps);
    return at && date.map(this::fits).orElse(DATES.stream().allMatch(this::absent));
  }

  private boolean fits(DateTime d) {
    String text = d.toString();
    return fits("year", d.year())
        && fits("month", d.month())
        && fits("day", d.day())
        && fits("hour", d.hour())
        && fits("minute", d.minute())
        && (absent("season") || Seasons.months(call, of("season")).contains(d.month()))
        && (absent("date") || of("date").stream().anyMatch(text::startsWith))
        && (absent("startdate") || text.compareTo(of("startdate").getFirst()) >= 0)
        && (absent("enddate")
            || text.startsWith(of("enddate").getFirst())
            || text.compareTo(of("enddate").getFirst()) <= 0);
  }

  private boolean fits(String key, int number) {
    return absent(key) || numbers(key).contains(number);
  }

  void warnOfAbsentSteps(Source in) {
    long steps = in.steps();
    for (int n : numbers(STEP)) {
      if (n == 0 || Math.abs(n) > steps) {
        call.warn("time step >" + n + "< not found");
      }
    }
  }
}
