package org.isobar.io.netcdf.nc4;

import java.nio.file.Path;
import org.isobar.data.Region;
import org.isobar.dataset.StoredRegion;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.SideFiles;

/** The values of one variable on their way into the file. Thread-safe. */
interface WrittenVariable {
  /** Takes the values of a region inside the variable. */
  void write(Region region, Cells cells, Workspace workspace);

  /** Takes what another process stored of a region inside the variable. */
  void wroteElsewhere(Region region, StoredRegion stored, SideFiles sides);

  /** Number of cells of which the values are there. */
  long covered();

  /** Throws {@link DatasetException} if values are missing. */
  static void requireComplete(Path target, String name, long covered, long cells) {
    if (covered != cells) {
      throw new DatasetException(
          "cannot finish "
              + target
              + ": of variable '"
              + name
              + "' "
              + covered
              + " of "
              + cells
              + " values were written");
    }
  }
}
