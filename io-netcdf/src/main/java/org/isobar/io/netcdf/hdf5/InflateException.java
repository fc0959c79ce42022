package org.isobar.io.netcdf.hdf5;

/** A deflate stream is malformed. */
final class InflateException extends Exception {
  private static final long serialVersionUID = 1L;

  InflateException(String message) {
    super(message);
  }
}
