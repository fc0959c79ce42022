package org.isobar.engine.plan;

/** Where the result of a fold or an expression goes. */
public sealed interface Destination {
  /** An intermediate that later stages read. */
  record ToIntermediate(int id) implements Destination {}

  /** A result of the plan. */
  record ToResult(int index) implements Destination {}
}
