package org.isobar.error;

/** Calendars do not fit together, or a date does not exist in its calendar. */
public class CalendarException extends IsobarException {
  private static final long serialVersionUID = 1L;

  public CalendarException(String message) {
    super(message);
  }

  public CalendarException(String message, Throwable cause) {
    super(message, cause);
  }
}
