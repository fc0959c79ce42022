package org.isobar.io.netcdf.nc4;

import org.isobar.data.Region;
import org.isobar.dataset.StoredRegion;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.Coverage;
import org.isobar.io.netcdf.storage.PartFile;
import org.isobar.io.netcdf.storage.SideFiles;

/** A variable in one piece: every value has its place from the start. */
final class ContiguousVariable implements WrittenVariable {
  private static final int BUFFER = 256 * 1024;

  private final PartFile file;
  private final long begin;
  private final long[] shape;
  private final int valueBytes;
  private final Coverage coverage;

  ContiguousVariable(PartFile file, long begin, long[] shape, int valueBytes) {
    this.file = file;
    this.begin = begin;
    this.shape = shape.clone();
    this.valueBytes = valueBytes;
    this.coverage = Coverage.none(shape);
  }

  @Override
  public void write(Region region, Cells cells, Workspace workspace) {
    byte[] buffer = workspace.dense(BUFFER);
    int most = BUFFER / valueBytes;
    Rows.forEach(
        shape,
        region,
        (outer, inner, n) -> {
          for (long done = 0; done < n; done += most) {
            int count = (int) Math.min(most, n - done);
            cells.encode((int) (inner + done), count, buffer, 0);
            file.write(buffer, 0, count * valueBytes, begin + (outer + done) * valueBytes);
          }
        });
    synchronized (coverage) {
      coverage.add(region);
    }
  }

  @Override
  public void wroteElsewhere(Region region, StoredRegion stored, SideFiles sides) {
    if (!stored.equals(StoredRegion.IN_PLACE)) {
      throw new DatasetException("a variable in one piece was stored in chunks");
    }
    synchronized (coverage) {
      coverage.add(region);
    }
  }

  @Override
  public long covered() {
    synchronized (coverage) {
      return coverage.covered();
    }
  }
}
