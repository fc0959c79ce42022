package org.isobar.io.netcdf.classic;

import java.nio.file.Path;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.io.netcdf.NetcdfProvider;
import org.isobar.testkit.ContractFile;
import org.isobar.testkit.ReaderContract;

class Cdf5ReaderContractTest extends ReaderContract {

  @Override
  protected DatasetProvider provider() {
    return new NetcdfProvider();
  }

  @Override
  protected FileFormat format() {
    return FileFormat.NC5;
  }

  @Override
  protected Set<DType> types() {
    return Set.of(DType.values());
  }

  @Override
  protected void write(Path target, ContractFile file) {
    ContractBytes.of(file, 5).save(target);
  }
}
