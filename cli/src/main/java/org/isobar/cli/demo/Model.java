package org.isobar.cli.demo;

import org.isobar.time.Calendar;

/**
 * A made-up climate model.
 *
 * @param id name, in the characters that the CMIP5 file names allow
 * @param calendar calendar, whose years all have the same length
 * @param referenceYear the year whose 1 January time is counted from
 */
record Model(String id, Calendar calendar, Grid grid, Climate climate, int referenceYear) {
  /** Days from the begin of the reference year to that of another. */
  long daysTo(int year) {
    return calendar.dayNumber(year, 1, 1) - calendar.dayNumber(referenceYear, 1, 1);
  }

  String timeUnits() {
    return "days since " + referenceYear + "-01-01 00:00:00";
  }
}
