package org.isobar.io.netcdf.hdf5;

/**
 * A named entry of a group.
 *
 * @param order creation order; -1 where it is not tracked
 */
record Link(String name, long order, Target target) {
  /** What a link leads to. */
  sealed interface Target {
    /** An object of this file, by the address of its header. */
    record Hard(long address) implements Target {}

    /** A path, absolute or from the link's group. */
    record Soft(String path) implements Target {}

    /** An object of another file, or of a kind that a program defined for itself. */
    record Elsewhere(String description) implements Target {}
  }

  /** Reads a link message. */
  static Link parse(Cursor c) {
    c.version(1, 1);
    int flags = c.u8();
    int kind = (flags & 8) != 0 ? c.u8() : 0;
    long order = (flags & 4) != 0 ? c.i64() : -1;
    if ((flags & 16) != 0) {
      c.u8(); // character set: ASCII is UTF-8 as well
    }
    String name = c.text(c.uint(1 << (flags & 3)));
    Target target =
        switch (kind) {
          case 0 -> new Target.Hard(c.offset());
          case 1 -> new Target.Soft(c.text(c.u16()));
          case 64 -> external(c.slice(c.u16(), "external link '" + name + "'"));
          default -> new Target.Elsewhere("a link of type " + kind);
        };
    return new Link(name, order, target);
  }

  private static Target external(Cursor c) {
    c.u8();
    String file = c.nulTerminated();
    return new Target.Elsewhere("a link to '" + c.nulTerminated() + "' in file '" + file + "'");
  }
}
