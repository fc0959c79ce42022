package org.isobar.cli.operator;

import java.util.List;
import java.util.function.DoubleFunction;
import org.isobar.Field;

/** Operators that print the values of all fields. */
final class ValueListings {
  private static final int IN_LINE = 6;
  private static final int WHOLE_IN_LINE = 8;
  private static final int WIDTH = 12;
  private static final int DIGITS = 6;
  private static final int LONG = 8;
  private static final int SHORT = 4;

  private ValueListings() {}

  static List<Operator> operators() {
    return List.of(
        values("output", "values of all fields, six a line", (r, p) -> "", ValueListings::real),
        values(
            "outputext",
            "values, a line about each field before",
            ValueListings::extra,
            ValueListings::real),
        values(
            "outputsrv",
            "values, a line of eight numbers before",
            ValueListings::service,
            ValueListings::real),
        Operator.report(
            "outputint",
            "values of all fields as whole numbers, eight a line",
            (call, in, console) ->
                print(call, in, console, (r, p) -> "", ValueListings::whole, WHOLE_IN_LINE)),
        Operator.report(
            "outputf",
            Parameters.between(1, 2, "format[,number of values a line]"),
            "values of all fields in a format of C, such as %8.4g",
            ValueListings::formatted),
        Tables.operator("outputtab"),
        Tables.operator("outputkey"));
  }

  /** A line before the values of a field, or nothing. */
  @FunctionalInterface
  private interface Heading {
    String of(Records records, Records.Place place);
  }

  private static Operator values(
      String name, String help, Heading heading, DoubleFunction<String> form) {
    return Operator.report(
        name, help, (call, in, console) -> print(call, in, console, heading, form, IN_LINE));
  }

  private static void formatted(Call call, List<Source> inputs, Console console) {
    String text = call.parameters().getFirst();
    CFormat format =
        CFormat.of(text)
            .orElseThrow(
                () ->
                    call.refuse(
                        "format >" + text + "< must have one of %e, %f and %g, such as %8.4g"));
    int inLine = call.parameters().size() > 1 ? call.wholeNumbers(1).getFirst() : 1;
    print(call, inputs, console, (r, p) -> "", format::apply, Math.max(1, inLine));
  }

  private static void print(
      Call call,
      List<Source> inputs,
      Console console,
      Heading heading,
      DoubleFunction<String> form,
      int inLine) {
    for (Source source : inputs) {
      refuseManyGrids(call, Contents.of(call, source));
      FillNumbers fill = new FillNumbers(source);
      Records records = new Records(console, source.data());
      records.visit(
          p -> {
            String head = heading.of(records, p);
            if (!head.isEmpty()) {
              console.line(head);
            }
            Lines lines = new Lines(console, inLine);
            double missing = fill.of(records.field(p));
            for (int k = 0; k < records.pieces(p); k++) {
              for (double v : records.piece(p, k)) {
                lines.add(form.apply(Double.isNaN(v) ? missing : v));
              }
            }
            lines.end();
            return true;
          });
    }
  }

  /** Values of several grids in a row are told apart by nothing. */
  static void refuseManyGrids(Call call, Contents contents) {
    if (contents.grids().size() > 1) {
      List<String> names = contents.fields().stream().map(Field::name).toList();
      throw call.refuse(
          "the variables "
              + names
              + " are on "
              + contents.grids().size()
              + " different grids; choose those of one by -selname");
    }
  }

  /** Words, so many a line. */
  private static final class Lines {
    private final Console console;
    private final int inLine;
    private final StringBuilder now = new StringBuilder();
    private int count;

    Lines(Console console, int inLine) {
      this.console = console;
      this.inLine = inLine;
    }

    void add(String word) {
      if (count == inLine) {
        end();
        now.setLength(0);
        count = 0;
      }
      now.append(word);
      count++;
    }

    void end() {
      console.line(now.toString());
    }
  }

  private static String real(double v) {
    return " " + CNumbers.right(CNumbers.general(v, DIGITS), WIDTH);
  }

  /** What C makes of a number: towards zero, and the least one where it does not fit. */
  private static String whole(double v) {
    boolean fits = v > Integer.MIN_VALUE - 1.0 && v < Integer.MAX_VALUE + 1.0;
    return " " + CNumbers.right(Integer.toString(fits ? (int) v : Integer.MIN_VALUE), LONG);
  }

  private static String extra(Records records, Records.Place p) {
    return CNumbers.right(day(p), LONG)
        + " "
        + CNumbers.right(code(records, p), SHORT)
        + " "
        + CNumbers.right(CNumbers.general(p.level(), DIGITS), LONG)
        + " "
        + CNumbers.right(Long.toString(records.cells(p)), LONG);
  }

  private static String service(Records records, Records.Place p) {
    FieldShape shape = FieldShape.of(records.field(p));
    long rows = shape.layout().y().isPresent() && shape.layout().x().isPresent() ? shape.rows() : 1;
    return CNumbers.right(code(records, p), SHORT)
        + " "
        + CNumbers.right(CNumbers.general(p.level(), DIGITS), LONG)
        + " "
        + CNumbers.right(day(p), LONG)
        + " "
        + CNumbers.right(time(p), SHORT)
        + " "
        + CNumbers.right(Long.toString(records.cells(p) / rows), LONG)
        + " "
        + CNumbers.right(Long.toString(rows), LONG)
        + " 0 0";
  }

  private static String code(Records records, Records.Place p) {
    return ParameterCode.code(records.field(p), p.variable());
  }

  /** The date as a number: 20000116. */
  private static String day(Records.Place p) {
    String day = p.date().substring(0, p.date().indexOf(' '));
    String sign = day.startsWith("-") ? "-" : "";
    return sign + Long.parseLong(day.replace("-", ""));
  }

  /** The time as a number: 63000 at half past six. */
  private static String time(Records.Place p) {
    String time = p.date().substring(p.date().indexOf(' ') + 1);
    return Long.toString(Long.parseLong(time.replace(":", "")));
  }
}
