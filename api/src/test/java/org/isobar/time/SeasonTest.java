package org.isobar.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobar.error.CalendarException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonTest {
  @ParameterizedTest
  @CsvSource({
    "DJF, '[12, 1, 2]', true",
    "djf, '[12, 1, 2]', true",
    "MAM, '[3, 4, 5]', false",
    "SON, '[9, 10, 11]', false",
    "JJAS, '[6, 7, 8, 9]', false",
    "NDJFM, '[11, 12, 1, 2, 3]', true",
    "D, '[12]', false",
    "JF, '[1, 2]', false",
    "AM, '[4, 5]', false",
    "JFMAMJJASOND, '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]', false",
    "DJFMAMJJASON, '[12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]', true",
  })
  void readsRunsOfMonths(String text, String months, boolean crossesYearEnd) {
    Season season = Season.parse(text);
    assertEquals(months, season.months().toString());
    assertEquals(crossesYearEnd, season.crossesYearEnd());
  }

  @ParameterizedTest
  @ValueSource(strings = {"J", "M", "A", "", "XYZ", "FJ", "winter", "JFMAMJJASONDJ"})
  void refusesWhatIsNoRunOrSeveral(String text) {
    assertTrue(
        assertThrows(CalendarException.class, () -> Season.parse(text))
            .getMessage()
            .contains("'" + text + "'"));
  }

  @Test
  void aNameMustBeThatOfItsMonths() {
    assertEquals(new Season("J", List.of(7)).months(), List.of(7));
    assertThrows(CalendarException.class, () -> new Season("DJF", List.of(1, 2, 3)));
  }

  @Test
  void monthsHaveTheirSeason() {
    assertEquals(Season.DJF, Season.of(12));
    assertEquals(Season.DJF, Season.of(2));
    assertEquals(Season.MAM, Season.of(3));
    assertEquals(Season.SON, Season.of(11));
    assertEquals(Season.JJA, DateTime.of(Calendar.DAY_360, 2000, 7, 30).season());
    assertTrue(Season.SON.contains(11));
    assertFalse(Season.SON.contains(12), "autumn ends in November");
  }
}
