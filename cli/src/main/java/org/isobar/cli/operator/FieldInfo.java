package org.isobar.cli.operator;

import java.util.List;
import org.isobar.Field;

/** A line for each field of a file in the format of CDO's {@code info}. Means are not weighted. */
final class FieldInfo {
  private static final int DIGITS = 5;
  private static final int NUMBER = 12;

  /** After more lines than these the header comes again. */
  private static final int LONG = 36;

  private final Console console;
  private final boolean names;
  private int fieldNumber;

  FieldInfo(Console console, boolean names) {
    this.console = console;
    this.names = names;
  }

  void print(List<Source> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      header(Integer.toString(-(i + 1)));
      Records records = new Records(console, inputs.get(i).data());
      records.visit(
          p -> {
            Summary summary = new Summary();
            for (int k = 0; k < records.pieces(p); k++) {
              summary.add(records.piece(p, k));
            }
            print(p, records.field(p), records.cells(p), summary);
            return true;
          });
    }
    if (fieldNumber > LONG) {
      header("");
    }
  }

  private void header(String number) {
    console.line(
        CNumbers.right(number, 6)
            + " :       Date     Time   Level Gridsize    Miss :     Minimum        Mean    "
            + " Maximum : Parameter "
            + (names ? "name" : "ID"));
  }

  private void print(Records.Place p, Field f, long cells, Summary summary) {
    fieldNumber++;
    String name = names ? Names.plain(f.name()) : ParameterCode.of(f, p.variable());
    console.line(
        CNumbers.right(Integer.toString(fieldNumber), 6)
            + " :"
            + Dates.indented(p.date())
            + " "
            + CNumbers.right(CNumbers.general(p.level(), 6), 7)
            + " "
            + CNumbers.right(Long.toString(cells), 8)
            + " "
            + CNumbers.right(Long.toString(cells - summary.valid), 7)
            + " :"
            + statistics(summary)
            + " : "
            + CNumbers.left(name, 14));
  }

  private static String statistics(Summary s) {
    if (s.valid == 0) {
      return " ".repeat(21) + "nan" + " ".repeat(12);
    }
    String mean = CNumbers.right(CNumbers.sharp(s.sum / s.valid, DIGITS), NUMBER);
    if (s.valid == 1) {
      return " ".repeat(NUMBER) + mean + " ".repeat(NUMBER);
    }
    return CNumbers.right(CNumbers.sharp(s.least, DIGITS), NUMBER)
        + mean
        + CNumbers.right(CNumbers.sharp(s.greatest, DIGITS), NUMBER);
  }

  /** Number, sum and extremes of the valid cells, added up in their order as CDO does. */
  private static final class Summary {
    private long valid;
    private double sum;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    void add(double[] values) {
      for (double v : values) {
        if (!Double.isNaN(v)) {
          sum = valid == 0 ? v : sum + v;
          valid++;
          // Of zeros of either sign the first one counts.
          least = v < least ? v : least;
          greatest = v > greatest ? v : greatest;
        }
      }
    }
  }
}
