package org.isobar.io.netcdf.nc4;

import java.nio.charset.StandardCharsets;

/** Messages of object headers, in the versions that HDF5 1.8 writes. */
final class Messages {
  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int FILL = 0x05;
  static final int LINK = 0x06;
  static final int LAYOUT = 0x08;
  static final int GROUP_INFO = 0x0A;
  static final int FILTERS = 0x0B;
  static final int ATTRIBUTE = 0x0C;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int ORDER_TRACKED_AND_INDEXED = 3;
  private static final int SCALAR = 0;
  private static final int SIMPLE = 1;
  private static final int EMPTY = 2;
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int OPTIONAL = 1;

  private Messages() {}

  static Bytes scalar() {
    return new Bytes().u8(2).u8(0).u8(0).u8(SCALAR);
  }

  /** The space of an attribute without values. */
  static Bytes empty() {
    return new Bytes().u8(2).u8(0).u8(0).u8(EMPTY);
  }

  /**
   * The extents of an array.
   *
   * @param max largest extents, {@link Bytes#UNDEFINED} for unlimited ones
   */
  static Bytes space(long[] shape, long[] max) {
    if (shape.length == 0) {
      return scalar();
    }
    Bytes out = new Bytes().u8(2).u8(shape.length).u8(1).u8(SIMPLE);
    for (long s : shape) {
      out.u64(s);
    }
    for (long m : max) {
      out.u64(m);
    }
    return out;
  }

  static Bytes space(long size) {
    return space(new long[] {size}, new long[] {size});
  }

  /**
   * What unwritten cells hold.
   *
   * @param value one stored value; empty for HDF5's own default
   */
  static Bytes fill(boolean chunked, byte[] value) {
    int written = chunked ? 3 : 2; // when: chunk by chunk, or late
    int ifSet = 2 << 2;
    if (value.length == 0) {
      return new Bytes().u8(3).u8(written | ifSet);
    }
    return new Bytes().u8(3).u8(written | ifSet | 0x20).u32(value.length).raw(value);
  }

  static Bytes contiguous(long address, long bytes) {
    return new Bytes().u8(3).u8(1).u64(address).u64(bytes);
  }

  /**
   * Chunks found by a B-tree.
   *
   * @param tree its address, {@link Bytes#UNDEFINED} if there are no chunks
   */
  static Bytes chunked(long tree, long[] chunk, int valueBytes) {
    Bytes out = new Bytes().u8(3).u8(2).u8(chunk.length + 1).u64(tree);
    for (long c : chunk) {
      out.u32(c);
    }
    return out.u32(valueBytes);
  }

  /** Shuffle, which single bytes do not need, and deflate. */
  static Bytes filters(int valueBytes, int level) {
    boolean shuffle = valueBytes > 1;
    Bytes out = new Bytes().u8(2).u8(shuffle ? 2 : 1);
    if (shuffle) {
      out.u16(SHUFFLE).u16(OPTIONAL).u16(1).u32(valueBytes);
    }
    return out.u16(DEFLATE).u16(OPTIONAL).u16(1).u32(level);
  }

  /** Says that attributes lie in the header and keep their order. */
  static Bytes attributeInfo(int attributes) {
    return new Bytes()
        .u8(0)
        .u8(ORDER_TRACKED_AND_INDEXED)
        .u16(attributes)
        .u64(Bytes.UNDEFINED)
        .u64(Bytes.UNDEFINED)
        .u64(Bytes.UNDEFINED);
  }

  static Bytes attribute(EncodedAttribute a) {
    byte[] name = a.name().getBytes(StandardCharsets.UTF_8);
    return new Bytes()
        .u8(3)
        .u8(0)
        .u16(name.length + 1)
        .u16(a.type().size())
        .u16(a.space().size())
        .u8(ascii(a.name()) ? 0 : 1)
        .raw(name)
        .u8(0)
        .raw(a.type())
        .raw(a.space())
        .raw(a.data());
  }

  /** Says that links lie in the header and keep their order. */
  static Bytes linkInfo(int links) {
    return new Bytes()
        .u8(0)
        .u8(ORDER_TRACKED_AND_INDEXED)
        .u64(links)
        .u64(Bytes.UNDEFINED)
        .u64(Bytes.UNDEFINED)
        .u64(Bytes.UNDEFINED);
  }

  static Bytes groupInfo() {
    return new Bytes().u8(0).u8(0);
  }

  /** A name in a group, and the object it stands for. */
  static Bytes link(String name, long order, long address) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    int twoBytesOfLength = 1;
    int withOrder = 0x04;
    int withCharacterSet = 0x10;
    return new Bytes()
        .u8(1)
        .u8(twoBytesOfLength | withOrder | withCharacterSet)
        .u64(order)
        .u8(ascii(name) ? 0 : 1)
        .u16(utf8.length)
        .raw(utf8)
        .u64(address);
  }

  static boolean ascii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
