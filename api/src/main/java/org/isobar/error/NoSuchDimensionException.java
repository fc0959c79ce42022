package org.isobar.error;

/** A field does not have the dimension or axis that an operation asks for. */
public class NoSuchDimensionException extends ShapeException {
  private static final long serialVersionUID = 1L;

  public NoSuchDimensionException(String message) {
    super(message);
  }
}
