package org.isobar;

import static org.isobar.Fields.boundDates;
import static org.isobar.Fields.daily;
import static org.isobar.Fields.dates;
import static org.isobar.Fields.days;
import static org.isobar.Fields.dims;
import static org.isobar.Fields.labels;
import static org.isobar.Fields.lat;
import static org.isobar.Fields.names;
import static org.isobar.Fields.over;
import static org.isobar.Fields.periods;
import static org.isobar.Fields.plev;
import static org.isobar.Fields.steps;
import static org.isobar.Fields.text;
import static org.isobar.memory.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.error.CalendarException;
import org.isobar.error.ShapeException;
import org.isobar.error.UnitException;
import org.isobar.memory.Values;
import org.isobar.time.By;
import org.isobar.time.Calendar;
import org.isobar.time.Frequency;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static Map<String, Field> members(Field... fields) {
    Map<String, Field> m = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i++) {
      m.put("m" + i, fields[i]);
    }
    return m;
  }

  private static Field months(Calendar c, String first, int n) {
    return over("K", periods(c, Frequency.MONTH, first, n));
  }

  // ---- stacking

  @Test
  void membersStandAlongALabelledDimension() {
    Field f = Field.stack("model", members(over("K", lat(0, 10)), over("K", lat(0, 10)).plus(5)));
    assertEquals("[model=2, lat=2]", dims(f));
    assertEquals(List.of("m0", "m1"), f.coordinate("model").labels());
    assertArrayEquals(new double[] {0, 1, 5, 6}, Values.of(f));
    assertArrayEquals(new double[] {5, 6}, Values.of(f.sel("model", "m1")));
    assertEquals(List.of("stack(model: m0, m1)"), steps(f));
  }

  @Test
  void labelledDimensionFolds() {
    Field f = Field.stack("model", members(over("degC", lat(0, 10)), over("degC", lat(0, 10))));
    Field mean = f.mean("model");
    assertEquals("[lat=2]", dims(mean));
    assertEquals("model: mean", text(mean, "cell_methods"));
    assertEquals(List.of(), mean.coordinates().scalars());
    assertEquals("K", f.std("model").unit().text());
  }

  @Test
  void unitsAreConvertedToTheFirst() {
    Field f =
        Field.stack("model", members(Fields.of("degC", lat(0), 1), Fields.of("K", lat(0), 274.15)));
    assertEquals("degC", f.unit().text());
    assertArrayEquals(new double[] {1, 1}, Values.of(f), 1e-4);
    fails(
        UnitException.class,
        () -> Field.stack("model", members(Fields.of("K", lat(0)), Fields.of("Pa", lat(0)))),
        "'K'",
        "'Pa'");
  }

  @Test
  void dimensionsOfOneAxisAreOneWhateverTheirNames() {
    Field f =
        Field.stack(
            "model", members(over("K", lat(0, 10)), over("K", lat(0, 10).withName("latitude"))));
    assertEquals("[model=2, lat=2]", dims(f));
  }

  @Test
  void membersMustMatch() {
    fails(
        ShapeException.class,
        () -> Field.stack("model", members(over("K", lat(0, 10)), over("K", lat(0, 20)))),
        "stack of member 'm1'",
        "cell 1 is 10.0 degrees_north in one and 20.0");
    fails(
        ShapeException.class,
        () -> Field.stack("model", members(over("K", lat(0, 10)), over("K", lat(0)))),
        "member 'm1'",
        "lat=2",
        "lat=1");
    fails(
        ShapeException.class,
        () ->
            Field.stack(
                "model", members(over("K", lat(0, 10)), over("K", lat(0, 10), labels("x", "a")))),
        "member 'm1' has dimensions [lat=2, x=1]",
        "[lat=2]");
    fails(
        CalendarException.class,
        () ->
            Field.stack(
                "model",
                members(
                    months(Calendar.NOLEAP, "2000-01", 2), months(Calendar.DAY_360, "2000-01", 2))),
        "noleap and 360_day");
    fails(ShapeException.class, () -> Field.stack("model", Map.of()), "at least one member");
  }

  @Test
  void dimensionMustBeNew() {
    Field one = Field.stack("model", members(over("K", lat(0, 10))));
    fails(
        ShapeException.class,
        () -> Field.stack("model", members(one, one)),
        "'model' already",
        "model=1");
  }

  // ---- common times

  @Test
  void membersAreCutToTheirCommonTimes() {
    Field f =
        Ensemble.of(
                "model",
                members(
                    over("K", days(Calendar.NOLEAP, 0, 1, 2, 3)),
                    over("K", days(Calendar.NOLEAP, 2.000001, 3, 4))))
            .intersect()
            .stack();
    assertEquals("[model=2, time=2]", dims(f));
    assertArrayEquals(new double[] {2, 3, 0, 1}, Values.of(f));
  }

  @Test
  void nothingInCommonIsAnError() {
    Ensemble e =
        Ensemble.of(
            "model",
            members(
                over("K", days(Calendar.NOLEAP, 0, 1)), over("K", days(Calendar.NOLEAP, 5, 6))));
    fails(
        ShapeException.class,
        e::intersect,
        "no time in common",
        "'m0': time=2 from 2000-01-01T00:00:00",
        "'m1': time=2 from 2000-01-06T00:00:00");
  }

  @Test
  void timesOfUnlikeCalendarsAreNotCompared() {
    Ensemble e =
        Ensemble.of(
            "model",
            members(months(Calendar.NOLEAP, "2000-01", 2), months(Calendar.DAY_360, "2000-01", 2)));
    fails(
        CalendarException.class, e::intersect, "'m0' has noleap", "'m1' has 360_day", "alignTime");
  }

  // ---- aligned time

  @Test
  void monthsOfUnlikeCalendarsAreBroughtTogether() {
    Field f =
        Ensemble.of(
                "model",
                members(
                    months(Calendar.NOLEAP, "2000-01", 3).alignTime(Frequency.MONTH),
                    months(Calendar.DAY_360, "2000-02", 3).alignTime(Frequency.MONTH)))
            .intersect()
            .stack();
    assertEquals("[model=2, time=2]", dims(f));
    assertArrayEquals(new double[] {1, 2, 0, 1}, Values.of(f));
    assertEquals(Optional.of(Calendar.STANDARD), f.calendar());
  }

  @Test
  void alignedTimesAreMiddlesOfStandardPeriods() {
    Field f = months(Calendar.DAY_360, "2000-01", 2).alignTime(Frequency.MONTH);
    assertEquals(List.of("2000-01-16T12:00", "2000-02-15T12:00"), dates(f.coordinate("time")));
    assertEquals(
        List.of("2000-01-01T00:00", "2000-02-01T00:00", "2000-02-01T00:00", "2000-03-01T00:00"),
        boundDates(f.coordinate("time")));
    assertEquals("standard", f.coordinate("time").attributes().text("calendar").orElseThrow());
    assertEquals(List.of("alignTime(MONTH)"), steps(f));
  }

  @Test
  void seasonsAndYearsAlignToo() {
    Field seasons = over("K", periods(Calendar.NOLEAP, Frequency.SEASON, "1999-12", 2));
    assertEquals(
        List.of("1999-12-01T00:00", "2000-03-01T00:00", "2000-03-01T00:00", "2000-06-01T00:00"),
        boundDates(seasons.alignTime(Frequency.SEASON).coordinate("time")));
    Field years = over("K", periods(Calendar.DAY_360, Frequency.YEAR, "2000", 2));
    assertEquals(
        List.of("2000-07-02T00:00", "2001-07-02T12:00"),
        dates(years.alignTime(Frequency.YEAR).coordinate("time")));
  }

  @Test
  void severalSamplesInAPeriodAreAnError() {
    fails(
        ShapeException.class,
        () -> over("K", daily(Calendar.NOLEAP, "2000-01-01", 40)).alignTime(Frequency.MONTH),
        "several samples in 2000-01",
        "resample(MONTH).mean() first");
    fails(
        ShapeException.class,
        () -> over("K", daily(Calendar.NOLEAP, "2000-01-01", 40)).alignTime(Frequency.DAY),
        "do not correspond");
  }

  // ---- what members do not share

  @Test
  void whatMembersDoNotShareIsDropped() {
    Field f =
        over("K", plev("Pa", 85000, 50000), lat(0, 10))
            .withAttribute("standard_name", "air_temperature");
    Field low = f.level(850, "hPa").withAttribute("long_name", "low");
    Field high = f.level(500, "hPa").withAttribute("long_name", "high");
    Field both = Field.stack("level", members(low, high));
    assertEquals(List.of(), both.coordinates().scalars());
    assertEquals("-", text(both, "long_name"));
    assertEquals("air_temperature", text(both, "standard_name"));
    Field same = Field.stack("run", members(low, f.level(85000, "Pa")));
    assertEquals(List.of("plev"), names(same.coordinates().scalars()));
  }

  @Test
  void timesFoldedInUnlikeCalendarsAreNotShared() {
    Field f =
        Field.stack(
            "model",
            members(
                months(Calendar.NOLEAP, "2000-01", 12).mean("time"),
                months(Calendar.DAY_360, "2000-01", 12).mean("time")));
    assertEquals("[model=2]", dims(f));
    assertEquals(List.of(), f.coordinates().scalars());
  }

  @Test
  void climatologiesOfUnlikeCalendarsAlign() {
    Field clim = months(Calendar.DAY_360, "2000-01", 24).groupBy(By.MONTH_OF_YEAR).mean();
    Field f = clim.alignTime(Frequency.MONTH);
    assertTrue(f.coordinate("time").bounds().orElseThrow().climatology());
    assertEquals(
        List.of("2000-12-01T00:00", "2002-01-01T00:00"),
        boundDates(f.coordinate("time")).subList(22, 24));
    Field other = months(Calendar.NOLEAP, "2000-01", 24).groupBy(By.MONTH_OF_YEAR).mean();
    Map<String, Field> both = members(f, other.alignTime(Frequency.MONTH));
    assertEquals("[model=2, time=12]", dims(Field.stack("model", both)));
  }

  @Test
  void yearsBeforeTheCalendarsChangedAlignToo() {
    Field f = months(Calendar.NOLEAP, "0001-02", 2).alignTime(Frequency.MONTH);
    assertEquals(
        List.of("0001-02-01T00:00", "0001-03-01T00:00"),
        boundDates(f.coordinate("time")).subList(0, 2));
  }
}
