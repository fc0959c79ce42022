package org.isobar.coord;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CellBoundsTest {
  private static Optional<String> defect(double[] values, double... pairs) {
    return CellBounds.defect(values, Bounds.of("b", pairs), false);
  }

  private static Optional<String> cyclicDefect(double[] values, double... pairs) {
    return CellBounds.defect(values, Bounds.of("b", pairs), true);
  }

  private static double[] around(double[] values, double... pairs) {
    return CellBounds.aroundLongitudes(values, Bounds.of("b", pairs)).pairs();
  }

  @Test
  void boundsInEitherOrderAreGood() {
    double[] v = {10, 20, 30};
    assertEquals(Optional.empty(), defect(v, 5, 15, 15, 25, 25, 35));
    assertEquals(Optional.empty(), defect(v, 15, 5, 25, 15, 35, 25));
    assertEquals(Optional.empty(), defect(new double[] {30, 20, 10}, 25, 35, 15, 25, 5, 15));
    assertEquals(Optional.empty(), defect(new double[] {30, 20, 10}, 35, 25, 25, 15, 15, 5));
  }

  @Test
  void coordinateMayStandOnTheEdgeOfItsCell() {
    assertEquals(Optional.empty(), defect(new double[] {0, 1}, 0, 1, 1, 2));
    float third = 1 / 3f;
    assertEquals(Optional.empty(), defect(new double[] {1 / 3.0, 1}, third, 1, 1, 2));
  }

  @Test
  void boundsThatCannotBeRightAreNamed() {
    double[] v = {10, 20};
    assertTrue(defect(v, Double.NaN, 15, 15, 25).orElseThrow().contains("cell 0 has bounds NaN"));
    assertTrue(defect(v, 0, 0, 0, 0).orElseThrow().contains("cell 0 at 10.0 lies outside"));
    assertTrue(defect(v, 10, 10, 20, 20).orElseThrow().contains("zero width"));
    assertTrue(
        defect(new double[] {10, 11, 12}, 0, 30, 0, 25, 0, 20)
            .orElseThrow()
            .contains("cells 0 and 1 are out of order"));
  }

  @Test
  void someCellsOfZeroWidthAreGood() {
    assertEquals(Optional.empty(), defect(new double[] {0, 1, 2}, 0, 0, 0, 1, 1, 2));
  }

  @Test
  void noCellsAreGood() {
    assertEquals(Optional.empty(), defect(new double[0]));
  }

  @Test
  void longitudesAreEqualModuloTheCircle() {
    assertEquals(
        Optional.empty(),
        cyclicDefect(new double[] {0, 90, 180, 270}, -45, 45, 45, 135, 135, 225, 225, 315));
    assertEquals(
        Optional.empty(), cyclicDefect(new double[] {350, 0, 10}, 345, 355, 355, 365, 365, 375));
    assertEquals(Optional.empty(), cyclicDefect(new double[] {-170, 170}, 180, 200, 160, 180));
    assertTrue(cyclicDefect(new double[] {0, 90}, 45, 135, 90, 180).isPresent());
  }

  @Test
  void longitudesOutOfOrderAreNamed() {
    assertTrue(
        cyclicDefect(new double[] {10, 11, 12}, 0, 30, 0, 25, 0, 20)
            .orElseThrow()
            .contains("out of order"));
  }

  @Test
  void jumpAtTheEndOfTheCircleIsGood() {
    assertEquals(Optional.empty(), cyclicDefect(new double[] {0, 2, 358}, 359, 1, 1, 3, 357, 359));
    assertEquals(Optional.empty(), cyclicDefect(new double[] {0, 2, 358}, 1, 359, 3, 1, 359, 357));
  }

  @Test
  void pairsAreBroughtAroundTheirLongitude() {
    assertArrayEquals(new double[] {-1, 1, 1, 3}, around(new double[] {0, 2}, 359, 1, 1, 3));
    assertArrayEquals(new double[] {359, 361}, around(new double[] {360}, 359, 1));
    assertArrayEquals(new double[] {359, 361}, around(new double[] {359}, 1, 359));
    assertArrayEquals(new double[] {179, 181}, around(new double[] {180}, 179, -179));
  }

  @Test
  void rightPairsStayAsTheyAre() {
    Bounds global = Bounds.of("b", new double[] {0, 360});
    assertSame(global, CellBounds.aroundLongitudes(new double[] {180}, global));
    assertSame(global, CellBounds.aroundLongitudes(new double[] {0}, global));
    Bounds east = Bounds.of("b", new double[] {190, 180, 200, 190});
    assertSame(east, CellBounds.aroundLongitudes(new double[] {-175, -165}, east));
  }

  @Test
  void widthsArePositive() {
    double[] w =
        AreaWeights.columns(
            new double[] {0, 2, 358}, Bounds.of("b", new double[] {359, 1, 3, 1, 357, 359}));
    double two = StrictMath.toRadians(2);
    assertArrayEquals(new double[] {two, two, two}, w, 1e-15);
  }

  @Test
  void madeBoundsOfLongitudesPassTheEndOfTheCircle() {
    assertArrayEquals(
        new double[] {352.5, 357.5, -2.5, 2.5, 2.5, 7.5},
        CellBounds.longitudeMidpoints("b", new double[] {355, 0, 5}).pairs());
    assertArrayEquals(
        new double[] {9.5, 10.5}, CellBounds.longitudeMidpoints("b", new double[] {10}).pairs());
  }

  @Test
  void madeBoundsOfLatitudesEndAtThePoles() {
    assertArrayEquals(
        new double[] {-90, -45, -45, 45, 45, 90},
        CellBounds.latitudeMidpoints("b", new double[] {-90, 0, 90}).pairs());
    assertArrayEquals(
        new double[] {75, 45, 45, 15},
        CellBounds.latitudeMidpoints("b", new double[] {60, 30}).pairs());
    assertArrayEquals(
        new double[] {89.5, 90}, CellBounds.latitudeMidpoints("b", new double[] {90}).pairs());
  }

  @Test
  void rowsWeighBySines() {
    double[] w = AreaWeights.rows(Bounds.of("b", new double[] {-30, -95, -30, 30, 90, 30}));
    assertArrayEquals(new double[] {0.5, 1, 0.5}, w, 1e-15);
  }
}
