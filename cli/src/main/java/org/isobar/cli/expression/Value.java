package org.isobar.cli.expression;

/** What a term comes to. */
public sealed interface Value {

  /** A number: the same in each cell. */
  record Constant(double value) implements Value {}

  /**
   * A field.
   *
   * @param stored whether these are values as a file stores them, not computed ones
   */
  record Field(org.isobar.Field field, boolean stored) implements Value {}
}
