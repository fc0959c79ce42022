package org.isobar.engine.runtime;

import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.ProduceStage;

/** Computes tiles of a produce stage and hands their slabs on. */
final class ProduceWorker implements StageWorker {
  private final ProduceStage stage;
  private final Cancellation cancellation;
  private final RegionSink sink;
  private final SlabWriter writer;
  private final double[][] buffers;

  ProduceWorker(ProduceStage stage, Sources sources, Cancellation cancellation, RegionSink sink) {
    this.stage = stage;
    this.cancellation = cancellation;
    this.sink = sink;
    int n = stage.products().size();
    Program program =
        Program.compile(
            stage.products().stream().map(ProduceStage.Product::expr).toList(),
            stage.domain(),
            sources);
    this.writer = new SlabWriter(program, n, stage.domain().size());
    this.buffers = new double[n][0];
  }

  @Override
  public void run(long task) {
    Region tile = stage.tiles().region(task);
    long[] extent = stage.slab().toArray();
    for (int d = 0; d < extent.length; d++) {
      extent[d] = Math.min(extent[d], tile.count(d));
    }
    Slabs.forEach(tile, LongList.of(extent), this::produce);
  }

  private void produce(Region slab) {
    cancellation.check();
    for (int k = 0; k < buffers.length; k++) {
      buffers[k] = Source.room(buffers[k], slab.size());
    }
    writer.write(slab, buffers);
    for (int k = 0; k < buffers.length; k++) {
      Destination to = stage.products().get(k).to();
      sink.write(to, slab, buffers[k], 0);
    }
  }
}
