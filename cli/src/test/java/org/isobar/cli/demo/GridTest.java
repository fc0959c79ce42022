package org.isobar.cli.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class GridTest {
  @Test
  void gaussianRowsStandWhereTheT21GridHasThem() {
    double[] latitudes = Grid.gaussian(32, 64).latitudes();
    assertEquals(-85.7606, latitudes[0], 1e-4);
    assertEquals(-80.2688, latitudes[1], 1e-4);
    assertEquals(-2.7689, latitudes[15], 1e-4);
    assertEquals(85.7606, latitudes[31], 1e-4);
  }

  @Test
  void gaussianCellsIntegratePolynomialsExactly() {
    Grid grid = Grid.gaussian(16, 32);
    assertEquals(0, mean(grid, s -> (3 * s * s - 1) / 2), 1e-14);
    assertEquals(1.0 / 7, mean(grid, s -> s * s * s * s * s * s), 1e-14);
  }

  @Test
  void regularRowsReachThePolesWithHalfCells() {
    Grid grid = Grid.regular(5, 4);
    assertArrayEquals(new double[] {-90, -45, 0, 45, 90}, grid.latitudes());
    assertArrayEquals(
        new double[] {-90, -67.5, -67.5, -22.5, -22.5, 22.5, 22.5, 67.5, 67.5, 90},
        grid.latitudeBounds());
    assertArrayEquals(new double[] {45, 135, 225, 315}, grid.longitudes());
    assertArrayEquals(new double[] {0, 90, 90, 180, 180, 270, 270, 360}, grid.longitudeBounds());
  }

  @Test
  void gaussianColumnsStartAtGreenwich() {
    Grid grid = Grid.gaussian(2, 4);
    assertArrayEquals(new double[] {0, 90, 180, 270}, grid.longitudes());
    assertArrayEquals(new double[] {-45, 45, 45, 135, 135, 225, 225, 315}, grid.longitudeBounds());
  }

  /** Mean over the sphere of a function of the sine of latitude. */
  private static double mean(Grid grid, DoubleUnaryOperator ofSine) {
    double[] latitudes = grid.latitudes();
    double[] bounds = grid.latitudeBounds();
    double sum = 0;
    for (int row = 0; row < grid.rows(); row++) {
      double area = sine(bounds[2 * row + 1]) - sine(bounds[2 * row]);
      sum += area * ofSine.applyAsDouble(sine(latitudes[row]));
    }
    return sum / 2;
  }

  private static double sine(double degrees) {
    return StrictMath.sin(StrictMath.toRadians(degrees));
  }
}
