package org.isobar;

/**
 * What the cells of a reduction count. Cells whose weight is missing or 0 do not take part; means
 * are renormalised over the cells that do.
 */
public sealed interface Weights {
  /** Areas of the cells, from the bounds of latitude and longitude; see {@link Field#areaMean}. */
  static Weights area() {
    return new Area();
  }

  /**
   * Lengths of the samples in time, from their bounds or, where there are none, from the calendar.
   */
  static Weights timeLength() {
    return new TimeLength();
  }

  /**
   * The values of a field whose dimensions are among those of the weighted one: a file's own cell
   * areas, a population.
   */
  static Weights of(Field field) {
    return new Values(field);
  }

  /** These weights times a fraction: a land-sea mask. A field in {@code %} is divided by 100. */
  default Weights times(Field fractionOrPercent) {
    return new Product(this, new Values(fractionOrPercent));
  }

  record Area() implements Weights {}

  record TimeLength() implements Weights {}

  record Values(Field field) implements Weights {}

  record Product(Weights first, Weights second) implements Weights {}
}
