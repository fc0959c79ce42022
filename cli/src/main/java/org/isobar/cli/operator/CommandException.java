package org.isobar.cli.operator;

import org.isobar.error.IsobarException;

/** A command that cannot be carried out as it was given: its message is for the user, in a line. */
public final class CommandException extends IsobarException {
  private static final long serialVersionUID = 1L;
  private final String operator;

  /** A command that is wrong as a whole. */
  public CommandException(String message) {
    this("", message);
  }

  /**
   * @param operator name of the operator that refuses
   */
  public CommandException(String operator, String message) {
    super(message);
    this.operator = operator;
  }

  /** What went wrong inside an operator. */
  public CommandException(String operator, IsobarException cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.operator = operator;
  }

  /** Name of the operator that refuses, empty if it is none. */
  public String operator() {
    return operator;
  }
}
