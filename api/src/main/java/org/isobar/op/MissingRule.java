package org.isobar.op;

import org.isobar.error.ShapeException;

/**
 * What a reduction does with missing cells.
 *
 * @param skip whether missing cells are left out; otherwise one missing cell makes the result
 *     missing
 * @param minCount smallest number of valid cells that gives a result; at least 1
 */
public record MissingRule(boolean skip, long minCount) {
  /** Leave missing cells out; one valid cell is enough. */
  public static final MissingRule SKIP = new MissingRule(true, 1);

  /** One missing cell makes the result missing. */
  public static final MissingRule STRICT = new MissingRule(false, 1);

  public MissingRule {
    if (minCount < 1) {
      throw new ShapeException("minCount must be at least 1, got " + minCount);
    }
  }
}
