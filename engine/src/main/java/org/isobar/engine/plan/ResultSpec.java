package org.isobar.engine.plan;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;

/** What becomes of one expression of a request. */
public sealed interface ResultSpec {
  List<Dim> dims();

  DType dtype();

  /** An array in memory. */
  record InMemory(List<Dim> dims, DType dtype) implements ResultSpec {
    public InMemory {
      dims = List.copyOf(dims);
    }
  }

  /**
   * A variable of a file.
   *
   * @param file position in {@link Plan#files}
   */
  record InFile(List<Dim> dims, DType dtype, int file, String variable) implements ResultSpec {
    public InFile {
      dims = List.copyOf(dims);
    }
  }

  /** Number of bytes in the result's type. */
  default long bytes() {
    return dims().stream().mapToLong(Dim::size).reduce(dtype().bytes(), Math::multiplyExact);
  }
}
