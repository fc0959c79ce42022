package org.isobar.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, as wide as their widest cell, with two blanks between them. */
final class Table {
  /** Where the cells of a column stand. */
  enum Align {
    LEFT,
    RIGHT
  }

  private final List<Align> columns;
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<Align> columns) {
    this.columns = List.copyOf(columns);
  }

  /** A row with a cell for each column. */
  void add(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(columns.size() + " columns and a row of " + cells);
    }
    rows.add(List.copyOf(cells));
  }

  List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String padding = " ".repeat(width(column) - cell.length());
      line.append(column == 0 ? "" : "  ")
          .append(
              switch (columns.get(column)) {
                case LEFT -> cell + padding;
                case RIGHT -> padding + cell;
              });
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
