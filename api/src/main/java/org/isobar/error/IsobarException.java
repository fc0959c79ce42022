package org.isobar.error;

/**
 * The root of every exception that Isobar throws on purpose. Unchecked; the message carries numbers
 * and files.
 */
public class IsobarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IsobarException(String message) {
    super(message);
  }

  public IsobarException(String message, Throwable cause) {
    super(message, cause);
  }
}
