package org.isobar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.coord.Matching;
import org.isobar.data.Dim;
import org.isobar.error.CalendarException;
import org.isobar.error.ShapeException;
import org.isobar.error.UnitException;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Affine;
import org.isobar.op.Arithmetic;
import org.isobar.op.Choose;
import org.isobar.op.Comparison;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.IsMissing;
import org.isobar.op.Logic;
import org.isobar.op.Relabel;
import org.isobar.op.Where;
import org.isobar.unit.Conversion;
import org.isobar.unit.Unit;

/** Arithmetic between fields: checks coordinates, calendars and units when it is asked for. */
final class Elementwise {
  private static final int LONGEST_PROVENANCE = 400;

  private Elementwise() {}

  static Field unary(ElementOp op, Field f) {
    FieldConstruct c = f.construct().withExpr(Map.of(op, f.expr())).unpacked();
    return f.with(meaning(op, c, f.unit()), op.label());
  }

  static Field to(Field f, Unit target) {
    FieldConstruct c = f.construct().withExpr(converted(f.expr(), target)).unpacked();
    return f.with(meaning(new Relabel(target), c, f.unit()), "to " + target);
  }

  static Field relabel(Relabel op, Field f) {
    return f.with(f.construct().withExpr(Map.of(op, f.expr())), op.label());
  }

  static Field withNumber(ElementOp op, Field f, double number, Unit unit) {
    return withNumber(op, f, number, Map.of(op, f.expr(), Field.number(number, unit)));
  }

  /** A number is a shift: what is left of degC is degC, as if its negative were added. */
  static Field minus(Field f, double number) {
    Expr e = Map.of(Arithmetic.SUBTRACT, f.expr(), Field.number(number, f.unit()));
    return withNumber(Arithmetic.SUBTRACT, f, number, labelled(e, f.unit()));
  }

  private static Field withNumber(ElementOp op, Field f, double number, Expr e) {
    FieldConstruct c = f.construct().withExpr(e).unpacked();
    return f.with(meaning(op, c, f.unit()), op.label() + " " + number);
  }

  private static Expr labelled(Expr e, Unit unit) {
    return e.unit().equals(unit) ? e : Map.of(new Relabel(unit), e);
  }

  static Field power(Field f, double exponent) {
    Expr e = Map.of(Arithmetic.POWER, f.expr(), Field.number(exponent, Unit.ONE));
    boolean whole = exponent == Math.rint(exponent) && Math.abs(exponent) <= 100;
    Expr raised = whole ? labelled(e, f.unit().power((int) exponent)) : e;
    FieldConstruct c = f.construct().withExpr(raised).unpacked();
    return f.with(meaning(Arithmetic.POWER, c, f.unit()), "power " + exponent);
  }

  /** The other field in the first one's unit. */
  static Field inUnitOf(Field f, Field other) {
    if (f.unit().equals(other.unit()) || !stated(f.unit()) || !stated(other.unit())) {
      return other;
    }
    if (f.unit().sameAs(other.unit())) {
      return other;
    }
    if (!other.unit().convertible(f.unit())) {
      throw new UnitException(
          "'"
              + f.name()
              + "' in '"
              + f.unit()
              + "' and '"
              + other.name()
              + "' in '"
              + other.unit()
              + "' do not fit together; convert one by to(...), or state the right unit by"
              + " withUnit(...)");
    }
    return new Field(other.construct().withExpr(converted(other.expr(), f.unit())), other.origin());
  }

  /**
   * The same quantity in another field's unit. A difference of temperatures is no temperature: 2 K
   * become 2 degC, not -271.15.
   *
   * @throws UnitException if units do not convert
   */
  static Expr converted(Expr e, Unit target) {
    Conversion c = e.unit().to(target);
    boolean difference = c.offset() != 0 && Differences.is(e);
    return Map.of(new Affine(c.scale(), difference ? 0 : c.offset(), target), e);
  }

  private static boolean stated(Unit u) {
    return !u.equals(Unit.NONE);
  }

  static Field combine(ElementOp op, Field a, Field other) {
    if (isNumber(a) && !isNumber(other)) {
      return ofNumber(op, a, other);
    }
    Field b = Dimensions.matched(a, other);
    CoordinateSet coordinates = align(op.label(), a, b);
    return combined(op, a, b, coordinates, Map.of(op, a.expr(), b.expr()));
  }

  private static boolean isNumber(Field f) {
    return f.expr() instanceof Constant c && c.number();
  }

  /** What stands to the right of a number says what the result is: 1 - cloud cover is clear sky. */
  private static Field ofNumber(ElementOp op, Field number, Field f) {
    FieldConstruct c = f.construct().withExpr(Map.of(op, number.expr(), f.expr())).unpacked();
    return f.with(meaning(op, c, f.unit()), number.name() + " " + op.label());
  }

  /**
   * What is left if a difference is taken from a temperature is a temperature; the difference of
   * two is none.
   */
  static Field minus(Field a, Field other) {
    Field b = Dimensions.matched(a, inUnitOf(a, other));
    CoordinateSet coordinates = align("subtract", a, b);
    Expr plain = Map.of(Arithmetic.SUBTRACT, a.expr(), b.expr());
    boolean was = Differences.is(a.expr());
    boolean shift = !was && Differences.is(b.expr());
    Expr e = shift ? labelled(plain, a.unit()) : plain;
    Field out = combined(Arithmetic.SUBTRACT, a, b, coordinates, e);
    return was || shift
        ? out
        : new Field(
            out.construct().withAttributes(out.attributes().without("standard_name")),
            out.origin());
  }

  private static Field combined(ElementOp op, Field a, Field b, CoordinateSet coordinates, Expr e) {
    FieldConstruct c = a.construct().withExpr(e).withCoordinates(coordinates).unpacked();
    return a.with(meaning(op, c, a.unit()), op.label() + " " + b.name() + provenance(b));
  }

  static Field where(Field f, Field when) {
    Field condition = Dimensions.matched(f, when);
    CoordinateSet coordinates = align("where", f, condition);
    FieldConstruct c =
        f.construct()
            .withExpr(Map.of(new Where(), f.expr(), condition.expr()))
            .withCoordinates(coordinates)
            .unpacked();
    return f.with(c, "where " + condition.name() + provenance(condition));
  }

  static Field where(Field f, Field when, Field other) {
    Field condition = Dimensions.matched(f, when);
    Field otherwise = Dimensions.matched(condition, Dimensions.matched(f, inUnitOf(f, other)));
    align("where", condition, otherwise);
    CoordinateSet both = align("where", f, condition);
    Field joined = new Field(f.construct().withCoordinates(both), f.origin());
    CoordinateSet all = align("where", joined, otherwise);
    FieldConstruct c =
        f.construct()
            .withExpr(Map.of(new Choose(), f.expr(), condition.expr(), otherwise.expr()))
            .withCoordinates(all)
            .unpacked();
    return f.with(
        c,
        "where "
            + condition.name()
            + provenance(condition)
            + " else "
            + otherwise.name()
            + provenance(otherwise));
  }

  /** What was done to the other operand, cut where it grows long: steps nest. */
  private static String provenance(Field f) {
    if (f.origin().steps().isEmpty()) {
      return "";
    }
    String steps = f.origin().steps().toString();
    return steps.length() <= LONGEST_PROVENANCE
        ? steps
        : steps.substring(0, LONGEST_PROVENANCE) + " ...]";
  }

  /** A result that is another quantity loses the names of the old one. */
  private static FieldConstruct meaning(ElementOp op, FieldConstruct c, Unit before) {
    boolean same = c.expr().unit().convertible(before) || c.expr().unit().equals(before);
    return same && !otherQuantity(op)
        ? c
        : c.withAttributes(c.attributes().without("standard_name"));
  }

  private static boolean otherQuantity(ElementOp op) {
    if (op instanceof Elementary e) {
      return switch (e) {
        case NEGATE, ABS, FLOOR, CEIL, TRUNCATE, ROUND, TO_FLOAT -> false;
        case SQUARE, SQRT, RECIPROCAL, EXP, LN, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN -> true;
        case SINH, COSH, TANH, ASINH, ACOSH, ATANH -> true;
      };
    }
    return op instanceof Comparison || op instanceof Logic || op instanceof IsMissing;
  }

  /**
   * The coordinates of the combination. Dimensions of one name must match within 1e-6 relative;
   * nothing is dropped, grown or reordered.
   */
  static CoordinateSet align(String what, Field a, Field b) {
    for (Dim d : b.dims()) {
      Optional<Dim> same = a.dims().stream().filter(x -> x.name().equals(d.name())).findFirst();
      if (same.isPresent()) {
        check(what, a, b, same.get(), d);
      }
    }
    CoordinateSet set = a.coordinates();
    java.util.Map<String, Coordinate> byDim = new LinkedHashMap<>(set.byDim());
    List<Auxiliary> auxiliaries = new ArrayList<>(set.auxiliaries());
    b.coordinates().byDim().forEach(byDim::putIfAbsent);
    for (Auxiliary x : b.coordinates().auxiliaries()) {
      boolean known = auxiliaries.stream().anyMatch(y -> y.name().equals(x.name()));
      boolean fits = a.dims().stream().noneMatch(d -> d.name().equals(x.name()));
      if (!known && fits) {
        auxiliaries.add(x);
      }
    }
    List<Coordinate> scalars = new ArrayList<>(set.scalars());
    scalars.removeIf(s -> byDim.containsKey(s.name()) || selectedElsewhere(s, b));
    return new CoordinateSet(byDim, scalars, auxiliaries);
  }

  /** A level of one field says nothing about what it makes with another level. */
  private static boolean selectedElsewhere(Coordinate scalar, Field b) {
    return !scalar.folded()
        && scalar.axis().filter(Axis.T::equals).isEmpty()
        && b.coordinates().scalars().stream()
            .filter(s -> s.name().equals(scalar.name()))
            .anyMatch(s -> Matching.difference(scalar, s, Matching.DEFAULT_TOLERANCE).isPresent());
  }

  private static void check(String what, Field a, Field b, Dim here, Dim there) {
    String names = what + ": '" + a.name() + "' and '" + b.name() + "'";
    Optional<Coordinate> x = a.coordinates().of(here.name());
    Optional<Coordinate> y = b.coordinates().of(here.name());
    if (x.isPresent()
        && y.isPresent()
        && !x.get().calendar().equals(y.get().calendar())
        && x.get().calendar().isPresent()
        && y.get().calendar().isPresent()) {
      throw new CalendarException(
          names
              + " have calendars "
              + x.get().calendar().get().cfName()
              + " and "
              + y.get().calendar().get().cfName()
              + "; alignTime brings both onto one axis");
    }
    if (here.size() != there.size()) {
      throw new ShapeException(
          names
              + " have "
              + Selection.extent(a, here.name())
              + " and "
              + Selection.extent(b, here.name())
              + "; select the common part first");
    }
    if (x.isPresent() && y.isPresent()) {
      Matching.difference(x.get(), y.get(), Matching.DEFAULT_TOLERANCE)
          .ifPresent(
              d -> {
                throw new ShapeException(
                    names
                        + " differ along '"
                        + here.name()
                        + "': "
                        + d
                        + "; joins match within 1e-6 and never drop, grow or reorder an axis");
              });
    }
  }
}
