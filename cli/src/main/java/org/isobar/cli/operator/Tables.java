package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.cli.operator.Records.Place;
import org.isobar.data.DType;

/** Prints a line for each cell of each field, with the columns that are asked for. */
final class Tables {
  private static final String NO_HEAD = "nohead";
  private static final int DIGITS = 15;
  private static final int DIGITS_OF_FLOATS = 7;
  private static final int DIGITS_OF_PLACES = 6;

  /** The columns, and how wide they are unless one says otherwise. */
  private static final Map<String, Integer> WIDTHS =
      Map.ofEntries(
          Map.entry("value", 8),
          Map.entry("param", 11),
          Map.entry("code", 4),
          Map.entry("name", 8),
          Map.entry("x", 6),
          Map.entry("y", 6),
          Map.entry("lon", 6),
          Map.entry("lat", 6),
          Map.entry("lev", 6),
          Map.entry("bin", 6),
          Map.entry("xind", 4),
          Map.entry("yind", 4),
          Map.entry("timestep", 6),
          Map.entry("date", 10),
          Map.entry("time", 8),
          Map.entry("year", 5),
          Map.entry("month", 2),
          Map.entry("day", 2));

  private final Call call;
  private final Console console;
  private final List<String> keys = new ArrayList<>();
  private final Map<String, Integer> widths = new HashMap<>(WIDTHS);
  private boolean head = true;

  private Tables(Call call, Console console) {
    this.call = call;
    this.console = console;
    call.parameters().forEach(this::column);
  }

  static Operator operator(String name) {
    return Operator.report(
        name,
        Parameters.atLeastOne("column[:width],..."),
        "a line for each cell with the columns asked for:"
            + " name, code, param, value, x, y, lon, lat, lev, xind, yind, timestep,"
            + " date, time, year, month, day; nohead",
        (call, in, console) -> new Tables(call, console).print(in));
  }

  private void column(String word) {
    int colon = word.indexOf(':');
    String key = colon < 0 ? word : word.substring(0, colon);
    if (key.equals(NO_HEAD)) {
      head = false;
      return;
    }
    if (!WIDTHS.containsKey(key)) {
      throw call.refuse(
          "column >" + key + "< is none of " + WIDTHS.keySet().stream().sorted().toList());
    }
    keys.add(key);
    if (colon >= 0) {
      widths.put(key, call.wholeNumbers(word.substring(colon + 1)).getFirst());
    }
  }

  private int width(String key) {
    return widths.getOrDefault(key, 0);
  }

  private void print(List<Source> inputs) {
    if (head) {
      StringBuilder line = new StringBuilder("#");
      keys.forEach(k -> line.append(CNumbers.right(k, width(k))).append(' '));
      console.line(line.toString());
    }
    for (Source source : inputs) {
      Contents contents = Contents.of(call, source);
      ValueListings.refuseManyGrids(call, contents);
      CellPlaces places = new CellPlaces(call, contents.grids().getFirst());
      FillNumbers fill = new FillNumbers(source);
      Records records = new Records(console, source.data());
      records.visit(
          p -> {
            field(records, p, places, fill.of(records.field(p)));
            return true;
          });
    }
  }

  private void field(Records records, Place p, CellPlaces places, double missing) {
    Field f = records.field(p);
    Map<String, String> fixed = fixed(f, p);
    int digits = f.dtype() == DType.FLOAT64 && isDouble(f) ? DIGITS : DIGITS_OF_FLOATS;
    int cell = 0;
    for (int k = 0; k < records.pieces(p); k++) {
      for (double v : records.piece(p, k)) {
        StringBuilder line = new StringBuilder();
        for (String key : keys) {
          Optional<String> known = Optional.ofNullable(fixed.get(key));
          int at = cell;
          String word =
              known.orElseGet(
                  () ->
                      switch (key) {
                        case "value" -> CNumbers.general(Double.isNaN(v) ? missing : v, digits);
                        case "xind" -> Integer.toString(places.column(at) + 1);
                        case "yind" -> Integer.toString(places.row(at) + 1);
                        default -> CNumbers.general(places.coordinate(key, at), DIGITS_OF_PLACES);
                      });
          line.append(CNumbers.right(word, width(key))).append(' ');
        }
        console.line(line.toString());
        cell++;
      }
    }
  }

  private static boolean isDouble(Field f) {
    return StoredTypes.of(f) == DType.FLOAT64;
  }

  /** The columns that are the same all over a field. */
  private static Map<String, String> fixed(Field f, Place p) {
    String date = p.date().substring(0, p.date().indexOf(' '));
    String time = p.date().substring(p.date().indexOf(' ') + 1);
    int month = date.indexOf('-', 1) + 1;
    String level = CNumbers.general(p.level(), DIGITS_OF_PLACES);
    return Map.ofEntries(
        Map.entry("name", Names.plain(f.name())),
        Map.entry("code", ParameterCode.code(f, p.variable())),
        Map.entry("param", ParameterCode.of(f, p.variable())),
        Map.entry("lev", level),
        Map.entry("bin", level),
        Map.entry("timestep", Long.toString(p.step() + 1)),
        Map.entry("date", Dates.indented(date)),
        Map.entry("time", time),
        Map.entry("year", whole(date.substring(0, month - 1))),
        Map.entry("month", whole(date.substring(month, month + 2))),
        Map.entry("day", whole(date.substring(month + 3))));
  }

  private static String whole(String digits) {
    return Integer.toString(Integer.parseInt(digits));
  }
}
