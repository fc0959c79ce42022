package org.isobar.engine.runtime;

import java.util.List;

/**
 * What some tasks of a tile gave, merged: the runs of one node of the tile's tree.
 *
 * @param tile number of the tile
 * @param level the node has 2^level runs; the last of a level fewer
 * @param index number of the node in its level
 * @param states one for each fold of the stage
 */
public record Subtree(long tile, int level, long index, List<double[]> states) {
  public Subtree {
    states = List.copyOf(states);
  }
}
