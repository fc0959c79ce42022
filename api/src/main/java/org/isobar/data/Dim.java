package org.isobar.data;

import java.util.Objects;
import org.isobar.error.ShapeException;

/** A named dimension. Size 0 is allowed: a record dimension without records. */
public record Dim(String name, long size) {
  public Dim {
    Objects.requireNonNull(name);
    if (name.isEmpty()) {
      throw new ShapeException("a dimension needs a name");
    }
    if (size < 0) {
      throw new ShapeException("dimension '" + name + "' has negative size " + size);
    }
  }

  @Override
  public String toString() {
    return name + "=" + size;
  }
}
