package org.isobar.oracle;

/**
 * One way in which two results differ.
 *
 * @param aspect what of the result: values, absent, extra, steps, dates, axes, text or refusal
 * @param variable the variable, "" where it is the whole result
 * @param words what is there and what should be
 */
record Problem(String aspect, String variable, String words) {
  @Override
  public String toString() {
    return aspect + (variable.isEmpty() ? "" : " of " + variable) + ": " + words;
  }
}
