package org.isobar.io.netcdf.hdf5;

import java.util.List;

/** Groups of the old style: a version 1 B-tree of symbol nodes, with the names in a local heap. */
final class SymbolTable {
  private static final int SOFT_LINK = 2;
  private final H5Structure in;
  private final Cursor names;
  private final List<Link> links;

  private SymbolTable(H5Structure in, Cursor names, List<Link> links) {
    this.in = in;
    this.names = names;
    this.links = links;
  }

  static void read(H5Structure in, long tree, long heap, List<Link> links) {
    Cursor c = in.at(heap, 8 + 2L * in.lengthBytes() + in.offsetBytes(), "local heap");
    c.signature("HEAP");
    c.version(0, 0);
    c.skip(3);
    long size = c.size();
    c.skip(in.lengthBytes());
    Cursor names = in.at(c.offset(), size, "names of a group");
    new SymbolTable(in, names, links).node(tree, -1);
  }

  private void node(long address, int level) {
    int head = 8 + 2 * in.offsetBytes();
    Cursor c = in.at(address, head, "group tree");
    c.signature("TREE");
    int type = c.u8();
    int found = c.u8();
    int n = c.u16();
    if (type != 0 || (level >= 0 && found != level)) {
      throw in.damaged("a group tree node of type " + type + " and level " + found);
    }
    int pair = in.lengthBytes() + in.offsetBytes();
    Cursor children = in.at(address + head, (long) n * pair, "group tree");
    for (int i = 0; i < n; i++) {
      children.skip(in.lengthBytes());
      long child = children.offset();
      if (found == 0) {
        symbols(child);
      } else {
        node(child, found - 1);
      }
    }
  }

  private void symbols(long address) {
    Cursor head = in.at(address, 8, "symbol node");
    head.signature("SNOD");
    head.version(1, 1);
    head.skip(1);
    int n = head.u16();
    Cursor c = in.at(address + 8, n * (24L + 2L * in.offsetBytes()), "symbol node");
    for (int i = 0; i < n; i++) {
      String name = name(c.offset());
      long object = c.offset();
      int cache = c.i32();
      c.skip(4);
      Cursor scratch = c.slice(16, "symbol");
      Link.Target target =
          cache == SOFT_LINK
              ? new Link.Target.Soft(name(scratch.u32()))
              : new Link.Target.Hard(object);
      links.add(new Link(name, -1, target));
    }
  }

  private String name(long offset) {
    Cursor c = names.restarted();
    c.skip(offset);
    return c.nulTerminated();
  }
}
