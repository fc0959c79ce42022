package org.isobar.cli.operator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableRef;
import org.isobar.expr.Expr;
import org.isobar.expr.Read;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.isobar.time.Calendar;
import org.isobar.time.TimeReference;

/** Variables, grids, levels and time steps in the format of CDO's {@code sinfo}. */
final class ShortInfo {
  private static final int DATES_IN_LINE = 4;
  private static final int DATES_AT_EACH_END = 60;
  private static final int DOTS_IN_LINE = 80;
  private final Console console;
  private final boolean names;

  ShortInfo(Console console, boolean names) {
    this.console = console;
    this.names = names;
  }

  void print(Call call, List<Source> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      FileMetadata header = Formats.header(inputs.get(i));
      console.line("   File format : " + Formats.of(inputs.get(i)));
      console.line(
          CNumbers.right(Integer.toString(-(i + 1)), 6)
              + " : Institut Source   T Steptype Levels Num    Points Num Dtype : Parameter "
              + (names ? "name" : "ID"));
      variables(call, inputs.get(i), header);
    }
  }

  private void variables(Call call, Source source, FileMetadata header) {
    Contents contents = Contents.of(call, source);
    String makers = Makers.of(source.dataset().attributes());
    for (int i = 0; i < contents.fields().size(); i++) {
      variable(contents, i, makers, header);
    }
    section("Grid coordinates", contents.grids().stream().map(GridWords::of).toList());
    section("Vertical coordinates", contents.levels().stream().map(GridWords::of).toList());
    contents.time().ifPresent(t -> time(t, header));
  }

  private void variable(Contents contents, int index, String makers, FileMetadata header) {
    Field f = contents.fields().get(index);
    Layout layout = Layout.of(f);
    boolean varies =
        layout.time().isPresent()
            || f.coordinates().scalar(Axis.T).filter(Coordinate::folded).isPresent();
    console.line(
        CNumbers.right(Integer.toString(index + 1), 6)
            + " : "
            + makers
            + (varies ? "v " : "c ")
            + CNumbers.left(stepType(f), 8)
            + CNumbers.right(Long.toString(Layout.cells(f, layout.levels())), 7)
            + CNumbers.right(Integer.toString(contents.levelOf().get(index) + 1), 4)
            + CNumbers.right(Long.toString(Layout.cells(f, layout.horizontal(f))), 10)
            + CNumbers.right(Integer.toString(contents.gridOf().get(index) + 1), 4)
            + "  "
            + CNumbers.left(storage(f.expr(), header), 5)
            + ": "
            + CNumbers.left(names ? Names.plain(f.name()) : ParameterCode.of(f, index), 14));
  }

  /** Only of what was computed here: of a file CDO does not look at cell_methods. */
  private static String stepType(Field f) {
    if (isStored(f.expr())) {
      return "instant";
    }
    String methods = f.attributes().text("cell_methods").orElse("");
    String time = methods.substring(methods.lastIndexOf("time:") + 1);
    if (methods.contains("time: ")) {
      if (time.startsWith("ime: mean")) {
        return "avg";
      }
      if (time.startsWith("ime: minimum")) {
        return "min";
      }
      if (time.startsWith("ime: maximum")) {
        return "max";
      }
      if (time.startsWith("ime: sum")) {
        return "sum";
      }
      if (time.startsWith("ime: range")) {
        return "range";
      }
    }
    return "instant";
  }

  private static String storage(Expr e, FileMetadata header) {
    return switch (e) {
      case Read r -> words(stored(r.variable(), header)) + (r.variable().compressed() ? "z" : "");
      case Select s -> storage(s.input(), header);
      case Take t -> storage(t.input(), header);
      default -> words(e.dtype());
    };
  }

  private static DType stored(VariableRef v, FileMetadata header) {
    boolean unsigned =
        header
            .variable(v.path())
            .flatMap(h -> h.attributes().text("_Unsigned"))
            .filter("true"::equalsIgnoreCase)
            .isPresent();
    return unsigned && v.storage() == DType.INT8 ? DType.UINT8 : v.storage();
  }

  private static boolean isStored(Expr e) {
    return switch (e) {
      case Read r -> true;
      case Select s -> isStored(s.input());
      case Take t -> isStored(t.input());
      default -> false;
    };
  }

  private static String words(DType type) {
    String kind = type.floating() ? "F" : type.signed() ? "I" : "U";
    return kind + 8 * type.bytes();
  }

  private void section(String title, List<List<String>> entries) {
    console.line("   " + title + " :");
    for (int i = 0; i < entries.size(); i++) {
      List<String> lines = entries.get(i);
      console.line(CNumbers.right(Integer.toString(i + 1), 6) + " : " + lines.getFirst());
      lines.subList(1, lines.size()).forEach(console::line);
    }
  }

  private void time(Coordinate time, FileMetadata header) {
    console.line("   Time coordinate :");
    String steps = time.size() + (time.size() == 1 ? " step" : " steps");
    console.line(CNumbers.right(name(time, header), 33) + " : " + steps);
    time.time().filter(r -> !isAbsolute(time)).ifPresent(r -> console.line(referenceLine(time, r)));
    console.line("  YYYY-MM-DD hh:mm:ss".repeat(DATES_IN_LINE));
    dates(time);
  }

  /** Steps that no variable of the file counts are called time. */
  private static String name(Coordinate time, FileMetadata header) {
    boolean dimension = header.dims().stream().anyMatch(d -> d.name().equals(time.name()));
    return dimension && header.variable(time.name()).isEmpty() ? "time" : time.name();
  }

  /** Dates written as numbers count from no date. */
  private static boolean isAbsolute(Coordinate time) {
    return time.attributes().text("units").orElse("").contains(" as ");
  }

  private static String referenceLine(Coordinate time, TimeReference reference) {
    return "     RefTime =  "
        + Dates.of(time.withValues(new double[1], Optional.empty()), 0)
        + "  Units = "
        + unit(time)
        + "  Calendar = "
        + calendar(time, reference.calendar())
        + (time.bounds().isPresent() ? "  Bounds = true" : "");
  }

  /** The unit of a time axis in CDO's words: always the plural. */
  private static String unit(Coordinate time) {
    String first = time.attributes().text("units").orElse("").strip().replaceFirst("\\s.*", "");
    String word = first.toLowerCase(Locale.ROOT);
    for (String known : List.of("second", "minute", "hour", "day", "month", "year")) {
      if (word.startsWith(known) || known.startsWith(word)) {
        return known + "s";
      }
    }
    return first;
  }

  private static String calendar(Coordinate time, Calendar calendar) {
    Optional<String> told = time.attributes().text("calendar").filter("gregorian"::equals);
    return switch (calendar) {
      case STANDARD -> told.orElse(calendar.cfName());
      case NOLEAP -> "365_day";
      case ALL_LEAP -> "366_day";
      default -> calendar.cfName();
    };
  }

  private void dates(Coordinate time) {
    int n = time.size();
    int head = Math.min(n, DATES_AT_EACH_END);
    int left = Math.max(head, n - DATES_AT_EACH_END);
    // The last lines are full ones: they begin where lines would without a gap.
    int tail = Math.min(n, Math.ceilDiv(left, DATES_IN_LINE) * DATES_IN_LINE);
    if (tail == head) {
      dates(time, 0, n);
    } else {
      dates(time, 0, head);
      dots(left - head);
      dates(time, tail, n);
    }
  }

  private void dates(Coordinate time, int from, int to) {
    for (int i = from; i < to; i += DATES_IN_LINE) {
      StringBuilder line = new StringBuilder();
      for (int k = i; k < Math.min(to, i + DATES_IN_LINE); k++) {
        line.append("  ").append(Dates.of(time, k));
      }
      console.line(line.toString());
    }
  }

  /** A dot for each step in between; after each full line a dot stands for ten times as many. */
  private void dots(int steps) {
    int every = 1;
    int count = 0;
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < steps; i++) {
      if (count % every == 0) {
        if (line.length() == DOTS_IN_LINE) {
          console.line("   " + line);
          line.setLength(0);
          count = 0;
          every *= 10;
        }
        line.append('.');
      }
      count++;
    }
    if (!line.isEmpty()) {
      console.line("   " + line);
    }
  }
}
