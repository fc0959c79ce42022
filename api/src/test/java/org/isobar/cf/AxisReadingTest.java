package org.isobar.cf;

import static org.isobar.memory.MemoryFile.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.memory.MemoryFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisReadingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n | axis=T | T",
        "n | axis=x | X",
        "n | standard_name=time | T",
        "n | standard_name=latitude; units=degrees | Y",
        "n | standard_name=grid_longitude; units=degrees | X",
        "n | standard_name=projection_y_coordinate; units=m | Y",
        "n | standard_name=air_pressure | Z",
        "n | standard_name=atmosphere_hybrid_sigma_pressure_coordinate | Z",
        "n | standard_name=ocean_sigma_coordinate | Z",
        "n | units=days since 2000-01-01 | T",
        "n | units=HOURS since 0000-01-01 | T",
        "n | units=day as %Y%m%d.%f | T",
        "n | units=degrees_north | Y",
        "n | units=degree_E | X",
        "n | units=millibar | Z",
        "n | units=dbar | Z",
        "n | units=level | Z",
        "n | positive=down | Z",
        "n | positive=sideways | -",
        "n | _CoordinateAxisType=GeoX | X",
        "n | _CoordinateAxisType=Pressure | Z",
        "n | _CoordinateAxisType=Ensemble | -",
        "time_counter | | T",
        "TIME | | T",
        "Latitude | | Y",
        "g/rlon | | X",
        "plev | | Z",
        "station | | -",
        "n | units=K | -",
        "n | axis=Y; standard_name=longitude | Y",
        "time | standard_name=forecast_reference_time; units=hours since 2000-01-01 | -",
        "start | standard_name=forecast_reference_time; axis=T | T",
      })
  void axisIsTold(String name, String attributes, String axis) {
    Optional<Axis> expected = axis.equals("-") ? Optional.empty() : Optional.of(Axis.valueOf(axis));
    assertEquals(expected, AxisKinds.of(name, attributes(attributes == null ? "" : attributes)));
  }

  private static Field field(MemoryFile file) {
    return file.open().field("v");
  }

  @Test
  void namesOfDimensionsDoNotMatter() {
    Field f =
        field(
            MemoryFile.create()
                .unlimited("time_counter", 2)
                .dim("COADSY", 3)
                .dim("COADSX", 4)
                .doubles("time_counter", "time_counter", "units=days since 2000-01-01", 0, 1)
                .doubles("COADSY", "COADSY", "units=degrees_north", -10, 0, 10)
                .doubles("COADSX", "COADSX", "units=degrees_east", 0, 90, 180, 270)
                .floats("v", "time_counter COADSY COADSX", "units=K"));
    assertEquals("time_counter", f.coordinate(Axis.T).name());
    assertEquals(2, f.mean(Axis.T, Axis.X).lat(-5, 5).dims().size() + 1);
    assertEquals("[COADSY=3]", f.mean("time", "lon").dims().toString());
    assertEquals("[COADSY=1]", f.mean("T").lon(90, 90).lat(0, 0).mean("X").dims().toString());
  }

  @Test
  void coordinateWithoutItsDimensionsNameIsFoundIfItIsTheOnlyOne() {
    Field f =
        field(
            MemoryFile.create()
                .dim("record", 2)
                .dim("y", 3)
                .dim("x", 2)
                .doubles("when", "record", "units=days since 2000-01-01", 0, 1)
                .doubles("lat", "y", "units=degrees_north", -10, 0, 10)
                .doubles("lon", "x", "units=degrees_east", 0, 180)
                .floats("v", "record y x", "coordinates=when lat lon"));
    assertEquals("when", f.coordinate(Axis.T).name());
    assertTrue(f.coordinate(Axis.T).time().isPresent());
    assertEquals("[record=2]", f.areaMean().dims().toString());
    assertEquals("[y=1, x=2]", f.sel("time", 1).lat(-5, 5).dims().toString());
    assertEquals(0, f.coordinates().auxiliaries().size());
  }

  @Test
  void cellsOfAnUnstructuredGridHaveTwoAuxiliaries() {
    Field f =
        field(
            MemoryFile.create()
                .dim("cell", 3)
                .doubles("lat", "cell", "units=degrees_north", -10, 0, 10)
                .doubles("lon", "cell", "units=degrees_east", 0, 90, 180)
                .floats("v", "cell", "coordinates=lat lon"));
    assertEquals(2, f.coordinates().auxiliaries().size());
    assertTrue(f.coordinates().of("cell").isEmpty());
    assertEquals("[]", f.unweighted().mean(Axis.Y, Axis.X).dims().toString());
  }

  @Test
  void declaredCoordinateStandsForADimensionWithoutOne() {
    Field f =
        field(
            MemoryFile.create()
                .dim("record", 2)
                .dim("x", 2)
                .doubles(
                    "valtime", "record", "_CoordinateAxisType=Time; units=hours since 2000-01-01")
                .doubles(
                    "run", "record", "_CoordinateAxisType=RunTime; units=hours since 2000-01-01")
                .doubles("x", "x", "axis=X")
                .doubles("other", "x", "_CoordinateAxisType=Lat")
                .floats("v", "record x", ""));
    assertEquals("valtime", f.coordinate(Axis.T).name());
    assertEquals("x", f.coordinate(Axis.X).name());
  }

  @Test
  void startOfAForecastIsNoSecondTimeAxis() {
    Field f =
        field(
            MemoryFile.create()
                .dim("time", 1)
                .doubles("time", "time", "units=hours since 2000-01-01", 6)
                .doubles(
                    "start",
                    "",
                    "standard_name=forecast_reference_time; units=hours since 2000-01-01",
                    0)
                .floats("v", "time", "coordinates=start"));
    Field at = f.isel("time", 0);
    assertEquals("time", at.coordinate(Axis.T).name());
    assertEquals("start", at.coordinate("forecast_reference_time").name());
  }

  @Test
  void unlimitedDimensionNeedNotBeTime() {
    Field f =
        field(
            MemoryFile.create()
                .unlimited("station", 2)
                .dim("time", 3)
                .doubles("time", "time", "units=days since 2000-01-01", 0, 1, 2)
                .floats("v", "station time", ""));
    assertEquals("time", f.coordinate(Axis.T).name());
    assertEquals("[station=2]", f.mean("time").dims().toString());
  }

  @Test
  void dimensionThatStandsTwiceIsToldApart() {
    Field f = field(MemoryFile.create().dim("n", 3).doubles("n", "n", "").doubles("v", "n n", ""));
    assertEquals("[n=3, n_2=3]", f.dims().toString());
    assertEquals("[n=3]", f.mean("n_2").dims().toString());
    assertEquals("[n=3, n_2=3]", f.plus(1).dims().toString());
  }

  @Test
  void coordinatesBelongToTheirGroup() {
    MemoryFile file =
        MemoryFile.create()
            .dim("lat", 2)
            .dim("time", 1)
            .doubles("a/lat", "lat", "units=degrees_north", 1, 2)
            .doubles("b/lat", "lat", "units=degrees_north", 3, 4)
            .doubles("time", "time", "units=days since 2000-01-01", 0)
            .doubles("b/depth", "", "units=m; positive=down", 7)
            .floats("a/v", "time lat", "")
            .floats("b/v", "time lat", "coordinates=depth")
            .floats("b/w", "time lat", "coordinates=/time");
    Coordinate a = file.open().field("a/v").coordinate("lat");
    Coordinate b = file.open().field("b/v").coordinate("lat");
    assertEquals(1, a.value(0));
    assertEquals(3, b.value(0));
    assertEquals("depth", file.open().field("b/v").coordinate(Axis.Z).name());
    assertEquals("b/w", file.open().field("w").name());
    assertFalse(file.open().names().contains("b/lat"));
  }
}
