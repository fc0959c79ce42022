package org.isobar.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.data.NdArray;
import org.junit.jupiter.api.Test;

class WarmingTest {
  private static RunField run(String experiment, int firstYear, int lastYear) {
    Run run = new Run("GALE-1", experiment, "r1i1p1", "day", "tas", List.of());
    Field field = Field.of("tas", NdArray.scalar(280), "K", Map.of());
    return new RunField(run, field, IntStream.rangeClosed(firstYear, lastYear).boxed().toList());
  }

  private static Warming warming(int years, double slope) {
    RunField run = run("rcp85", 2001, 2000 + years);
    double[] anomalies = IntStream.range(0, years).mapToDouble(i -> slope * i).toArray();
    return Warming.of(run, Baseline.choose(run, List.of(run)), 280, anomalies);
  }

  @Test
  void theTrendOfAStraightLineIsItsSlope() {
    assertEquals(0.25, warming(40, 0.025).trend().orElseThrow(), 1e-12);
  }

  @Test
  void aFewYearsHaveNoTrend() {
    assertTrue(warming(9, 0.1).trend().isEmpty());
    assertTrue(warming(10, 0.1).trend().isPresent());
  }

  @Test
  void theEndIsTenYearsOrHalfOfThem() {
    assertEquals("2031-2040", warming(40, 0.1).endYears());
    assertEquals(3.45, warming(40, 0.1).atEnd().orElseThrow(), 1e-12);
    assertEquals("2004-2005", warming(5, 1).endYears());
    assertEquals(3.5, warming(5, 1).atEnd().orElseThrow(), 1e-12);
    assertEquals("2002", warming(2, 1).endYears());
  }

  @Test
  void oneYearCannotBeCompared() {
    assertEquals("-", warming(1, 1).endYears());
    assertTrue(warming(1, 1).atEnd().isEmpty());
  }

  @Test
  void theBaselineIsTheUsualOneOfTheRunItself() {
    RunField run = run("rcp85", 1980, 2020);
    Baseline baseline = Baseline.choose(run, List.of(run("historical", 1850, 2005), run));
    assertEquals(new Baseline(run, 1986, 2005), baseline);
    assertTrue(baseline.remark(run).isEmpty());
  }

  @Test
  void theBaselineIsOfTheHistoricalRunOfTheModel() {
    RunField run = run("rcp85", 2006, 2100);
    RunField historical = run("historical", 1850, 2005);
    Baseline baseline = Baseline.choose(run, List.of(run("rcp45", 1980, 2100), historical, run));
    assertEquals(new Baseline(historical, 1986, 2005), baseline);
    assertEquals(
        "GALE-1 rcp85 r1i1p1: the baseline is of GALE-1 historical r1i1p1",
        baseline.remark(run).orElseThrow());
  }

  @Test
  void theBaselineIsTheFirstHalfAtMostTwentyYears() {
    RunField century = run("rcp85", 2006, 2100);
    assertEquals("2006-2025", Baseline.choose(century, List.of(century)).years());
    RunField decade = run("rcp85", 2006, 2015);
    assertEquals("2006-2010", Baseline.choose(decade, List.of(decade)).years());
    RunField year = run("rcp85", 2006, 2006);
    assertEquals("2006", Baseline.choose(year, List.of(year)).years());
  }
}
