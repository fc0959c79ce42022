package org.isobar.cli.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Known roots of Legendre polynomials. */
class GaussianLatitudesTest {
  @Test
  void rootsOfLowDegreeAreKnownInClosedForm() {
    double two = Math.toDegrees(Math.asin(1 / Math.sqrt(3)));
    double three = Math.toDegrees(Math.asin(Math.sqrt(0.6)));
    assertLatitudes(List.of(two, -two));
    assertLatitudes(List.of(three, 0.0, -three));
  }

  private static void assertLatitudes(List<Double> expected) {
    List<Double> actual = GaussianLatitudes.of(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), 1e-12);
    }
  }

  @Test
  void theFirstRowOfT63StandsWhereTablesSayIt() {
    List<Double> t63 = GaussianLatitudes.of(96);
    assertEquals(88.572169, t63.getFirst(), 1e-6);
    assertEquals(-t63.getFirst(), t63.getLast(), 1e-12);
  }
}
