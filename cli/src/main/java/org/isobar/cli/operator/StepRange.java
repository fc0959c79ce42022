package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * Time steps as they are typed: {@code 3}, {@code -1}, {@code 1/10}, {@code 1/10/2}. Numbers count
 * from 1, negative ones from the end.
 */
record StepRange(long first, long last, long every) {

  static StepRange parse(Call call, String text) {
    String[] parts = text.split("/", -1);
    try {
      long first = Long.parseLong(parts[0]);
      long last = parts.length > 1 ? Long.parseLong(parts[1]) : first;
      long every = parts.length > 2 ? Long.parseLong(parts[2]) : 1;
      if (parts.length <= 3 && every > 0) {
        boolean falls = first > last && (first > 0) == (last > 0);
        return falls ? new StepRange(last, first, every) : new StepRange(first, last, every);
      }
    } catch (NumberFormatException e) {
      throw unreadable(call, text);
    }
    throw unreadable(call, text);
  }

  private static CommandException unreadable(Call call, String text) {
    return call.refuse(
        "parameter >"
            + text
            + "< must be a step such as 3 or -1, or first/last or first/last/every");
  }

  /** Positions from 0 on, among so many steps. */
  List<Integer> within(long steps) {
    List<Integer> out = new ArrayList<>();
    long to = Math.min(position(last, steps), steps);
    for (long i = position(first, steps); i <= to; i += every) {
      if (i >= 1) {
        out.add(Math.toIntExact(i - 1));
      }
    }
    return out;
  }

  /** The ends that are no step, as they were typed. */
  List<Long> absent(long steps) {
    return List.of(first, last).stream()
        .filter(n -> position(n, steps) < 1 || position(n, steps) > steps)
        .distinct()
        .toList();
  }

  private static long position(long typed, long steps) {
    return typed < 0 ? steps + 1 + typed : typed;
  }
}
