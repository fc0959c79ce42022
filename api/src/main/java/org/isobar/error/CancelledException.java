package org.isobar.error;

/** A computation was cancelled, by its caller, by an interrupt, or because its deadline passed. */
public class CancelledException extends IsobarException {
  private static final long serialVersionUID = 1L;

  public CancelledException(String message) {
    super(message);
  }
}
