package org.isobar.unit;

import java.util.List;
import java.util.Objects;
import org.isobar.error.UnitException;
import org.jspecify.annotations.Nullable;

/**
 * A unit of measurement in the syntax of UDUNITS ({@code "kg m-2 s-1"}, {@code "degC"}, {@code
 * "hPa"}), with the spellings that climate files use besides ({@code "m**2"}, {@code "deg C"},
 * {@code "mb"}, {@code "psu"}, {@code "µm"}).
 *
 * <p>A unit keeps the text it came with. Files may say anything as their unit: a text that UDUNITS
 * does not know, that is not linear (decibels), that is ambiguous ({@code "ppt"}), or that counts
 * time from a date, becomes a unit that is not {@link #known()}: it converts to an equal text only.
 * A variable without a unit has {@link #NONE}.
 *
 * <p>Equality is that of the text, since results carry it into their metadata; {@link #sameAs}
 * compares what units mean. Angles have no dimension, as in UDUNITS: {@code "degree"} converts to
 * {@code "1"}. Units are immutable and may be shared between threads.
 */
public final class Unit {
  /** No unit was given. It converts only to itself, and algebra with it gives it again. */
  public static final Unit NONE = new Unit("", null);

  /** The unit of pure numbers, {@code "1"}. */
  public static final Unit ONE = new Unit("1", Definition.DIMENSIONLESS);

  private final String text;
  private final @Nullable Definition definition;

  private Unit(String text, @Nullable Definition definition) {
    this.text = text;
    this.definition = definition;
  }

  /**
   * The unit that a file's text means. Never fails: a text without meaning gives a unit that is not
   * {@link #known()}, a blank one gives {@link #ONE}.
   */
  public static Unit parse(String text) {
    String trimmed = text.strip();
    return trimmed.isEmpty() || trimmed.equals("1")
        ? ONE
        : new Unit(trimmed, UdunitsParser.parse(trimmed));
  }

  /**
   * The unit that a user asks for.
   *
   * @throws UnitException if the text means nothing; the message names similar units
   */
  public static Unit require(String text) {
    Unit unit = parse(text);
    if (!unit.known()) {
      List<String> similar = Suggestions.of(text);
      throw new UnitException(
          "'"
              + text
              + "' is not a unit that UDUNITS knows"
              + (similar.isEmpty() ? "" : "; similar ones are " + String.join(", ", similar)));
    }
    return unit;
  }

  /** Whether the text means something that can be converted; false for {@link #NONE}. */
  public boolean known() {
    return definition != null;
  }

  /** The text as it came, without blanks around it; empty for {@link #NONE}. */
  public String text() {
    return text;
  }

  /**
   * The unit of products of values. A temperature scale counts as its degree: {@code degC} times
   * {@code m} is {@code K m}.
   */
  public Unit times(Unit other) {
    return combine(other, 1);
  }

  /** The unit of quotients of values: {@code m} by {@code s} is {@code m s-1}. */
  public Unit divide(Unit other) {
    return combine(other, -1);
  }

  /**
   * The unit of powers of values, and of their variances (power 2): {@code K2} for {@code K} and
   * for {@code degC}.
   */
  public Unit power(int n) {
    if (n == 1) {
      return this;
    }
    Factors factors = factors();
    return factors == null ? NONE : of(Factors.ONE.times(factors, n));
  }

  /** Whether {@link #root} gives a unit: {@code m2} has a square root, {@code K} has none. */
  public boolean hasRoot(int n) {
    return !root(n).equals(NONE);
  }

  /**
   * The unit of n-th roots of values: {@code m} for {@code m2} and n = 2. UDUNITS has no fractional
   * powers, so the square root of {@code K} is {@link #NONE}.
   */
  public Unit root(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("a root of order " + n + " of unit '" + text + "'");
    }
    Factors factors = factors();
    if (n == 1 || factors == null) {
      return n == 1 ? this : NONE;
    }
    Factors root = factors.root(n);
    if (root == null && definition != null) {
      root = Factors.of(definition).root(n);
    }
    return root == null ? NONE : of(root);
  }

  /**
   * The unit of differences between values: {@code K} for {@code degC}, itself for units without an
   * origin.
   */
  public Unit difference() {
    return (definition == null || definition.offset() == 0) ? this : of(Factors.of(definition));
  }

  /**
   * Whether values of this unit are the same kind of quantity as values of the other: what
   * arithmetic between fields asks before it converts. Units that are not known are convertible to
   * an equal text only. A water flux as mass and as depth are not the same kind of quantity here,
   * though {@link #to} converts them.
   */
  public boolean convertible(Unit to) {
    return (definition == null || to.definition == null)
        ? text.equals(to.text)
        : definition.sameDimension(to.definition);
  }

  /**
   * The conversion of values from this unit into another.
   *
   * <p>Besides what {@link #convertible} allows, masses per area and depths of liquid water convert
   * into each other, as amounts and as fluxes, by its density of 1000 kg m-3: 1 kg m-2 is 1 mm, so
   * {@code "kg m-2 s-1"} to {@code "mm day-1"} has the factor 86400.
   *
   * @throws UnitException if there is none; the message names both units
   */
  public Conversion to(Unit other) {
    if (text.equals(other.text)) {
      return Conversion.IDENTITY;
    }
    if (definition == null || other.definition == null) {
      throw new UnitException(
          "cannot convert "
              + named()
              + " to "
              + other.named()
              + ": the meaning of "
              + (definition == null ? named() : other.named())
              + " is not known");
    }
    if (definition.sameDimension(other.definition)) {
      return definition.to(other.definition);
    }
    Definition water = definition.waterEquivalent();
    if (water != null && water.sameDimension(other.definition)) {
      return water.to(other.definition);
    }
    throw new UnitException(
        "cannot convert "
            + named()
            + " to "
            + other.named()
            + ": the first is of "
            + baseText(definition)
            + ", the second of "
            + baseText(other.definition));
  }

  /**
   * Whether both units mean the same, however they are spelt: {@code "m/s"} and {@code "m s-1"}.
   */
  public boolean sameAs(Unit other) {
    return (definition == null || other.definition == null)
        ? text.equals(other.text)
        : definition.sameAs(other.definition);
  }

  private Unit combine(Unit other, int power) {
    if (other.text.equals(ONE.text)) {
      return this;
    }
    if (equals(ONE) && power == 1) {
      return other;
    }
    Factors mine = factors();
    Factors theirs = other.factors();
    return mine == null || theirs == null ? NONE : of(mine.times(theirs, power));
  }

  private static Unit of(Factors factors) {
    return parse(factors.text());
  }

  /** What algebra works on; null if this unit is not known and no product of names either. */
  private @Nullable Factors factors() {
    if (this.equals(NONE)) {
      return null;
    }
    Factors factors = Factors.of(text);
    if (definition == null) {
      return factors;
    }
    // A scale with an origin counts as its degree in any product, where its own name would bring
    // the origin back.
    boolean plain =
        factors != null
            && definition.offset() == 0
            && factors.powers().keySet().stream().noneMatch(Unit::hasOrigin);
    return plain ? factors : Factors.of(definition);
  }

  private static boolean hasOrigin(String name) {
    Definition definition = UdunitsParser.parse(name);
    return definition != null && definition.offset() != 0;
  }

  private String named() {
    return text.isEmpty() ? "a value without unit" : "'" + text + "'";
  }

  private static String baseText(Definition definition) {
    return "'" + new Factors(1, definition.exponents()).text() + "'";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Unit unit && text.equals(unit.text);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(text);
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }
}
