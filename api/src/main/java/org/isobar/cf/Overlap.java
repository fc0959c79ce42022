package org.isobar.cf;

/** What to do where several files hold the same time steps. */
public enum Overlap {
  /** An error that names the files and the first common step. */
  FAIL,
  /** The file that starts first counts. */
  KEEP_FIRST,
  /** The file that starts last counts. */
  KEEP_LAST
}
