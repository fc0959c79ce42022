package org.isobar.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The table of results: a row for each run. */
final class WarmingReport {
  /** A column: what stands above it, its alignment, and its text for a row. */
  private record Column(
      String title, String unit, Table.Align align, Function<Warming, String> text) {}

  private WarmingReport() {}

  static List<String> lines(List<Warming> rows) {
    List<Column> columns = columns(rows);
    Table table = new Table(columns.stream().map(Column::align).toList());
    table.add(columns.stream().map(Column::title).toList());
    table.add(columns.stream().map(Column::unit).toList());
    for (Warming row : rows) {
      table.add(columns.stream().map(column -> column.text().apply(row)).toList());
    }
    return table.lines();
  }

  private static List<Column> columns(List<Warming> rows) {
    List<Column> columns = new ArrayList<>();
    columns.add(text("model", row -> row.run().model()));
    columns.add(text("experiment", row -> row.run().experiment()));
    if (haveSeveralMembers(rows)) {
      columns.add(text("member", row -> row.run().member()));
    }
    columns.add(text("years", Warming::allYears));
    columns.add(text("baseline", row -> row.baseline().years()));
    columns.add(
        number(
            "baseline mean", "K", row -> String.format(Locale.ROOT, "%.2f", row.baselineMean())));
    columns.add(text("at the end", Warming::endYears));
    columns.add(number("warming", "K", row -> signed(row.atEnd())));
    columns.add(number("trend", "K/decade", row -> signed(row.trend())));
    return columns;
  }

  private static Column text(String title, Function<Warming, String> text) {
    return new Column(title, "", Table.Align.LEFT, text);
  }

  private static Column number(String title, String unit, Function<Warming, String> text) {
    return new Column(title, unit, Table.Align.RIGHT, text);
  }

  private static boolean haveSeveralMembers(List<Warming> rows) {
    long runs =
        rows.stream()
            .map(row -> List.of(row.run().model(), row.run().experiment()))
            .distinct()
            .count();
    return runs < rows.size();
  }

  private static String signed(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%+.2f", value.getAsDouble()) : "-";
  }
}
