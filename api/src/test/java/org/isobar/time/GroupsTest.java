package org.isobar.time;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GroupsTest {
  private static final long DAY = Calendar.MICROS_PER_DAY;

  @Test
  void seasonsComeInTheOrderOfTheYear() {
    long[] months = months(Calendar.STANDARD, "2000-01-15", 14);
    Groups groups = Groups.of(By.SEASON_OF_YEAR, months, Calendar.STANDARD);
    assertEquals(List.of("DJF", "MAM", "JJA", "SON"), labels(groups));
    assertArrayEquals(new int[] {0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0}, groups.codes());
  }

  @Test
  void onlyGroupsThatOccurAreThere() {
    long[] months = months(Calendar.NOLEAP, "2000-06-15", 3);
    Groups groups = Groups.of(By.MONTH_OF_YEAR, months, Calendar.NOLEAP);
    assertArrayEquals(new int[] {6, 7, 8}, groups.keys());
    assertEquals(1, groups.code(1));
    assertEquals(List.of("JJA"), labels(Groups.of(By.SEASON_OF_YEAR, months, Calendar.NOLEAP)));
  }

  @Test
  void theLeapDayIsAGroupOfItsOwn() {
    long start = DateTime.of(Calendar.STANDARD, 1999, 1, 1).micros();
    long[] days = LongStream.range(0, 731).map(d -> start + d * DAY).toArray();
    Groups groups = Groups.of(By.DAY_OF_YEAR, days, Calendar.STANDARD);
    assertEquals(366, groups.size());
    assertEquals("02-29", groups.label(59));
    assertEquals(groups.code(59), groups.code(365 + 60), "1 March of both years");
    long[] thirty = {DateTime.of(Calendar.DAY_360, 1999, 2, 30).micros()};
    assertEquals(230, Groups.of(By.DAY_OF_YEAR, thirty, Calendar.DAY_360).key(0));
  }

  @Test
  void hoursAndYearsAreGroupsToo() {
    long start = DateTime.of(Calendar.JULIAN, -1, 12, 31).micros();
    long[] sixHourly = LongStream.range(0, 8).map(i -> start + i * DAY / 4).toArray();
    assertEquals(
        List.of("0", "6", "12", "18"),
        labels(Groups.of(By.HOUR_OF_DAY, sixHourly, Calendar.JULIAN)));
    Groups years = Groups.of(By.YEAR, sixHourly, Calendar.JULIAN);
    assertEquals(List.of("-1", "0"), labels(years));
    assertEquals(8, years.samples());
    assertEquals(By.YEAR, years.by());
  }

  static long[] months(Calendar calendar, String first, int count) {
    DateTime start = DateTime.parse(first, calendar);
    return LongStream.range(0, count).map(m -> start.plusMonths(m).micros()).toArray();
  }

  private static List<String> labels(Groups groups) {
    return IntStream.range(0, groups.size()).mapToObj(groups::label).toList();
  }
}
