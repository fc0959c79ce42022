package org.isobar.cf;

import java.util.HashMap;
import java.util.Map;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.DatasetException;

/** The header of a file, what it means, and how to read its small variables. */
public final class OpenedFile {
  private final DatasetProvider provider;
  private final FileMetadata header;
  private final Map<String, String> options;
  private final Header meaning;
  private final Map<String, FileDim> dims = new HashMap<>();

  private OpenedFile(DatasetProvider provider, FileMetadata header, Map<String, String> options) {
    this.provider = provider;
    this.header = header;
    this.options = Map.copyOf(options);
    this.meaning = new Header(header);
    header.dims().forEach(d -> dims.putIfAbsent(d.name(), d));
  }

  /** Reads the header of a file. */
  public static OpenedFile of(
      DatasetProvider provider, String location, Map<String, String> options) {
    return new OpenedFile(provider, provider.inspect(location, options), options);
  }

  DatasetProvider provider() {
    return provider;
  }

  FileMetadata header() {
    return header;
  }

  Map<String, String> options() {
    return options;
  }

  /** Which variables are coordinates, which are data. */
  Header meaning() {
    return meaning;
  }

  String location() {
    return header.location();
  }

  DatasetDescriptor descriptor() {
    return DatasetDescriptor.ofFile(
        provider.format(), header.location(), header.fingerprint(), options);
  }

  /** Reads values until it is closed. */
  FileValues values() {
    return new FileValues(this);
  }

  /** Shape of a variable. */
  long[] shape(VariableMetadata v) {
    return v.dims().stream().mapToLong(d -> dim(v, d).size()).toArray();
  }

  FileDim dim(VariableMetadata v, String name) {
    FileDim d = dims.get(name);
    if (d == null) {
      throw new DatasetException(
          location() + ": variable '" + v.path() + "' has unknown dimension '" + name + "'");
    }
    return d;
  }
}
