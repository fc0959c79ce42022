package org.isobar.cli.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isobar.data.NdArray;
import org.isobar.time.Calendar;
import org.isobar.time.DateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths of time as people type them. */
class TimeStepTest {
  private static final Call CALL =
      new Call("shifttime", List.of(), e -> NdArray.scalar(0), Settings.NONE, text -> {});

  private static TimeStep parse(String text) {
    return TimeStep.parse(CALL, text);
  }

  @ParameterizedTest
  @CsvSource({
    "1day, 2001-01-31T00:00:00, 2001-02-01T00:00:00",
    "day, 2001-01-31T00:00:00, 2001-02-01T00:00:00",
    "-3hours, 2001-01-01T01:00:00, 2000-12-31T22:00:00",
    "30minutes, 2001-01-01T00:00:00, 2001-01-01T00:30:00",
    "10, 2001-01-01T00:00:00, 2001-01-01T00:00:10",
    "1mon, 2001-01-31T12:00:00, 2001-02-28T12:00:00",
    "-1year, 2000-02-29T00:00:00, 1999-02-28T00:00:00"
  })
  void datesMove(String step, String from, String to) {
    DateTime moved = parse(step).after(DateTime.parse(from, Calendar.STANDARD), 1);
    assertEquals(to, moved.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1season", "fortnight", "1 2", "x"})
  void otherWordsAreRefused(String text) {
    assertThrows(CommandException.class, () -> parse(text));
  }

  @Test
  void unitsAreThoseOfTimeAxes() {
    assertEquals("hours", parse("6hours").unit());
    assertEquals("months", parse("1mon").unit());
  }
}
