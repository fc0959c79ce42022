package org.isobar.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.isobar.dataset.DatasetProvider;
import org.isobar.error.DatasetException;

/** The dataset providers on the class path, by format. */
public final class Providers {
  private final List<DatasetProvider> all;

  private Providers(List<DatasetProvider> all) {
    this.all = all;
  }

  /** All providers that {@link ServiceLoader} finds. */
  public static Providers load() {
    List<DatasetProvider> found = new ArrayList<>();
    ServiceLoader.load(DatasetProvider.class).forEach(found::add);
    return of(found);
  }

  public static Providers of(List<DatasetProvider> providers) {
    return new Providers(List.copyOf(providers));
  }

  public List<DatasetProvider> all() {
    return all;
  }

  /**
   * The provider of a format.
   *
   * @throws DatasetException if there is none
   */
  public DatasetProvider get(String format) {
    for (DatasetProvider provider : all) {
      if (provider.format().equals(format)) {
        return provider;
      }
    }
    throw new DatasetException(
        "no reader for the format '"
            + format
            + "' on the class path; found "
            + all.stream().map(DatasetProvider::format).toList());
  }
}
