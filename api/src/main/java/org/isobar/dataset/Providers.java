package org.isobar.dataset;

import java.util.List;
import java.util.ServiceLoader;
import org.isobar.error.DatasetException;

/** Finds the providers on the class path. */
public final class Providers {
  private Providers() {}

  /** All providers, in class path order. */
  public static List<DatasetProvider> all() {
    return ServiceLoader.load(DatasetProvider.class, Providers.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The provider of a format.
   *
   * @throws DatasetException if there is none; says which module is missing
   */
  public static DatasetProvider ofFormat(String format) {
    return all().stream()
        .filter(p -> p.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                new DatasetException(
                    "no provider for format '"
                        + format
                        + "' on the class path; found "
                        + all().stream().map(DatasetProvider::format).toList()
                        + "; NetCDF needs isobar-io-netcdf"));
  }

  /**
   * The provider that recognises a location.
   *
   * @throws DatasetException if there is none
   */
  public static DatasetProvider recognising(String location) {
    return recognising(location, all());
  }

  /** The first of the given providers that recognises a location. */
  public static DatasetProvider recognising(String location, List<DatasetProvider> all) {
    return all.stream()
        .filter(p -> p.recognises(location))
        .findFirst()
        .orElseThrow(
            () ->
                new DatasetException(
                    location
                        + ": not a file of a known format; formats on the class path: "
                        + all.stream().map(DatasetProvider::format).toList()
                        + (all.isEmpty() ? "; NetCDF needs isobar-io-netcdf" : "")));
  }
}
