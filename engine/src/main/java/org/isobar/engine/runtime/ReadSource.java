package org.isobar.engine.runtime;

import org.isobar.data.Region;
import org.isobar.dataset.VariableRef;
import org.jspecify.annotations.Nullable;

/** Values of a variable of a file. */
final class ReadSource implements Source {
  private final VariableReader reader;
  private double[] buffer = {};
  private @Nullable Region loaded;
  private boolean mayMiss;

  ReadSource(VariableRef variable, ReaderPool pool) {
    this.reader = new VariableReader(variable, pool);
  }

  @Override
  public View load(Region region) {
    // What lacks the outer dimensions (a mask, a climatology) is wanted again for the next slab.
    if (loaded == null || !region.equals(loaded)) {
      loaded = null;
      long size = region.size();
      buffer = Source.room(buffer, size);
      mayMiss = size > 0 && reader.read(region, buffer);
      loaded = region;
    }
    return View.dense(buffer, 0, region, mayMiss);
  }
}
