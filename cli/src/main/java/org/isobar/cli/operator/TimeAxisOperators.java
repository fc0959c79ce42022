package org.isobar.cli.operator;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.error.CalendarException;
import org.isobar.time.Calendar;
import org.isobar.time.DateTime;
import org.isobar.time.Frequency;
import org.isobar.time.Interval;
import org.isobar.time.TimeReference;

/** Operators that set the time axis or part of it. */
final class TimeAxisOperators {
  private static final String DATE_AND_TIME = "date,time[,";

  private TimeAxisOperators() {}

  static List<Operator> operators() {
    return List.of(
        Operator.unary(
            "settaxis",
            new Parameters(2, 3, DATE_AND_TIME + "increment]"),
            "sets the time axis: the first date, and a step such as 6hours or 1mon (else a day)",
            (call, in) -> axis(call, in.getFirst())),
        Operator.unary(
            "setcalendar",
            Parameters.exactly(1, "calendar"),
            "the same dates in another calendar, such as 365_day",
            (call, in) -> calendar(call, in.getFirst())),
        Operator.unary(
            "setreftime",
            new Parameters(2, 3, DATE_AND_TIME + "units]"),
            "counts time since another date",
            (call, in) -> since(call, in.getFirst())),
        Operator.unary(
            "settunits",
            Parameters.exactly(1, "units"),
            "counts time in seconds, minutes, hours, days, months or years",
            (call, in) -> units(call, in.getFirst())),
        Operator.unary(
            "shifttime",
            Parameters.exactly(1, "length"),
            "moves all time steps by a length such as -3hours or 1mon",
            (call, in) -> shifted(call, in.getFirst())),
        Operator.unary(
            "settbounds",
            Parameters.exactly(1, "frequency"),
            "sets time bounds to those of the hour, day, month or year of each step",
            (call, in) -> bounds(call, in.getFirst())),
        part("setdate", "date", TimeAxisOperators::date),
        part("settime", "time", TimeAxisOperators::clock),
        number("setyear", "year", (d, n) -> in(d, n, d.month(), d.day())),
        number("setmon", "month", (d, n) -> in(d, d.year(), n, d.day())),
        number("setday", "day", (d, n) -> in(d, d.year(), d.month(), n)));
  }

  private static DateTime in(DateTime d, int year, int month, int day) {
    return TimeMoves.in(d.calendar(), year, month, day, d);
  }

  private static Source axis(Call call, Source in) {
    TimeStep step =
        TimeStep.parse(call, call.parameters().size() > 2 ? call.parameters().get(2) : "1day");
    return withoutBounds(
        call,
        in,
        c -> {
          DateTime first = DateWords.dateAndTime(call, 0, TimeMoves.calendar(c));
          TimeReference to = TimeMoves.reference(step.unit(), first);
          double[] values = new double[c.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = to.encode(step.after(first, i));
          }
          return TimeMoves.counted(c, to).withValues(values, Optional.empty());
        });
  }

  private static Source calendar(Call call, Source in) {
    String word = call.parameters().getFirst();
    Calendar calendar = named(call, word);
    return TimeMoves.change(
        call,
        in,
        dated(
            c -> {
              String units = c.time().orElseThrow().text();
              TimeReference to = TimeReference.parse(units, calendar);
              return TimeMoves.moved(
                      c, to, d -> TimeMoves.in(calendar, d.year(), d.month(), d.day(), d))
                  .withAttribute("calendar", word);
            }));
  }

  private static Calendar named(Call call, String word) {
    try {
      return Calendar.parse(word);
    } catch (CalendarException e) {
      throw new CommandException(call.operator(), e);
    }
  }

  private static Source since(Call call, Source in) {
    return TimeMoves.change(
        call,
        in,
        dated(
            c -> {
              String own = c.time().orElseThrow().text().strip().split("\\s+", 2)[0];
              String asked = call.parameters().size() > 2 ? call.parameters().get(2) : own;
              DateTime date = DateWords.dateAndTime(call, 0, TimeMoves.calendar(c));
              return TimeMoves.moved(
                  c, TimeMoves.reference(TimeStep.unit(call, asked), date), d -> d);
            }));
  }

  private static Source units(Call call, Source in) {
    String unit = TimeStep.unit(call, call.parameters().getFirst());
    return TimeMoves.change(
        call,
        in,
        dated(
            c -> {
              TimeReference own = c.time().orElseThrow();
              boolean same = own.text().strip().startsWith(unit);
              TimeReference to = TimeMoves.reference(unit, own.decode(0));
              return same ? c : TimeMoves.moved(c, to, d -> d);
            }));
  }

  private static Source shifted(Call call, Source in) {
    TimeStep step = TimeStep.parse(call, call.parameters().getFirst());
    return TimeMoves.change(
        call, in, dated(c -> TimeMoves.moved(c, c.time().orElseThrow(), d -> step.after(d, 1))));
  }

  private static Source bounds(Call call, Source in) {
    Frequency period =
        switch (TimeStep.unit(call, call.parameters().getFirst())) {
          case "hours" -> Frequency.HOUR;
          case "days" -> Frequency.DAY;
          case "months" -> Frequency.MONTH;
          case "years" -> Frequency.YEAR;
          default -> throw call.refuse("the frequency must be hour, day, month or year");
        };
    return TimeMoves.change(call, in, dated(c -> c.withBounds(Optional.of(periods(c, period)))));
  }

  private static Bounds periods(Coordinate c, Frequency period) {
    TimeReference time = c.time().orElseThrow();
    double[] pairs = new double[2 * c.size()];
    for (int i = 0; i < c.size(); i++) {
      Interval own = period.period(time.calendar(), time.micros(c.value(i)));
      pairs[2 * i] = time.value(own.start());
      pairs[2 * i + 1] = time.value(own.end());
    }
    return Bounds.of(c.bounds().map(Bounds::name).orElse(c.name() + "_bnds"), pairs);
  }

  /** What is made of a date by a word. */
  @FunctionalInterface
  private interface Part {
    DateTime of(Call call, DateTime date, String word);
  }

  private static Operator part(String name, String what, Part part) {
    return Operator.unary(
        name,
        Parameters.exactly(1, what),
        "sets the " + what + " of every time step",
        (call, in) ->
            withoutBounds(
                call,
                in.getFirst(),
                dated(
                    c ->
                        TimeMoves.moved(
                            c,
                            c.time().orElseThrow(),
                            d -> part.of(call, d, call.parameters().getFirst())))));
  }

  /** What is made of a date by a number. */
  @FunctionalInterface
  private interface OfNumber {
    DateTime of(DateTime date, int number);
  }

  private static Operator number(String name, String what, OfNumber number) {
    return part(
        name,
        what,
        (call, d, word) -> {
          List<Integer> one = call.wholeNumbers(word);
          if (one.size() != 1) {
            throw call.refuse("the " + what + " must be a single number, got >" + word + "<");
          }
          return number.of(d, one.getFirst());
        });
  }

  private static DateTime date(Call call, DateTime d, String word) {
    DateTime date = DateWords.date(call, word, d.calendar());
    return in(d, date.year(), date.month(), date.day());
  }

  private static DateTime clock(Call call, DateTime d, String word) {
    return DateTime.ofMicros(
        d.calendar(),
        DateTime.of(d.calendar(), d.year(), d.month(), d.day()).micros()
            + DateWords.micros(call, word));
  }

  /** Axes without dates stay as they are. */
  private static UnaryOperator<Coordinate> dated(UnaryOperator<Coordinate> change) {
    return c -> c.time().isPresent() ? change.apply(c) : c;
  }

  private static Source withoutBounds(Call call, Source in, UnaryOperator<Coordinate> change) {
    boolean bounded =
        in.fields().stream()
            .flatMap(f -> Layout.of(f).time().flatMap(f.coordinates()::of).stream())
            .anyMatch(c -> c.bounds().isPresent());
    if (bounded) {
      call.warn("time bounds do not fit the new dates and are removed");
    }
    return TimeMoves.change(call, in, c -> change.apply(c.withBounds(Optional.empty())));
  }
}
