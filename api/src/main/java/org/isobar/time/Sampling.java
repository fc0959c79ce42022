package org.isobar.time;

import java.util.Arrays;

/**
 * How the samples of a time axis lie, where no bounds tell what they stand for; {@link Periods} has
 * the rules.
 */
final class Sampling {
  /** A sample this part of a step off its place is at its place. */
  private static final double SLACK = 0.05;

  private static final long DAY = Calendar.MICROS_PER_DAY;

  /** Distinct instants in order. */
  private final long[] times;

  /** Usual distance; 0 if there is none. */
  private final long step;

  /** 1 or 12 if the samples follow the months or years of the calendar, else 0. */
  private final int stepMonths;

  private final Frequency frequency;
  private final Calendar calendar;

  private Sampling(
      long[] times, long step, int stepMonths, Frequency frequency, Calendar calendar) {
    this.times = times;
    this.step = step;
    this.stepMonths = stepMonths;
    this.frequency = frequency;
    this.calendar = calendar;
  }

  static Sampling of(long[] samples, Frequency frequency, Calendar calendar) {
    long[] times = Arrays.stream(samples).sorted().distinct().toArray();
    if (times.length < 2) {
      return new Sampling(times, 0, 0, frequency, calendar);
    }
    long[] distances = new long[times.length - 1];
    Arrays.setAll(distances, i -> times[i + 1] - times[i]);
    Arrays.sort(distances);
    long median = distances[distances.length / 2];
    boolean constant = distances[0] == median && distances[distances.length * 9 / 10] == median;
    return new Sampling(times, median, constant ? 0 : stepMonths(median), frequency, calendar);
  }

  private static int stepMonths(long distance) {
    if (distance >= 27.5 * DAY && distance <= 31.5 * DAY) {
      return 1;
    }
    return distance >= 353 * DAY && distance <= 368 * DAY ? 12 : 0;
  }

  /** Whether samples lie all over a period; one of them at least lies in it. */
  boolean covers(Interval period) {
    int first = at(period.start());
    int last = at(period.end()) - 1;
    if (step == 0) {
      return false;
    }
    return stepMonths > 0 ? hasAllMonths(first, last) : hasAllSteps(period, first, last);
  }

  private boolean hasAllMonths(int first, int last) {
    long present =
        Arrays.stream(times, first, last + 1)
            .map(
                t -> {
                  DateTime time = DateTime.ofMicros(calendar, t);
                  return Math.floorDiv(time.year() * 12L + time.month() - 1, stepMonths);
                })
            .distinct()
            .count();
    return present >= Math.max(1, frequency.months() / stepMonths);
  }

  private boolean hasAllSteps(Interval period, int first, int last) {
    for (int i = first; i < last; i++) {
      if (times[i + 1] - times[i] > step * 3 / 2) {
        return false;
      }
    }
    double before = (times[first] - period.start()) / (double) step;
    double after = (period.end() - times[last]) / (double) step;
    return before < 1 - SLACK && after <= 1 + SLACK;
  }

  private int at(long time) {
    int found = Arrays.binarySearch(times, time);
    return found >= 0 ? found : -found - 1;
  }
}
