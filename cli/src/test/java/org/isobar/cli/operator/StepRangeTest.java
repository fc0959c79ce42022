package org.isobar.cli.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isobar.data.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepRangeTest {
  private static final Call CALL =
      new Call("seltimestep", List.of(), e -> NdArray.scalar(0), Settings.NONE, text -> {});

  /** Of 12 steps; positions count from 0. */
  @ParameterizedTest
  @CsvSource({
    "3, [2]",
    "-1, [11]",
    "1/10/3, '[0, 3, 6, 9]'",
    "11/20, '[10, 11]'",
    "5/3, '[2, 3, 4]'",
    "-3/-1, '[9, 10, 11]'",
    "-1/-3, '[9, 10, 11]'",
    "10/-1, '[9, 10, 11]'",
    "13, []",
    "0, []",
    "-13, []",
  })
  void stepsCountFromEitherEnd(String typed, String positions) {
    assertEquals(positions, StepRange.parse(CALL, typed).within(12).toString());
  }

  @Test
  void stepsThatAreNotThereAreNamedAsTheyWereTyped() {
    assertEquals(List.of(99L), StepRange.parse(CALL, "1/99").absent(12));
    assertEquals(List.of(-20L), StepRange.parse(CALL, "-20").absent(12));
    assertEquals(List.of(), StepRange.parse(CALL, "1/-1").absent(12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1/2/3/4", "1/2/0", "1/", "1.5"})
  void whatIsNoStepIsRefused(String typed) {
    assertThrows(CommandException.class, () -> StepRange.parse(CALL, typed));
  }
}
