package org.isobar.error;

/** Dimensions, shapes or coordinates do not fit the operation. */
public class ShapeException extends IsobarException {
  private static final long serialVersionUID = 1L;

  public ShapeException(String message) {
    super(message);
  }

  public ShapeException(String message, Throwable cause) {
    super(message, cause);
  }
}
