package org.isobar.error;

/** A backend cannot run work: closed, unreachable, or not able to deliver. */
public class BackendException extends IsobarException {
  private static final long serialVersionUID = 1L;

  public BackendException(String message) {
    super(message);
  }

  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
