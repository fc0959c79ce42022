package org.isobar.cli.operator;

/**
 * How many parameters an operator takes.
 *
 * @param usage names of the parameters, as help shows them; empty if there are none
 */
public record Parameters(int least, int most, String usage) {
  public static final Parameters NONE = new Parameters(0, 0, "");

  static Parameters exactly(int count, String usage) {
    return new Parameters(count, count, usage);
  }

  static Parameters atLeastOne(String usage) {
    return atLeast(1, usage);
  }

  static Parameters atLeast(int count, String usage) {
    return new Parameters(count, Integer.MAX_VALUE, usage);
  }

  static Parameters between(int least, int most, String usage) {
    return new Parameters(least, most, usage);
  }

  /** Whether an operator takes so many parameters. */
  public boolean accepts(int count) {
    return count >= least && count <= most;
  }
}
