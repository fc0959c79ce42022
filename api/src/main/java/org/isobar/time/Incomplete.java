package org.isobar.time;

/**
 * What becomes of a period that the samples do not cover, as a first winter that begins in January.
 */
public enum Incomplete {
  /** It is left out and reported. */
  DROP,
  /** It is computed from the samples there are. */
  KEEP,
  /** It is an error that names the period. */
  FAIL
}
