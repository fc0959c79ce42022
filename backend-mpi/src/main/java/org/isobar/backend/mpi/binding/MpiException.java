package org.isobar.backend.mpi.binding;

import org.isobar.error.BackendException;

/** A call of the MPI library failed. Carries its error code; the message has the library's text. */
public final class MpiException extends BackendException {
  private static final long serialVersionUID = 1L;
  private final int code;

  MpiException(String function, int code, String text) {
    super(function + " failed with code " + code + ": " + text);
    this.code = code;
  }

  /** The code that the library returned; its class is the same in no two libraries. */
  public int code() {
    return code;
  }
}
