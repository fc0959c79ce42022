package org.isobar.cli.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.time.Calendar;
import org.isobar.time.TimeReference;
import org.junit.jupiter.api.Test;

/** Expected stamps are those of CDO 2.1.1's timmean, yearmean and ymonmean. */
class TimeStampsTest {
  private static final double[] DAYS = {15.5, 45.5, 75.5, 106};
  private static final Coordinate TIME =
      Coordinate.of(
              "time",
              Optional.of(Axis.T),
              DType.FLOAT64,
              DAYS,
              Attributes.NONE.with("units", "days since 2000-01-01"))
          .withTime(TimeReference.parse("days since 2000-01-01", Calendar.STANDARD));

  private static int[][] runs(int... run) {
    return new int[][] {run};
  }

  @Test
  void anEvenRunStandsBetweenItsTwoMiddleSteps() {
    Coordinate c = TimeStamps.of(TIME, runs(0, 1, 2, 3), Stamp.MIDDLE);
    assertArrayEquals(new double[] {60.5}, c.values());
  }

  @Test
  void anOddRunStandsAtItsMiddleStep() {
    Coordinate c = TimeStamps.of(TIME, runs(1, 2, 3), Stamp.MIDDLE);
    assertArrayEquals(new double[] {75.5}, c.values());
  }

  @Test
  void aGroupStandsAtItsLastStep() {
    Coordinate c = TimeStamps.of(TIME, runs(0, 3), Stamp.LAST);
    assertArrayEquals(new double[] {106}, c.values());
  }

  @Test
  void withoutBoundsTheyReachFromStampToStamp() {
    Bounds b = TimeStamps.of(TIME, runs(0, 1, 2), Stamp.MIDDLE).bounds().orElseThrow();
    assertEquals("time_bnds", b.name());
    assertArrayEquals(new double[] {15.5, 75.5}, b.pairs());
  }

  @Test
  void boundsReachFromTheFirstToTheLast() {
    double[] pairs = {0, 31, 31, 60, 60, 91, 91, 121};
    Coordinate bounded = TIME.withBounds(Optional.of(Bounds.of("tb", pairs)));
    Bounds b = TimeStamps.of(bounded, runs(1, 2), Stamp.MIDDLE).bounds().orElseThrow();
    assertEquals("tb", b.name());
    assertArrayEquals(new double[] {31, 91}, b.pairs());
  }
}
