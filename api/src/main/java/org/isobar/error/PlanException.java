package org.isobar.error;

/** A computation cannot be planned, for instance because it does not fit the memory budget. */
public class PlanException extends IsobarException {
  private static final long serialVersionUID = 1L;

  public PlanException(String message) {
    super(message);
  }

  public PlanException(String message, Throwable cause) {
    super(message, cause);
  }
}
