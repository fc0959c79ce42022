package org.isobar.io.netcdf.hdf5;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists the links of a group, however it stores them. */
final class GroupLinks {
  private static final int MAX_LINKS = 1_000_000;

  private GroupLinks() {}

  static boolean isGroup(ObjectHeader header) {
    return header.has(Message.SYMBOL_TABLE)
        || header.has(Message.LINK_INFO)
        || header.has(Message.LINK);
  }

  /** The links in creation order where it is tracked, else by name. */
  static List<Link> of(H5Structure in, ObjectHeader group) {
    List<Link> links = new ArrayList<>();
    group.all(Message.LINK).forEach(c -> links.add(Link.parse(c)));
    group.find(Message.LINK_INFO).ifPresent(c -> dense(in, c, links));
    Optional<Cursor> table = group.find(Message.SYMBOL_TABLE);
    table.ifPresent(c -> SymbolTable.read(in, c.offset(), c.offset(), links));
    if (links.size() > MAX_LINKS) {
      throw in.damaged("a group of " + links.size() + " members");
    }
    boolean tracked = links.stream().allMatch(l -> l.order() >= 0);
    links.sort(tracked ? Comparator.comparingLong(Link::order) : Comparator.comparing(Link::name));
    return links;
  }

  private static void dense(H5Structure in, Cursor info, List<Link> links) {
    info.version(0, 0);
    int flags = info.u8();
    if ((flags & 1) != 0) {
      info.skip(8);
    }
    long heapAddress = info.offset();
    long names = info.offset();
    if (heapAddress == H5Structure.UNDEFINED || names == H5Structure.UNDEFINED) {
      return;
    }
    FractalHeap heap = FractalHeap.open(in, heapAddress);
    BTree2.open(in, names)
        .forEach(
            record -> {
              record.skip(4); // hash of the name
              links.add(Link.parse(heap.object(record.bytes(heap.idBytes()))));
            });
  }
}
