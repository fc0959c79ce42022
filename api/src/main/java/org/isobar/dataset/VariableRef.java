package org.isobar.dataset;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.error.ShapeException;
import org.isobar.unit.Unit;

/**
 * A numeric variable of a dataset: what a read needs to know to be planned without opening a file.
 *
 * @param dataset the files
 * @param path full name of the variable, groups separated by {@code /}
 * @param dims dimensions of the joined variable, in storage order, outermost first
 * @param storage type of the packed values
 * @param type type in which unpacked values are presented
 * @param unit unit of the unpacked values
 * @param chunk storage chunk per dimension; for contiguous storage what one record or row holds
 * @param compressed whether chunks must be decompressed whole
 */
public record VariableRef(
    DatasetDescriptor dataset,
    String path,
    List<Dim> dims,
    DType storage,
    DType type,
    Unit unit,
    LongList chunk,
    boolean compressed) {
  public VariableRef {
    dims = List.copyOf(dims);
    if (chunk.size() != dims.size()) {
      throw new ShapeException(
          "variable '"
              + path
              + "' of rank "
              + dims.size()
              + " with a chunk of rank "
              + chunk.size());
    }
  }

  /** Position of the joined dimension among {@link #dims}, or -1 if the variable is not joined. */
  public int joinIndex() {
    for (int d = 0; d < dims.size(); d++) {
      if (dims.get(d).name().equals(dataset.joinDim())) {
        return d;
      }
    }
    return -1;
  }
}
