package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.time.DateTime;

/**
 * Operators that cut a file into many: one for each variable, or for each year, month and so on of
 * the time steps. Variables without time are in all pieces.
 */
final class Splits {
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private static final Pattern FORMAT = Pattern.compile("%(.?)");

  private Splits() {}

  static List<Operator> operators() {
    return List.of(
        Operator.split(
            "splitname",
            Parameters.NONE,
            "a file for each variable: prefix, name, extension",
            (call, in) -> byName(in.getFirst())),
        Operator.split(
            "splityear",
            Parameters.NONE,
            "a file for each year, such as prefix1850.nc; a year that comes again gets a number",
            (call, in) -> runs(in.getFirst(), "0000", d -> digits(4, d.year()))),
        Operator.split(
            "splityearmon",
            Parameters.NONE,
            "a file for each month of each year, such as prefix185001.nc",
            (call, in) -> runs(in.getFirst(), "0000", d -> digits(4, 100 * d.year() + d.month()))),
        Operator.split(
            "splitmon",
            Parameters.between(0, 1, "[format]"),
            "a file for each month of the year, such as prefix01.nc; format %B for January, %b"
                + " for Jan",
            (call, in) -> groups(in.getFirst(), "00", d -> month(call, d.month()))),
        Operator.split(
            "splitseas",
            Parameters.NONE,
            "a file for each season of the year, such as prefixDJF.nc",
            (call, in) -> groups(in.getFirst(), "DJF", d -> d.season().name())),
        Operator.split(
            "splitday",
            Parameters.NONE,
            "a file for each day of the month, such as prefix01.nc",
            (call, in) -> groups(in.getFirst(), "00", d -> digits(2, d.day()))),
        Operator.split(
            "splithour",
            Parameters.NONE,
            "a file for each hour of the day, such as prefix00.nc",
            (call, in) -> groups(in.getFirst(), "00", d -> digits(2, d.hour()))));
  }

  private static String digits(int width, int number) {
    return String.format(Locale.ROOT, "%0" + width + "d", number);
  }

  private static String month(Call call, int month) {
    String format = call.parameters().isEmpty() ? "%m" : call.parameters().getFirst();
    String name = MONTHS.get(month - 1);
    return FORMAT
        .matcher(format)
        .replaceAll(
            m ->
                switch (m.group(1)) {
                  case "m" -> digits(2, month);
                  case "B" -> name;
                  case "b", "h" -> name.substring(0, 3);
                  case "%" -> "%";
                  default -> throw call.refuse("format >" + format + "< may have %m, %B and %b");
                });
  }

  private static List<Action.Piece> byName(Source in) {
    return in.fields().stream()
        .map(f -> new Action.Piece(Names.plain(f.name()), in.with(f.name(), List.of(f))))
        .toList();
  }

  /** What the step at a date is part of. */
  private interface Key extends Function<DateTime, String> {}

  /** Steps of one key, wherever they are. */
  private static List<Action.Piece> groups(Source in, String none, Key key) {
    return pieces(in, none, dates -> dates.stream().map(key).toList());
  }

  /** Steps of one key that follow each other; a key that comes again is another piece. */
  private static List<Action.Piece> runs(Source in, String none, Key key) {
    return pieces(
        in,
        none,
        dates -> {
          List<String> out = new ArrayList<>();
          Map<String, Integer> seen = new HashMap<>();
          String before = "";
          for (DateTime d : dates) {
            String now = key.apply(d);
            if (!now.equals(before)) {
              seen.merge(now, 1, Integer::sum);
              before = now;
            }
            int times = seen.getOrDefault(now, 1);
            out.add(times == 1 ? now : now + "_" + times);
          }
          return out;
        });
  }

  /**
   * @param none the suffix of a file without time
   */
  private static List<Action.Piece> pieces(
      Source in, String none, Function<List<DateTime>, List<String>> keys) {
    Map<String, List<Field>> out = new LinkedHashMap<>();
    Map<Field, List<String>> suffixes = new HashMap<>();
    for (Field f : in.fields()) {
      Optional<Coordinate> time = Layout.of(f).time().flatMap(f.coordinates()::of);
      List<String> own = time.map(t -> keys.apply(Steps.dates(t))).orElse(List.of());
      suffixes.put(f, own);
      own.forEach(k -> out.putIfAbsent(k, new ArrayList<>()));
    }
    if (out.isEmpty()) {
      out.put(only(in, keys).orElse(none), new ArrayList<>());
    }
    List<Action.Piece> pieces = new ArrayList<>();
    out.forEach(
        (suffix, fields) -> {
          for (Field f : in.fields()) {
            List<String> own = suffixes.getOrDefault(f, List.of());
            part(f, own, suffix).ifPresent(fields::add);
          }
          pieces.add(new Action.Piece(suffix, in.with(suffix, fields)));
        });
    return pieces;
  }

  private static Optional<Field> part(Field f, List<String> own, String suffix) {
    return own.isEmpty()
        ? Optional.of(f)
        : Steps.where(f, Layout.of(f).time().orElseThrow(), i -> own.get(i).equals(suffix));
  }

  /** Of a file with one date and no axis the suffix of its date. */
  private static Optional<String> only(Source in, Function<List<DateTime>, List<String>> keys) {
    return in.fields().stream()
        .flatMap(f -> f.coordinates().scalar(Axis.T).stream())
        .map(Steps::dates)
        .filter(dates -> !dates.isEmpty())
        .map(dates -> keys.apply(dates).getFirst())
        .findFirst();
  }
}
