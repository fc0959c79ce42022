package org.isobar.engine.remote;

import org.isobar.engine.runtime.Subtree;

/**
 * Where the nodes of a stage's tree meet. The ranks share the runs of a tile in their order. A
 * share has up to 64 pieces: a node below these meets its neighbour at the rank of its piece, one
 * above them at the rank of its first piece. The first piece of a share is its own rank's, the
 * others are the next ranks', since the last tasks of a stage are lent one by one, and what they
 * give would all come to one rank. The next tile begins at the next rank.
 */
final class Homes {
  private static final int LOG2_PIECES = 6;

  private final long runs;
  private final int ranks;

  /** Level of the nodes that are one rank's share. */
  private final int share;

  /** Level of the nodes that are a piece of a share. */
  private final int piece;

  Homes(long runs, int ranks) {
    this.runs = runs;
    this.ranks = ranks;
    int level = 0;
    while (nodes(level) > ranks) {
      level++;
    }
    this.share = level;
    this.piece = Math.max(0, level - LOG2_PIECES);
  }

  private long nodes(int level) {
    return ((runs - 1) >> level) + 1;
  }

  /** Whether a node is all of its tile. */
  boolean isRoot(Subtree node) {
    return nodes(node.level()) == 1;
  }

  /** The rank at which a node meets its neighbour. */
  int of(Subtree node) {
    int level = node.level() + 1;
    long index = node.index() >> 1;
    long number = level <= piece ? index >> (piece - level) : index << (level - piece);
    long of = number >> (share - piece);
    long within = number - (of << (share - piece));
    return (int) ((of * ranks / nodes(share) + within + node.tile()) % ranks);
  }
}
