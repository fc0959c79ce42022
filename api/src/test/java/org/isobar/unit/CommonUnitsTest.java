package org.isobar.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CommonUnitsTest {
  @Test
  void unitsKnownWithoutTheLibraryMeanWhatItSays() {
    for (String text : CommonUnits.texts()) {
      Definition said = UdunitsParser.define(text);
      assertEquals(said, CommonUnits.of(text).orElseThrow(), text);
    }
  }
}
