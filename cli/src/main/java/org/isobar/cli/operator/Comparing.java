package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobar.Field;

/** Compares two inputs field by field, and prints a line for each field that differs. */
final class Comparing {
  private static final int DIGITS = 5;
  private static final int NUMBER = 12;
  private static final double NOTABLE = 1e-3;
  private final Call call;
  private final Console console;
  private final boolean names;
  private double absolute;
  private double notable = NOTABLE;
  private double relative = 1;
  private long most = Long.MAX_VALUE;
  private String pairing = "";
  private long fields;
  private long different;
  private long notably;
  private boolean headed;

  private Comparing(Call call, Console console, boolean names) {
    this.call = call;
    this.console = console;
    this.names = names;
    call.parameters().forEach(this::option);
  }

  static List<Operator> operators() {
    return List.of(
        operator("diff", "compares two files field by field; variables by number", false),
        operator("diffn", "as diff; variables by name", true),
        operator("diffv", "as diffn", true));
  }

  private static Operator operator(String name, String help, boolean names) {
    return Operator.check(
        name,
        Parameters.atLeast(0, "abslim=...,rellim=...,maxcount=...,names=left|right|intersect"),
        help + "; exit code 1 if they differ",
        (call, in, console) ->
            new Comparing(call, console, names).same(in.get(0).data(), in.get(1).data()));
  }

  private void option(String word) {
    String[] parts = word.split("=", 2);
    if (parts.length != 2) {
      throw call.refuse("parameter >" + word + "< must be key=value");
    }
    switch (parts[0]) {
      case "abslim" -> absolute = number(parts[1]);
      case "abslim2" -> notable = number(parts[1]);
      case "rellim" -> relative = number(parts[1]);
      case "maxcount" -> {
        int count = call.wholeNumbers(parts[1]).getFirst();
        most = count > 0 ? count : Long.MAX_VALUE;
      }
      case "names" -> pairing = parts[1];
      default ->
          throw call.refuse(
              "parameter >" + parts[0] + "< is none of abslim, abslim2, rellim, maxcount, names");
    }
  }

  private double number(String text) {
    return new Call(call.operator(), List.of(text), call.values(), call.settings(), call.warnings())
        .number(0);
  }

  /** Whether no field differs. */
  private boolean same(List<Field> left, List<Field> right) {
    Map<Integer, Integer> partner = pairs(left, right);
    List<Field> first = partner.keySet().stream().map(left::get).toList();
    List<Field> second = partner.values().stream().map(right::get).toList();
    List<Integer> places = List.copyOf(partner.keySet());
    for (int i = 0; i < first.size(); i++) {
      refuseOtherShape(first.get(i), second.get(i));
    }
    Records a = new Records(console, first);
    Records b = new Records(console, second);
    long steps = Math.min(a.steps(), b.steps());
    a.visit(
        p -> {
          if (p.step() >= steps) {
            return false;
          }
          compare(a, b, p, places.get(p.variable()));
          return different < most;
        });
    if (different > 0) {
      console.line("  " + different + " of " + fields + " records differ");
      if (different != notably && absolute < notable) {
        String limit = CNumbers.general(notable, 6);
        console.line("  " + notably + " of " + fields + " records differ more than " + limit);
      }
    }
    if (a.steps() != b.steps()) {
      boolean more = a.steps() > b.steps();
      call.warn(
          "the "
              + (more ? "first" : "second")
              + " input has more time steps than the "
              + (more ? "second" : "first")
              + ": "
              + a.steps()
              + " and "
              + b.steps());
    }
    return different == 0;
  }

  // ---- which variable is compared with which

  private Map<Integer, Integer> pairs(List<Field> left, List<Field> right) {
    if (!pairing.isEmpty()) {
      return byName(left, right);
    }
    if (left.size() != right.size()) {
      throw call.refuse(
          "the inputs have "
              + left.size()
              + " and "
              + right.size()
              + " variables: "
              + list(left)
              + " and "
              + list(right)
              + "; names=intersect compares those of both");
    }
    Map<Integer, Integer> out = new LinkedHashMap<>();
    List<String> unlike = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      out.put(i, i);
      if (!plain(left, i).equals(plain(right, i))) {
        unlike.add(plain(left, i) + " with " + plain(right, i));
      }
    }
    if (!unlike.isEmpty()) {
      call.warn("the names of the variables differ: " + String.join(", ", unlike));
    }
    return out;
  }

  private Map<Integer, Integer> byName(List<Field> left, List<Field> right) {
    if (!List.of("left", "right", "intersect").contains(pairing)) {
      throw call.refuse("names must be left, right or intersect, not >" + pairing + "<");
    }
    List<String> others = list(right);
    Map<Integer, Integer> out = new LinkedHashMap<>();
    for (int i = 0; i < left.size(); i++) {
      int at = others.indexOf(plain(left, i));
      if (at >= 0) {
        out.put(i, at);
      }
    }
    int wanted =
        switch (pairing) {
          case "left" -> left.size();
          case "right" -> right.size();
          default -> Math.max(1, out.size());
        };
    if (out.size() < wanted) {
      throw call.refuse(
          "names=" + pairing + ": the inputs have " + list(left) + " and " + list(right));
    }
    return out;
  }

  private static String plain(List<Field> all, int i) {
    return Names.plain(all.get(i).name());
  }

  private static List<String> list(List<Field> all) {
    return all.stream().map(f -> Names.plain(f.name())).toList();
  }

  private void refuseOtherShape(Field a, Field b) {
    FieldShape one = FieldShape.of(a);
    FieldShape two = FieldShape.of(b);
    if (one.cells() != two.cells() || one.levels() != two.levels()) {
      throw call.refuse(
          "variable "
              + a.name()
              + " has "
              + one.levels()
              + " levels of "
              + one.cells()
              + " cells, its partner "
              + b.name()
              + " "
              + two.levels()
              + " of "
              + two.cells());
    }
  }

  // ---- values

  /** How two fields differ. */
  private static final class Difference {
    private long missingLeft;
    private long missingRight;
    private long count;
    private boolean signs;
    private boolean zero;
    private double absolute;
    private double relative;

    void add(double[] left, double[] right) {
      for (int i = 0; i < left.length; i++) {
        boolean noLeft = Double.isNaN(left[i]);
        boolean noRight = Double.isNaN(right[i]);
        missingLeft += noLeft ? 1 : 0;
        missingRight += noRight ? 1 : 0;
        if (noLeft != noRight) {
          count++;
          relative = 1;
        } else if (!noLeft) {
          add(left[i], right[i]);
        }
      }
    }

    private void add(double a, double b) {
      double off = Math.abs(a - b);
      count += off > 0 ? 1 : 0;
      absolute = Math.max(absolute, off);
      double product = a * b;
      signs |= product < 0;
      zero |= product == 0;
      if (product > 0) {
        relative = Math.max(relative, off / Math.max(Math.abs(a), Math.abs(b)));
      }
    }
  }

  private void compare(Records a, Records b, Records.Place p, int place) {
    Difference d = new Difference();
    for (int k = 0; k < a.pieces(p); k++) {
      d.add(a.piece(p, k), b.piece(p, k));
    }
    fields++;
    boolean far = d.relative >= relative;
    if (d.absolute > absolute || far) {
      different++;
      print(a.field(p), a.cells(p), p, place, d);
    }
    if (d.absolute > notable || far) {
      notably++;
    }
  }

  private void print(Field f, long cells, Records.Place p, int place, Difference d) {
    if (console.silent()) {
      return;
    }
    if (!headed) {
      headed = true;
      console.line(
          "               Date     Time   Level Gridsize    Miss    Diff : S Z  Max_Absdiff"
              + " Max_Reldiff : Parameter "
              + (names ? "name" : "ID"));
    }
    String name = names ? Names.plain(f.name()) : ParameterCode.of(f, place);
    console.line(
        CNumbers.right(Long.toString(fields), 6)
            + " :"
            + Dates.indented(p.date())
            + " "
            + CNumbers.right(CNumbers.general(p.level(), 6), 7)
            + " "
            + CNumbers.right(Long.toString(cells), 8)
            + " "
            + CNumbers.right(Long.toString(Math.max(d.missingLeft, d.missingRight)), 7)
            + " "
            + CNumbers.right(Long.toString(d.count), 7)
            + " : "
            + (d.signs ? "T " : "F ")
            + (d.zero ? "T " : "F ")
            + CNumbers.right(CNumbers.sharp(d.absolute, DIGITS), NUMBER)
            + CNumbers.right(CNumbers.sharp(d.relative, DIGITS), NUMBER)
            + " : "
            + CNumbers.left(name, 11));
  }
}
