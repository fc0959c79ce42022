package org.isobar.cli.operator;

/** What an operator does with an output file that is there already. */
public enum Existing {
  /** Replaces it at the end, all at once. */
  REPLACE,
  /** Refuses to run unless overwriting is asked for. */
  REFUSE,
  /** Adds to it unless overwriting is asked for: it is read as the first input. */
  APPEND
}
