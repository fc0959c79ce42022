package org.isobar.io.netcdf.hdf5;

/**
 * An attribute message, its value still in the file's form.
 *
 * @param data the value's bytes
 */
record RawAttribute(String name, Datatype type, Dataspace space, Cursor data) {
  private static final int SHARED_TYPE = 1;
  private static final int SHARED_SPACE = 2;

  static RawAttribute parse(Cursor c) {
    int version = c.version(1, 3);
    int flags = c.u8();
    int nameSize = c.u16();
    int typeSize = c.u16();
    int spaceSize = c.u16();
    if (version == 3) {
      c.u8(); // character set of the name: ASCII is UTF-8 as well
    }
    boolean padded = version == 1;
    String name = c.text(padded(nameSize, padded));
    Cursor type = c.slice(padded(typeSize, padded), "datatype of attribute '" + name + "'");
    Cursor space = c.slice(padded(spaceSize, padded), "dataspace of attribute '" + name + "'");
    H5Structure in = c.structure();
    if (version > 1 && (flags & SHARED_TYPE) != 0) {
      type = ObjectHeader.shared(in, type, Message.DATATYPE);
    }
    if (version > 1 && (flags & SHARED_SPACE) != 0) {
      space = ObjectHeader.shared(in, space, Message.DATASPACE);
    }
    Datatype datatype = Datatype.parse(type);
    Dataspace dataspace = Dataspace.parse(space);
    long count = dataspace.size(in);
    if (count > c.remaining() / datatype.size()) {
      throw in.damaged(
          "attribute '" + name + "' of " + count + " values is larger than its message");
    }
    Cursor data = c.slice(count * datatype.size(), "attribute '" + name + "'");
    return new RawAttribute(name, datatype, dataspace, data);
  }

  private static int padded(int size, boolean padded) {
    return padded ? size + 7 & ~7 : size;
  }
}
