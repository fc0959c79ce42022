package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files have in them that is easily lost, or taken for something else. */
class HiddenTrapsTest {
  private static final String DAYS = "units=days since 2000-01-01; calendar=standard";

  @TempDir Path folder;

  private RawFile raw(int steps) {
    double[] days = new double[steps];
    Arrays.setAll(days, i -> i);
    return new RawFile().unlimited("time", steps).floats("time", "time", DAYS, days);
  }

  private Commands with(RawFile in) {
    in.write(folder.resolve("in.nc"));
    return new Commands(folder);
  }

  private static List<String> dims(Field f) {
    return f.dims().stream().map(Dim::name).toList();
  }

  private static List<String> texts(Field f, String name) {
    Auxiliary found =
        f.coordinates().auxiliaries().stream()
            .filter(a -> a.name().equals(name))
            .findFirst()
            .orElseThrow();
    return ((Auxiliary.Texts) found).values();
  }

  // ---- variables

  @Test
  void everyVariableTakesPartWhateverItsShape() {
    Commands isobar =
        with(
            raw(2)
                .grid(new double[] {-30, 30}, new double[] {0, 180})
                .dim("plev", 2)
                .floats("plev", "plev", "units=Pa; positive=down", 85000, 50000)
                .floats("tas", "time lat lon", "", 1, 2, 3, 4, 5, 6, 7, 8)
                .floats("ta", "time plev lat", "", 1, 2, 3, 4, 5, 6, 7, 8)
                .floats("series", "time", "", 3, 5)
                .floats("orog", "lat lon", "", 1, 2, 3, 4)
                .floats("profile", "plev", "", 7, 9)
                .floats("constant", "", "", 11));
    Dataset mean = isobar.dataset("timmean in.nc");
    assertEquals(
        List.of("constant", "orog", "profile", "series", "ta", "tas"),
        mean.names().stream().sorted().toList());
    assertArrayEquals(new double[] {3, 4, 5, 6}, Commands.values(mean.field("tas")));
    assertArrayEquals(new double[] {3, 4, 5, 6}, Commands.values(mean.field("ta")));
    assertArrayEquals(new double[] {4}, Commands.values(mean.field("series")));
    assertArrayEquals(new double[] {1, 2, 3, 4}, Commands.values(mean.field("orog")));
    Dataset more = isobar.dataset("addc,1 in.nc");
    assertArrayEquals(new double[] {8, 10}, Commands.values(more.field("profile")));
    assertArrayEquals(new double[] {12}, Commands.values(more.field("constant")));
    assertEquals(List.of("time", "plev", "lat"), dims(more.field("ta")));
  }

  @Test
  void wordsAndLettersStayWithTheirStations() {
    Commands isobar =
        with(
            raw(2)
                .dim("station", 3)
                .dim("letters", 5)
                .chars("name", "station letters", "Rome", "Kyiv", "Lima")
                .chars("id", "station", "abc")
                .chars("flag", "time", "xy")
                .floats("tas", "time station", "coordinates=name id", 1, 2, 3, 4, 5, 6));
    for (String command : List.of("copy in.nc", "timmean in.nc", "mulc,2 in.nc")) {
      Field tas = isobar.dataset(command).field("tas");
      assertEquals(List.of("Rome", "Kyiv", "Lima"), texts(tas, "name"), command);
      assertEquals(List.of("a", "b", "c"), texts(tas, "id"), command);
    }
    assertEquals(List.of("y"), texts(isobar.dataset("seltimestep,2 in.nc").field("tas"), "flag"));
    Field joined = isobar.dataset("cat in.nc in.nc").field("tas");
    assertEquals(List.of("x", "y", "x", "y"), texts(joined, "flag"));
  }

  // ---- grids and levels

  @Test
  void cellsOfCurvilinearGridsCountByTheAreasInTheFile() {
    Commands isobar =
        with(
            raw(1)
                .dim("j", 2)
                .dim("i", 2)
                .floats("lat", "j i", "units=degrees_north; standard_name=latitude", 0, 1, 10, 11)
                .floats("lon", "j i", "units=degrees_east; standard_name=longitude", 0, 9, 1, 10)
                .floats("areacello", "j i", "units=m2; standard_name=cell_area", 1, 2, 3, 4)
                .floats(
                    "tos",
                    "time j i",
                    "coordinates=lat lon; cell_measures=area: areacello",
                    10,
                    20,
                    30,
                    40));
    assertArrayEquals(new double[] {30}, isobar.values("fldmean in.nc", "tos"), 1e-6);
    Dataset doubled = isobar.dataset("mulc,2 in.nc");
    assertArrayEquals(new double[] {1, 2, 3, 4}, Commands.values(doubled.field("areacello")));
  }

  private Commands hybrid() {
    return with(
        raw(1)
            .dim("lev", 2)
            .dim("bnds", 2)
            .dim("x", 2)
            .floats(
                "lev",
                "lev",
                "axis=Z; positive=down; bounds=lev_bnds; formula_terms=ap: ap b: b ps: ps;"
                    + " standard_name=atmosphere_hybrid_sigma_pressure_coordinate",
                0.9,
                0.5)
            .floats(
                "lev_bnds",
                "lev bnds",
                "formula_terms=ap: ap_bnds b: b_bnds ps: ps",
                1,
                0.75,
                0.75,
                0)
            .floats("ap", "lev", "", 0, 100)
            .floats("b", "lev", "", 1, 0.5)
            .floats("ap_bnds", "lev bnds", "", 0, 50, 50, 300)
            .floats("b_bnds", "lev bnds", "", 1, 0.7, 0.7, 0)
            .floats("ps", "time x", "units=Pa", 1000, 1001)
            .floats("t", "time lev x", "units=K", 1, 2, 3, 4));
  }

  @Test
  void coefficientsOfHybridLevelsStayAtLevelsAndAtTheirEdges() {
    Commands isobar = hybrid();
    Dataset doubled = isobar.dataset("mulc,2 in.nc");
    assertEquals(List.of("ps", "t"), doubled.names());
    assertEquals(
        Optional.of("ap: ap b: b ps: ps"),
        doubled.field("t").coordinate("lev").attributes().text("formula_terms"));
    Field lower = isobar.dataset("sellevidx,2 -selname,t in.nc").field("t");
    assertEquals(List.of("ap", "b"), named(lower, "ap", "b"));
    assertEquals(List.of("ap_bnds", "b_bnds"), named(lower, "ap_bnds", "b_bnds"));
    Field alone = isobar.dataset("delname,ps in.nc").field("t");
    assertEquals(
        Optional.of("ap: ap b: b ps: ps"),
        alone.coordinate("lev").attributes().text("formula_terms"),
        "levels keep their meaning without the surface pressure");
  }

  private static List<String> named(Field f, String... names) {
    List<String> wanted = List.of(names);
    return f.coordinates().auxiliaries().stream()
        .map(Auxiliary::name)
        .filter(wanted::contains)
        .sorted()
        .toList();
  }

  @Test
  void storedOrdersOfLatitudesAndLongitudesMeetByName() {
    new RawFile()
        .grid(new double[] {-30, 30}, new double[] {0, 120, 240})
        .floats("v", "lat lon", "units=K", 1, 2, 3, 4, 5, 6)
        .write(folder.resolve("a.nc"));
    new RawFile()
        .grid(new double[] {-30, 30}, new double[] {0, 120, 240})
        .floats("v", "lon lat", "units=K", 10, 40, 20, 50, 30, 60)
        .write(folder.resolve("b.nc"));
    Commands isobar = new Commands(folder);
    assertArrayEquals(new double[] {11, 22, 33, 44, 55, 66}, isobar.values("add a.nc b.nc", "v"));
    assertArrayEquals(new double[] {11, 44, 22, 55, 33, 66}, isobar.values("add b.nc a.nc", "v"));
    assertEquals(List.of("lon", "lat"), dims(isobar.dataset("add b.nc a.nc").field("v")));
  }

  @Test
  void stationsHaveNoExtentAndAreToldOnceForAllVariables() {
    Commands isobar =
        with(
            raw(1)
                .dim("station", 2)
                .floats("lat", "station", "units=degrees_north; standard_name=latitude", 0, 60)
                .floats("lon", "station", "units=degrees_east; standard_name=longitude", 0, 60)
                .floats("tas", "time station", "coordinates=lat lon", 1, 3)
                .floats("pr", "time station", "coordinates=lat lon", 2, 4));
    String said = isobar.warning("fldmean in.nc");
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.contains("stations have no extent"), said);
  }

  // ---- time

  @Test
  void aRecordDimensionThatIsNotTimeStaysOne() {
    Commands isobar =
        with(
            new RawFile()
                .unlimited("station", 2)
                .dim("time", 3)
                .floats("time", "time", DAYS, 0, 1, 2)
                .floats("tas", "station time", "", 1, 2, 3, 4, 5, 6));
    assertArrayEquals(new double[] {2, 5}, isobar.values("timmean in.nc", "tas"));
    assertArrayEquals(new double[] {2, 3, 5, 6}, isobar.values("seltimestep,2/3 in.nc", "tas"));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, isobar.values("copy in.nc", "tas"));
  }

  @Test
  void stepsOfOneDateAreAllKeptAndAllCount() {
    Commands isobar =
        with(
            new RawFile()
                .unlimited("time", 4)
                .floats("time", "time", DAYS, 0, 0, 0, 40)
                .floats("v", "time", "", 1, 2, 6, 5));
    assertArrayEquals(new double[] {1, 2, 6, 5}, isobar.values("copy in.nc", "v"));
    assertArrayEquals(new double[] {3, 5}, isobar.values("monmean in.nc", "v"));
    assertArrayEquals(new double[] {3, 5}, isobar.values("daymean in.nc", "v"));
    assertArrayEquals(new double[] {3.5}, isobar.values("timmean in.nc", "v"));
    assertArrayEquals(new double[] {1, 2, 6}, isobar.values("selmon,1 in.nc", "v"));
    assertArrayEquals(
        new double[] {1, 2, 6, 1, 2, 6, 5, 5}, isobar.values("mergetime in.nc in.nc", "v"));
  }

  @Test
  void periodsOfADescendingAxisStandAsTheyCome() {
    Commands isobar =
        with(
            new RawFile()
                .unlimited("time", 4)
                .floats("time", "time", DAYS, 70, 40, 35, 2)
                .floats("v", "time", "", 1, 2, 4, 8));
    Field months = isobar.dataset("monmean in.nc").field("v");
    assertArrayEquals(new double[] {1, 3, 8}, Commands.values(months));
    Coordinate time = months.coordinate(Axis.T);
    assertTrue(time.value(0) > time.value(1) && time.value(1) > time.value(2), "order of dates");
  }

  @Test
  void aDecemberBelongsToTheWinterOfTheJanuaryBehindIt() {
    Commands isobar =
        with(
            new RawFile()
                .unlimited("time", 4)
                .floats("time", "time", DAYS, 15, 349, 380, 715)
                .floats("v", "time", "", 1, 2, 3, 4));
    Field winters = isobar.dataset("yseasmean in.nc").field("v");
    assertEquals(List.of("2001-01-15T00:00"), Commands.dates(winters));
    assertArrayEquals(new double[] {2.5}, Commands.values(winters));
  }

  @Test
  void stepsWithoutDatesAreOfNoSeason() {
    Commands isobar =
        with(
            new RawFile()
                .unlimited("time", 2)
                .grid(new double[] {-30, 30}, new double[] {0, 180})
                .floats("v", "time lat", "", 1, 2, 3, 4)
                .floats("orog", "lat", "", 5, 6));
    assertTrue(isobar.refusal("select,season=JJA in.nc").contains("no time steps selected"));
    assertArrayEquals(new double[] {3, 4}, isobar.values("select,timestep=2 in.nc", "v"));
    assertArrayEquals(new double[] {1, 2, 3, 4}, isobar.values("delete,month=1 in.nc", "v"));
  }
}
