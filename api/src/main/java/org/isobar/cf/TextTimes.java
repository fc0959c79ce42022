package org.isobar.cf;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.CalendarException;
import org.isobar.time.Calendar;
import org.isobar.time.DateTime;
import org.isobar.time.TimeReference;

/** Times that a file stores as text, such as {@code 2000-01-24_12:00:00}. */
final class TextTimes {
  private static final Pattern STAMP =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T_ ](\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2}))?)?Z?)?");

  /** What the WRF model calls its times, without any attribute. */
  private static final String WRF = "Times";

  private TextTimes() {}

  /** Whether text is meant to tell times. */
  static boolean isMeant(VariableMetadata v) {
    return Header.axis(v).equals(Optional.of(Axis.T))
        || AxisKinds.lastElement(v.path()).equals(WRF);
  }

  /**
   * A time axis in hours since the first label's day, if all labels are dates of the attributes'
   * calendar.
   */
  static Optional<Coordinate> parse(String name, List<String> labels, Attributes attributes) {
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    try {
      Calendar calendar = Calendar.parse(attributes.text("calendar").orElse(""));
      DateTime[] stamps = new DateTime[labels.size()];
      for (int i = 0; i < stamps.length; i++) {
        Matcher m = STAMP.matcher(labels.get(i).strip());
        if (!m.matches()) {
          return Optional.empty();
        }
        stamps[i] = stamp(calendar, m);
      }
      String units =
          String.format(
              java.util.Locale.ROOT,
              "hours since %04d-%02d-%02d 00:00:00",
              stamps[0].year(),
              stamps[0].month(),
              stamps[0].day());
      TimeReference reference = TimeReference.parse(units, calendar);
      double[] values = new double[stamps.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = reference.encode(stamps[i]);
      }
      Attributes a = attributes.with("units", units).with("calendar", calendar.cfName());
      return Optional.of(
          Coordinate.of(name, Optional.of(Axis.T), DType.FLOAT64, values, a).withTime(reference));
    } catch (CalendarException e) {
      return Optional.empty();
    }
  }

  private static DateTime stamp(Calendar calendar, Matcher m) {
    return new DateTime(
        calendar,
        Integer.parseInt(m.group(1)),
        Integer.parseInt(m.group(2)),
        Integer.parseInt(m.group(3)),
        number(m.group(4)),
        number(m.group(5)),
        number(m.group(6)),
        0);
  }

  private static int number(@org.jspecify.annotations.Nullable String group) {
    return group == null ? 0 : Integer.parseInt(group);
  }
}
