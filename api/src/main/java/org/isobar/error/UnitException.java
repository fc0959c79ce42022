package org.isobar.error;

/** Units cannot be parsed or do not convert into each other. */
public class UnitException extends IsobarException {
  private static final long serialVersionUID = 1L;

  public UnitException(String message) {
    super(message);
  }

  public UnitException(String message, Throwable cause) {
    super(message, cause);
  }
}
