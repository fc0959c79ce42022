package org.isobar.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Providers;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  @TempDir Path folder;

  /** A file with one cell of each of some variables, whose units are given. */
  private String file(String name, Map<String, String> units) {
    return file(name, units, Map.of());
  }

  private String file(String name, Map<String, String> units, Map<String, String> standardNames) {
    Path path = folder.resolve(name);
    List<FileDim> dims =
        Stream.of("time", "lat", "lon").map(dim -> new FileDim(dim, 1, false)).toList();
    List<VariableMetadata> variables =
        units.keySet().stream()
            .sorted()
            .map(
                variable ->
                    VariableMetadata.of(
                        variable,
                        List.of("time", "lat", "lon"),
                        new VariableType.Numeric(DType.FLOAT32),
                        Attributes.NONE
                            .with("units", units.get(variable))
                            .with("standard_name", standardNames.getOrDefault(variable, ""))))
            .toList();
    FileSchema schema = new FileSchema(FileFormat.NC2, dims, variables, Attributes.NONE);
    try (BlockWriter writer = Providers.ofFormat("netcdf").create(path, schema)) {
      for (String variable : units.keySet()) {
        writer.write(variable, Region.all(1, 1, 1), new double[] {280}, 0);
      }
      writer.commit();
    }
    return path.toString();
  }

  @Test
  void filesOfOneRunAreTogetherAndTheHistoricalRunComesFirst() {
    Map<String, String> tas = Map.of("tas", "K");
    String later = file("tas_Amon_M_amip_r1i1p1_200001-200912.nc", tas);
    String first = file("tas_Amon_M_historical_r1i1p1_200001-200912.nc", tas);
    String second = file("tas_Amon_M_historical_r1i1p1_201001-201912.nc", tas);
    Catalogue catalogue = Catalogue.of(List.of(later, first, second));
    assertEquals(
        List.of(
            new Run("M", "historical", "r1i1p1", "Amon", "tas", List.of(first, second)),
            new Run("M", "amip", "r1i1p1", "Amon", "tas", List.of(later))),
        catalogue.runs());
    assertTrue(catalogue.notes().isEmpty());
  }

  @Test
  void ofDailyAndMonthlyMeansTheMonthlyAreTaken() {
    Map<String, String> tas = Map.of("tas", "K");
    String daily = file("tas_day_M_historical_r1i1p1_20000101-20091231.nc", tas);
    String monthly = file("tas_Amon_M_historical_r1i1p1_200001-200912.nc", tas);
    for (List<String> files : List.of(List.of(daily, monthly), List.of(monthly, daily))) {
      Catalogue catalogue = Catalogue.of(files);
      assertEquals(List.of(monthly), catalogue.runs().getFirst().files());
      assertEquals(
          List.of(
              "left out M historical r1i1p1 (tas of day), as M historical r1i1p1 (tas of Amon) is"
                  + " of the same run"),
          catalogue.notes());
    }
  }

  @Test
  void theTemperatureIsFoundByItsName() {
    String file = file("a.nc", Map.of("skt", "K", "t2m", "degC", "zg", "m"));
    assertEquals("t2m", Catalogue.of(List.of(file)).runs().getFirst().variable());
  }

  @Test
  void theTemperatureIsFoundByItsUnit() {
    String file = file("a.nc", Map.of("a", "m s-1", "b", "degC", "c", "no unit at all"));
    assertEquals("b", Catalogue.of(List.of(file)).runs().getFirst().variable());
  }

  @Test
  void theTemperatureOfAirIsPreferred() {
    Map<String, String> names = Map.of("b", "air_temperature", "a", "soil_temperature");
    String file = file("a.nc", Map.of("a", "K", "b", "K"), names);
    assertEquals("b", Catalogue.of(List.of(file)).runs().getFirst().variable());
  }
}
