package org.isobar.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.Fingerprint;
import org.junit.jupiter.api.Test;

class RunNamesTest {
  private static RunNames names(String location, Attributes global) {
    return RunNames.of(
        new FileMetadata(
            location, FileFormat.NC1, new Fingerprint(0, 0, 0), List.of(), List.of(), global));
  }

  @Test
  void attributesOfCmip5() {
    Attributes global =
        Attributes.NONE
            .with("model_id", "HadGEM2-ES")
            .with("experiment_id", "rcp85")
            .with("table_id", "Table Amon (31 January 2011) 53b766a395ac41696af40aab76a49ae5")
            .with("realization", DType.INT32, 2)
            .with("initialization_method", DType.INT32, 1)
            .with("physics_version", DType.INT32, 3);
    assertEquals(new RunNames("HadGEM2-ES", "rcp85", "r2i1p3", "Amon"), names("/d/x.nc", global));
  }

  @Test
  void attributesOfCmip6() {
    Attributes global =
        Attributes.NONE
            .with("source_id", "GFDL-ESM4")
            .with("experiment_id", "historical")
            .with("table_id", "day")
            .with("variant_label", "r1i1p1f1")
            .with("realization_index", DType.INT32, 1);
    assertEquals(
        new RunNames("GFDL-ESM4", "historical", "r1i1p1f1", "day"), names("/d/x.nc", global));
  }

  @Test
  void namesOfFilesWhereThereAreNoAttributes() {
    assertEquals(
        new RunNames("CanESM2", "rcp45", "r1i1p1", "Amon"),
        names("/d/tas_Amon_CanESM2_rcp45_r1i1p1_200601-210012.nc", Attributes.NONE));
    assertEquals(
        new RunNames("GFDL-ESM4", "ssp585", "r1i1p1f1", "Amon"),
        names("/d/tas_Amon_GFDL-ESM4_ssp585_r1i1p1f1_gr1_201501-210012.nc", Attributes.NONE));
  }

  @Test
  void blankAttributesCountAsNone() {
    assertEquals(
        new RunNames("CanESM2", "rcp45", "r1i1p1", "Amon"),
        names(
            "/d/tas_Amon_CanESM2_rcp45_r1i1p1_200601-210012.nc",
            Attributes.NONE.with("model_id", " ").with("experiment_id", "")));
  }

  @Test
  void otherFilesAreOneSeriesIfTheirNamesDifferInDatesOnly() {
    assertEquals(
        new RunNames("run7.atm", "-", "", ""), names("/d/run7.atm.1980-1989.nc", Attributes.NONE));
    assertEquals(
        new RunNames("run7.atm", "-", "", ""), names("/d/run7.atm.1990-1999.nc", Attributes.NONE));
    assertEquals(
        new RunNames("temperature", "-", "", ""), names("/d/temperature.nc", Attributes.NONE));
    assertEquals(new RunNames("1999", "-", "", ""), names("/d/1999.nc", Attributes.NONE));
  }
}
