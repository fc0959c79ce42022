package org.isobar.io.netcdf.nc4;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Buffers and compressors of the threads that write one file. Thread-safe. */
final class Workspaces implements AutoCloseable {
  private final Compressors compressors;
  private final boolean deflates;
  private final ConcurrentLinkedQueue<Workspace> idle = new ConcurrentLinkedQueue<>();

  Workspaces(FileModel model) {
    long bytes = 0;
    boolean any = false;
    for (ModelVariable v : model.variables()) {
      if (v.storage().deflate() > 0) {
        bytes += v.cells() * v.valueBytes();
        any = true;
      }
    }
    this.deflates = any;
    this.compressors = Compressors.of(model.schema().storage().deflate(), bytes);
  }

  /** Lends one for a while. */
  <T> T with(Function<Workspace, T> work) {
    Workspace taken = idle.poll();
    Workspace workspace =
        taken != null
            ? taken
            : new Workspace(deflates ? Optional.of(compressors.create()) : Optional.empty());
    try {
      return work.apply(workspace);
    } finally {
      workspace.shrink();
      idle.add(workspace);
    }
  }

  @Override
  public void close() {
    idle.forEach(Workspace::close);
    idle.clear();
  }
}
