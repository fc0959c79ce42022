package org.isobar.cli.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarTest {
  private static final List<String> NAMES = List.of("timmean", "timmin", "fldmean", "sub", "copy");

  @Test
  void theNearestComesFirst() {
    assertEquals(List.of("timmean", "timmin"), Similar.to("timmen", NAMES));
  }

  @Test
  void swappedLettersAreOneMistake() {
    assertEquals(List.of("sub"), Similar.to("sbu", NAMES));
  }

  @Test
  void whatIsFarIsNotNamed() {
    assertEquals(List.of(), Similar.to("regrid", NAMES));
  }
}
