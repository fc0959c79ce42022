package org.isobar.engine.runtime;

import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.VariableRef;
import org.jspecify.annotations.Nullable;

/** Values of a variable of a file. */
final class ReadSource implements Source {
  private final VariableReader reader;
  private double[] buffer = {};
  private float[] floats = {};
  private @Nullable Region loaded;
  private boolean mayMiss;
  private @Nullable Stored stored;
  private boolean wide;

  /** What {@link #floats} holds. */
  private record Stored(Region region, View view) {}

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

  @Override
  public View loadStored(Region region) {
    if (wide || region.size() == 0) {
      return load(region);
    }
    if (stored != null && region.equals(stored.region)) {
      return stored.view;
    }
    stored = null;
    if (region.size() > floats.length) {
      floats = new float[Math.toIntExact(region.size())];
    }
    Optional<Boolean> missing = reader.readFloats(region, floats);
    if (missing.isEmpty()) {
      // Files of one dataset may store a variable in several ways; what one does, others may do.
      wide = true;
      floats = new float[0];
      return load(region);
    }
    View view = View.dense(floats, region, missing.get());
    stored = new Stored(region, view);
    return view;
  }
}
