package org.isobar.io.netcdf.nc4;

import java.nio.file.Path;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.io.netcdf.NetcdfProvider;
import org.isobar.testkit.ContractFile;
import org.isobar.testkit.ReaderContract;

/** The same in the classic model, as it is without compression. */
class ClassicModelReaderContractTest extends ReaderContract {

  @Override
  protected DatasetProvider provider() {
    return new NetcdfProvider();
  }

  @Override
  protected FileFormat format() {
    return FileFormat.NC4C;
  }

  @Override
  protected void write(Path target, ContractFile file) {
    Files4.write(target, file, 0);
  }
}
