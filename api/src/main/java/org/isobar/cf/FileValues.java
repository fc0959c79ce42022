package org.isobar.cf;

import java.util.List;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/** Reads small variables of a file whole; opens it at the first of them, and once. */
final class FileValues implements AutoCloseable {
  private final OpenedFile file;
  private @Nullable BlockReader reader;

  FileValues(OpenedFile file) {
    this.file = file;
  }

  OpenedFile file() {
    return file;
  }

  /** All values of a numeric variable, unpacked. */
  double[] numbers(VariableMetadata v) {
    Region all = Region.all(file.shape(v));
    if (all.size() > Integer.MAX_VALUE - 8) {
      throw new DatasetException(
          file.location()
              + ": coordinate '"
              + v.path()
              + "' has "
              + all.size()
              + " values, too many");
    }
    double[] out = new double[(int) all.size()];
    if (out.length > 0) {
      reader().read(v.path(), all, out, 0);
    }
    return out;
  }

  List<String> texts(VariableMetadata v) {
    return reader().readText(v.path());
  }

  private BlockReader reader() {
    BlockReader open = reader;
    if (open == null) {
      open = file.provider().open(file.descriptor().parts().get(0), file.options());
      reader = open;
    }
    return open;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
