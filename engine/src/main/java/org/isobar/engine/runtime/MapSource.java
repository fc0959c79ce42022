package org.isobar.engine.runtime;

import java.util.List;
import org.isobar.data.Region;
import org.isobar.expr.Map;

/** Cell-by-cell operations below a gather or a join, computed into an array region by region. */
final class MapSource implements Source {
  private final SlabWriter writer;
  private double[] buffer = {};

  MapSource(Map map, Sources factory) {
    Program program = Program.compile(List.of(map), map.dims(), factory);
    this.writer = new SlabWriter(program, 1, map.dims().size());
  }

  @Override
  public View load(Region region) {
    buffer = Source.room(buffer, region.size());
    writer.write(region, new double[][] {buffer});
    return View.dense(buffer, 0, region, true);
  }
}
