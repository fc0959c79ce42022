package org.isobar.engine.runtime;

import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Intermediate;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;

/** Makes the sources of expressions for one thread. */
final class Sources {
  private final Kernels kernels;
  private final ReaderPool readers;
  private final Intermediates intermediates;

  Sources(Kernels kernels, ReaderPool readers, Intermediates intermediates) {
    this.kernels = kernels;
    this.readers = readers;
    this.intermediates = intermediates;
  }

  Kernels kernels() {
    return kernels;
  }

  /** A new source; its buffers are its own. */
  Source of(Expr e) {
    return switch (e) {
      case Read read -> {
        var id = Intermediate.referred(read);
        yield id.isPresent()
            ? intermediates.source(id.getAsInt())
            : new ReadSource(read.variable(), readers);
      }
      case Constant constant -> constant(constant.value());
      case Select select -> new SelectSource(select, of(select.input()));
      case Take take -> new TakeSource(take, of(take.input()));
      case Concat concat ->
          new ConcatSource(concat, concat.inputs().stream().map(this::of).toArray(Source[]::new));
      case Map map -> new MapSource(map, this);
      case Reduce reduce -> throw uncut(reduce);
      case GroupReduce reduce -> throw uncut(reduce);
    };
  }

  private Source constant(NdArray array) {
    return intermediates
        .widened(array)
        .<Source>map(values -> MemorySource.ofConstant(values, Region.all(array.dims())))
        .orElseGet(() -> new ArraySource(array));
  }

  private static IllegalStateException uncut(Expr e) {
    return new IllegalStateException("a fold within a stage: " + e.getClass().getSimpleName());
  }
}
