package org.isobar.oracle;

import java.util.List;
import java.util.stream.Stream;

/** Every statistic over every period, cycle and part of the grid, and the arithmetic of cycles. */
final class StatisticOperations {
  private static final List<String> STATISTICS =
      List.of("mean", "avg", "sum", "min", "max", "range", "std", "std1", "var", "var1");
  private static final List<String> OVER =
      List.of(
          "tim", "hour", "day", "mon", "seas", "year", "yday", "ymon", "yseas", "dhour", "fld",
          "zon", "mer");
  private static final List<String> CYCLES = List.of("ymon", "yseas", "yday");
  private static final List<String> SIGNS = List.of("add", "sub", "mul", "div");

  private StatisticOperations() {}

  static List<String> lines() {
    return Stream.of(
            OVER.stream().flatMap(o -> STATISTICS.stream().map(s -> o + s + " FILE")),
            CYCLES.stream()
                .flatMap(c -> SIGNS.stream().map(s -> c + s + " FILE -" + c + "mean FILE")),
            Stream.of("yearmonmean FILE"))
        .flatMap(lines -> lines)
        .toList();
  }
}
