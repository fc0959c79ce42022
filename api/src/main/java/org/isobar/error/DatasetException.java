package org.isobar.error;

/**
 * A file or dataset cannot be opened, read or written: missing, damaged, changed, or of an
 * unsupported kind.
 */
public class DatasetException extends IsobarException {
  private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    super(message);
  }

  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
