package org.isobar.cli.operator;

import java.util.Locale;
import java.util.Optional;

/** Coordinates of the cells of a horizontal grid, by the number of the cell. */
final class CellPlaces {
  private final HorizontalGrid grid;
  private final GridAxis x;
  private final GridAxis y;

  /** Refuses a grid without coordinates. */
  CellPlaces(Call call, HorizontalGrid grid) {
    this.grid = grid;
    boolean known = !grid.type().equals(HorizontalGrid.GENERIC);
    Optional<GridAxis> columns = grid.x().filter(a -> known);
    Optional<GridAxis> rows = grid.y().filter(a -> known);
    if (columns.isEmpty() || rows.isEmpty()) {
      throw call.refuse(
          "the grid has no longitudes and latitudes, but "
              + grid.type()
              + " axes; the plain values are printed by output and outputf");
    }
    this.x = columns.get();
    this.y = rows.get();
  }

  int column(int cell) {
    return grid.type().equals(HorizontalGrid.UNSTRUCTURED) ? cell : cell % grid.columns();
  }

  int row(int cell) {
    return grid.type().equals(HorizontalGrid.UNSTRUCTURED) ? cell : cell / grid.columns();
  }

  /**
   * A coordinate of a cell.
   *
   * @param key x or y for that of the file, lon or lat for degrees
   */
  double coordinate(String key, int cell) {
    boolean along = key.equals("x") || key.equals("lon");
    GridAxis axis = along ? x : y;
    double value = axis.value(grid.byCell() ? cell : along ? column(cell) : row(cell));
    boolean degrees =
        key.startsWith("l") && axis.units().toLowerCase(Locale.ROOT).startsWith("rad");
    return degrees ? Math.toDegrees(value) : value;
  }
}
