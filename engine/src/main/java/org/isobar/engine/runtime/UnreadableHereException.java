package org.isobar.engine.runtime;

import org.isobar.error.DatasetException;

/**
 * A file cannot be opened in this process, or is not what it was when the dataset was opened;
 * another process may see another file.
 */
public final class UnreadableHereException extends DatasetException {
  private static final long serialVersionUID = 1L;

  UnreadableHereException(DatasetException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
