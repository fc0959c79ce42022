package org.isobar.engine.runtime;

import org.isobar.data.Region;

/** Values of an intermediate in a temporary file. */
final class ScratchSource implements Source {
  private final ScratchFile file;
  private double[] buffer = {};

  ScratchSource(ScratchFile file) {
    this.file = file;
  }

  @Override
  public View load(Region region) {
    buffer = Source.room(buffer, region.size());
    file.read(region, buffer);
    return View.dense(buffer, 0, region, true);
  }
}
