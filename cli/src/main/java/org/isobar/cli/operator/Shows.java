package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Coordinate;

/** Operators that print one thing about a file: names, dates, levels, numbers of things. */
final class Shows {
  private static final int YEAR = 4;
  private static final int MONTH = 3;
  private static final int SHORT = 3;
  private static final int LEVEL_DIGITS = 9;

  private Shows() {}

  static List<Operator> operators() {
    List<Operator> all = new ArrayList<>();
    variables(all);
    times(all);
    counts(all);
    descriptions(all);
    return all;
  }

  private static void variables(List<Operator> all) {
    all.add(words("showname", "names of the variables", (f, i) -> Names.plain(f.name())));
    all.add(
        lines(
            "showunit",
            "units of the variables",
            c ->
                List.of(
                    spaced(
                        c.fields().stream()
                            .map(f -> f.unit().text())
                            .filter(u -> !u.isEmpty())
                            .toList()))));
    all.add(
        words(
            "showstdname",
            "standard names of the variables",
            (f, i) -> f.attributes().text("standard_name").orElse("unknown")));
    all.add(words("showcode", "code numbers of the variables", ParameterCode::code));
    all.add(words("showparam", "parameter identifiers of the variables", ParameterCode::of));
    all.add(
        each(
            "showlevel",
            "levels of each variable",
            (c, i) ->
                spaced(
                    c.level(i).values().stream()
                        .map(v -> CNumbers.general(v, LEVEL_DIGITS))
                        .toList())));
    all.add(
        lines("showltype", "GRIB level types of all levels", c -> List.of(spaced(gribTypes(c)))));
  }

  private static List<String> gribTypes(Contents c) {
    return c.levels().stream()
        .map(LevelAxis::gribType)
        .filter(t -> t > 0)
        .map(t -> Integer.toString(t))
        .toList();
  }

  private static void times(List<Operator> all) {
    all.add(runs("showdate", "dates of the time steps", Shows::day, d -> " " + Dates.indented(d)));
    all.add(dates("showtime", "time of each time step", d -> d.substring(d.indexOf(' '))));
    all.add(
        dates(
            "showtimestamp",
            "date and time of each time step",
            d -> " " + Dates.indented(d.replace(' ', 'T'))));
    all.add(runs("showyear", "years of the time steps", Shows::year, y -> " " + number(y, YEAR)));
    all.add(runs("showmon", "months of the time steps", Shows::month, m -> number(m, MONTH)));
    all.add(number("nyear", "number of years", c -> changes(c, Shows::year).size()));
    all.add(number("nmon", "number of months", c -> changes(c, Shows::month).size()));
    all.add(number("ndate", "number of dates", c -> changes(c, Shows::day).size()));
    all.add(number("ntime", "number of time steps", c -> steps(c)));
  }

  private static String year(String date) {
    return date.substring(0, date.indexOf('-', 1));
  }

  private static String month(String date) {
    int from = date.indexOf('-', 1) + 1;
    return date.substring(from, from + 2);
  }

  private static String day(String date) {
    return date.substring(0, date.indexOf(' '));
  }

  private static String number(String digits, int width) {
    return CNumbers.right(Integer.toString(Integer.parseInt(digits)), width);
  }

  private static void counts(List<Operator> all) {
    all.add(number("npar", "number of variables", c -> c.fields().size()));
    all.add(number("nvar", "number of variables", c -> c.fields().size()));
    all.add(number("ngrids", "number of horizontal grids", c -> c.grids().size()));
    all.add(each("nlevel", "number of levels of each variable", (c, i) -> "" + c.level(i).size()));
    all.add(
        each(
            "ngridpoints",
            "number of cells of each variable's grid",
            (c, i) -> "" + c.grid(i).cells()));
  }

  private static void descriptions(List<Operator> all) {
    all.add(
        lines(
            "griddes",
            "describes the horizontal grids",
            c -> numbered("grid", c.grids(), GridText::of)));
    all.add(
        lines(
            "zaxisdes", "describes the levels", c -> numbered("zaxis", c.levels(), LevelText::of)));
    all.add(
        lines(
            "showgrid",
            "numbers of each variable's grid and levels",
            c -> {
              List<String> out = new ArrayList<>();
              out.add(
                  "# param nr | grid nr | z-axis nr:   /* Use in combination with operatores:"
                      + " griddes and zaxisdes */");
              for (int i = 0; i < c.fields().size(); i++) {
                out.add(
                    "      "
                        + CNumbers.right(ParameterCode.code(c.fields().get(i), i), SHORT)
                        + "     "
                        + CNumbers.right("" + (c.gridOf().get(i) + 1), SHORT)
                        + "      "
                        + CNumbers.right("" + (c.levelOf().get(i) + 1), SHORT));
              }
              return out;
            }));
    all.add(
        Operator.report(
            "showformat",
            1,
            Parameters.NONE,
            "the file's format",
            (call, in, console) -> console.line(Formats.of(in.getFirst()))));
  }

  private static <T> List<String> numbered(
      String what, List<T> all, Function<T, List<String>> text) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      out.addAll(List.of("#", "# " + what + "ID " + (i + 1), "#"));
      out.addAll(text.apply(all.get(i)));
    }
    return out;
  }

  // ---- kinds of operators

  private static Operator lines(String name, String help, Function<Contents, List<String>> lines) {
    return Operator.report(
        name,
        1,
        Parameters.NONE,
        help,
        (call, in, console) ->
            lines.apply(Contents.of(call, in.getFirst())).forEach(console::line));
  }

  /** A word for each variable, in one line. */
  private static Operator words(String name, String help, BiFunction<Field, Integer, String> word) {
    return lines(
        name,
        help,
        c ->
            List.of(
                spaced(
                    IntStream.range(0, c.fields().size())
                        .mapToObj(i -> word.apply(c.fields().get(i), i))
                        .toList())));
  }

  /** A line for each variable. */
  private static Operator each(
      String name, String help, BiFunction<Contents, Integer, String> line) {
    return lines(
        name,
        help,
        c -> IntStream.range(0, c.fields().size()).mapToObj(i -> line.apply(c, i)).toList());
  }

  private static Operator number(String name, String help, Function<Contents, Integer> count) {
    return lines(name, help, c -> List.of("" + count.apply(c)));
  }

  private static String spaced(List<String> words) {
    StringBuilder out = new StringBuilder();
    words.forEach(w -> out.append(' ').append(w));
    return out.toString();
  }

  // ---- time

  private static int steps(Contents c) {
    return c.time().map(Coordinate::size).orElse(1);
  }

  private static List<String> dates(Contents c) {
    List<String> out = new ArrayList<>();
    c.time().ifPresent(t -> IntStream.range(0, t.size()).forEach(i -> out.add(Dates.of(t, i))));
    return out;
  }

  /** A word for each time step; nothing at all for a file without time. */
  private static Operator dates(String name, String help, Function<String, String> form) {
    return lines(name, help, c -> line(dates(c), form));
  }

  private static List<String> line(List<String> all, Function<String, String> form) {
    return all.isEmpty() ? List.of() : List.of(String.join("", all.stream().map(form).toList()));
  }

  private static Operator runs(
      String name, String help, Function<String, String> key, Function<String, String> form) {
    return lines(name, help, c -> line(changes(c, key), form));
  }

  /** The keys of the steps, each once for steps in a row. */
  private static List<String> changes(Contents c, Function<String, String> key) {
    List<String> out = new ArrayList<>();
    for (String date : dates(c)) {
      String k = key.apply(date);
      if (out.isEmpty() || !out.getLast().equals(k)) {
        out.add(k);
      }
    }
    return out;
  }
}
