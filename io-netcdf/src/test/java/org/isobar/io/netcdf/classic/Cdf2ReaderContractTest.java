package org.isobar.io.netcdf.classic;

import java.nio.file.Path;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.io.netcdf.NetcdfProvider;
import org.isobar.testkit.ContractFile;
import org.isobar.testkit.ReaderContract;

class Cdf2ReaderContractTest extends ReaderContract {

  @Override
  protected DatasetProvider provider() {
    return new NetcdfProvider();
  }

  @Override
  protected FileFormat format() {
    return FileFormat.NC2;
  }

  @Override
  protected void write(Path target, ContractFile file) {
    ContractBytes.of(file, 2).save(target);
  }
}
