package org.isobar.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isobar.data.DType;
import org.junit.jupiter.api.Test;

class AttributesTest {
  @Test
  void textLosesTrailingBlanksAndNuls() {
    Attributes a = Attributes.NONE.with("units", " K \0\0 ");
    assertEquals(Optional.of(" K"), a.text("units"));
  }

  @Test
  void stringArraysReadAsWords() {
    Attributes a =
        Attributes.NONE.with("coordinates", new AttributeValue.Texts(List.of("lat", "lon")));
    assertEquals(Optional.of("lat lon"), a.text("coordinates"));
    assertArrayEquals(new double[0], a.numbers("coordinates"));
  }

  @Test
  void numbersAreNoText() {
    Attributes a = Attributes.NONE.with("valid_range", DType.INT16, -3, 4);
    assertEquals(Optional.empty(), a.text("valid_range"));
    assertEquals(OptionalDouble.of(-3), a.number("valid_range"));
    assertArrayEquals(new double[] {-3, 4}, a.numbers("valid_range"));
    assertEquals(OptionalDouble.empty(), a.number("absent"));
    assertEquals(Optional.empty(), a.text("absent"));
  }

  @Test
  void unsignedLongsAreNotNegative() {
    Attributes a =
        Attributes.NONE.with("n", new AttributeValue.Longs(DType.UINT64, List.of(-1L, 5L)));
    assertArrayEquals(new double[] {0x1p64, 5}, a.numbers("n"));
  }

  @Test
  void orderIsKeptAndEqualityDisregardsIt() {
    Attributes a = Attributes.NONE.with("b", "1").with("a", "2");
    assertEquals(List.of("b", "a"), List.copyOf(a.names()));
    assertEquals(a, Attributes.NONE.with("a", "2").with("b", "1"));
    assertEquals(List.of("b", "a"), List.copyOf(a.with("b", "3").names()));
    assertFalse(a.without("a", "absent").has("a"));
    assertEquals(2, a.names().size());
  }
}
