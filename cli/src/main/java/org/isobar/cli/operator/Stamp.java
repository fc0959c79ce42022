package org.isobar.cli.operator;

import java.util.Locale;

/** Which time stamp stands for a run of time steps. */
public enum Stamp {
  /** That of the first step. */
  FIRST,
  /** That of the step in the middle, or half-way between the two in the middle. */
  MIDDLE,
  /** That of the step in the middle, or of the later of the two in the middle. */
  MIDHIGH,
  /** That of the last step. */
  LAST;

  /** As users type it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
