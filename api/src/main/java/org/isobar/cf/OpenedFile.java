package org.isobar.cf;

import java.util.List;
import java.util.Map;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.DatasetException;

/** The header of a file and how to read its small variables. */
public record OpenedFile(
    DatasetProvider provider, FileMetadata header, Map<String, String> options) {

  /** Reads the header of a file. */
  public static OpenedFile of(
      DatasetProvider provider, String location, Map<String, String> options) {
    return new OpenedFile(provider, provider.inspect(location, options), options);
  }

  String location() {
    return header.location();
  }

  DatasetDescriptor descriptor() {
    return DatasetDescriptor.ofFile(
        provider.format(), header.location(), header.fingerprint(), options);
  }

  BlockReader reader() {
    return provider.open(descriptor().parts().get(0), options);
  }

  /** Shape of a variable. */
  long[] shape(VariableMetadata v) {
    return v.dims().stream().mapToLong(d -> dim(v, d).size()).toArray();
  }

  FileDim dim(VariableMetadata v, String name) {
    return header
        .dim(name)
        .orElseThrow(
            () ->
                new DatasetException(
                    location()
                        + ": variable '"
                        + v.path()
                        + "' has unknown dimension '"
                        + name
                        + "'"));
  }

  /** All values of a small numeric variable, unpacked. */
  double[] numbers(VariableMetadata v) {
    Region all = Region.all(shape(v));
    if (all.size() > Integer.MAX_VALUE - 8) {
      throw new DatasetException(
          location() + ": coordinate '" + v.path() + "' has " + all.size() + " values, too many");
    }
    double[] out = new double[(int) all.size()];
    try (BlockReader reader = reader()) {
      reader.read(v.path(), all, out, 0);
    }
    return out;
  }

  List<String> texts(VariableMetadata v) {
    try (BlockReader reader = reader()) {
      return reader.readText(v.path());
    }
  }
}
