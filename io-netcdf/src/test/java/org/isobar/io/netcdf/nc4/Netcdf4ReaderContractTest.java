package org.isobar.io.netcdf.nc4;

import java.nio.file.Path;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.io.netcdf.NetcdfProvider;
import org.isobar.testkit.ContractFile;
import org.isobar.testkit.ReaderContract;

/** Files of the writer, deflated, are what the contract of readers asks for. */
class Netcdf4ReaderContractTest extends ReaderContract {

  @Override
  protected DatasetProvider provider() {
    return new NetcdfProvider();
  }

  @Override
  protected FileFormat format() {
    return FileFormat.NC4;
  }

  @Override
  protected Set<DType> types() {
    return Set.of(DType.values());
  }

  @Override
  protected void write(Path target, ContractFile file) {
    Files4.write(target, file, 4);
  }
}
