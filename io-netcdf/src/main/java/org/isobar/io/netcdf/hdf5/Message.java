package org.isobar.io.netcdf.hdf5;

/**
 * One message of an object header.
 *
 * @param type one of the constants here
 * @param flags bit 1: the body refers to a message that lies elsewhere
 * @param order creation order, 0 where it is not tracked
 * @param body the message itself
 */
record Message(int type, int flags, int order, Cursor body) {
  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int FILL_OLD = 0x04;
  static final int FILL = 0x05;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int FILTERS = 0x0B;
  static final int ATTRIBUTE = 0x0C;
  static final int CONTINUATION = 0x10;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int SHARED = 0x02;

  boolean shared() {
    return (flags & SHARED) != 0;
  }
}
