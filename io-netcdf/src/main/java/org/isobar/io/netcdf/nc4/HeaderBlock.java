package org.isobar.io.netcdf.nc4;

/** The header of one object, in one piece: version 2, with attributes in creation order. */
final class HeaderBlock {
  /** The size of a message has 16 bits. */
  static final int LARGEST_MESSAGE = 0xFFFF;

  private static final int CONSTANT = 0x01;
  private static final int DO_NOT_SHARE = 0x04;
  private static final int FOUR_BYTES_OF_SIZE = 2;
  private static final int ORDER_TRACKED = 0x04;
  private static final int ORDER_INDEXED = 0x08;

  private final Bytes messages = new Bytes();
  private int attributes;

  HeaderBlock add(int type, Bytes body) {
    return add(type, body, 0, 0);
  }

  /** A message that never changes while the object lives. */
  HeaderBlock addConstant(int type, Bytes body) {
    return add(type, body, CONSTANT, 0);
  }

  HeaderBlock addAttributeInfo(int count) {
    return add(Messages.ATTRIBUTE_INFO, Messages.attributeInfo(count), DO_NOT_SHARE, 0);
  }

  HeaderBlock addAttribute(EncodedAttribute a) {
    return add(Messages.ATTRIBUTE, Messages.attribute(a), 0, attributes++);
  }

  private HeaderBlock add(int type, Bytes body, int flags, int order) {
    if (body.size() > LARGEST_MESSAGE) {
      throw new IllegalStateException("a message of " + body.size() + " bytes");
    }
    messages.u8(type).u16(body.size()).u8(flags).u16(order).raw(body);
    return this;
  }

  Bytes bytes() {
    return new Bytes()
        .ascii("OHDR")
        .u8(2)
        .u8(FOUR_BYTES_OF_SIZE | ORDER_TRACKED | ORDER_INDEXED)
        .u32(messages.size())
        .raw(messages)
        .checksum();
  }
}
