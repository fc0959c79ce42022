package org.isobar.cli.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CellAreasTest {
  private static final double EXACT = 1e-12;

  @Test
  void anOctantIsAnEighthOfTheSphere() {
    double[] area = CellAreas.of(new double[] {0, 0, 90}, new double[] {0, 90, 0}, 3);
    assertArrayEquals(new double[] {Math.PI / 2}, area, EXACT);
  }

  @Test
  void cornersMayRunEitherWayAndRepeat() {
    double[] area = CellAreas.of(new double[] {90, 0, 0, 0}, new double[] {0, 90, 0, 0}, 4);
    assertArrayEquals(new double[] {Math.PI / 2}, area, EXACT);
  }

  @Test
  void cellsThatCoverTheSphereAddUpToIt() {
    int rows = 6;
    int columns = 8;
    double[] lat = new double[rows * columns * 4];
    double[] lon = new double[lat.length];
    for (int cell = 0; cell < rows * columns; cell++) {
      double south = -90 + 180.0 / rows * Math.floorDiv(cell, columns);
      double west = 360.0 / columns * (cell % columns);
      for (int v = 0; v < 4; v++) {
        lat[4 * cell + v] = v < 2 ? south : south + 180.0 / rows;
        lon[4 * cell + v] = v == 0 || v == 3 ? west : west + 360.0 / columns;
      }
    }
    double sum = 0;
    for (double a : CellAreas.of(lat, lon, 4)) {
      sum += a;
    }
    assertEquals(4 * Math.PI, sum, 1e-10);
  }

  @Test
  void aMissingCornerMakesTheAreaMissing() {
    double[] area = CellAreas.of(new double[] {0, 0, Double.NaN}, new double[] {0, 90, 0}, 3);
    assertTrue(Double.isNaN(area[0]));
  }
}
