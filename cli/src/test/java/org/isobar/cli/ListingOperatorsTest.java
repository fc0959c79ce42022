package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listings print, on files small enough to see it. */
class ListingOperatorsTest {
  @TempDir Path folder;
  private Runner isobar;

  /** Three steps of 2 x 2 cells, one of them missing, and a mask without time. */
  @BeforeEach
  void write() {
    isobar = new Runner(folder);
    file("a.nc", 5);
    file("b.nc", 6);
  }

  private void file(String name, double last) {
    Attributes t =
        Attributes.NONE
            .with("standard_name", "air_temperature")
            .with("units", "K")
            .with("_FillValue", DType.FLOAT32, -9);
    new RawFile()
        .unlimited("time", 3)
        .grid(new double[] {-30, 30}, new double[] {0, 180})
        .floats("time", "time", "units=hours since 2000-12-31 12:00:00", 0, 6, 12)
        .variable("t", DType.FLOAT32, "time lat lon", t, 1, 2, 3, 4, 1, -9, 3, 4, 1.5, 2, 3, last)
        .floats("mask", "lat lon", "", 0, 1, 1, 0)
        .write(folder.resolve(name));
  }

  private void prints(String expected, String... words) {
    assertEquals(expected, isobar.succeeds(words));
  }

  @Test
  void namesUnitsAndNumbersOfVariables() {
    prints(" t mask\n", "showname", "a.nc");
    prints(" K\n", "showunit", "a.nc");
    prints(" air_temperature unknown\n", "showstdname", "a.nc");
    prints(" -1 -2\n", "showcode", "a.nc");
    prints("2\n", "npar", "a.nc");
    prints("4\n4\n", "ngridpoints", "a.nc");
    prints("1\n1\n", "nlevel", "a.nc");
    prints("NetCDF\n", "showformat", "a.nc");
  }

  @Test
  void aDateIsListedOnceForStepsInARow() {
    prints("  2000-12-31  2001-01-01\n", "showdate", "a.nc");
    prints(" 12:00:00 18:00:00 00:00:00\n", "showtime", "a.nc");
    prints(
        "  2000-12-31T12:00:00  2000-12-31T18:00:00  2001-01-01T00:00:00\n",
        "showtimestamp",
        "a.nc");
    prints(" 2000 2001\n", "showyear", "a.nc");
    prints(" 12  1\n", "showmon", "a.nc");
    prints("3\n", "ntime", "a.nc");
    prints("2\n", "ndate", "a.nc");
    prints("2\n", "nmon", "a.nc");
    prints("2\n", "nyear", "a.nc");
  }

  @Test
  void gridsAreDescribedByFirstValueAndDistance() {
    prints(
        """
        #
        # gridID 1
        #
        gridtype  = lonlat
        gridsize  = 4
        datatype  = float
        xsize     = 2
        ysize     = 2
        xname     = lon
        xlongname = "longitude"
        xunits    = "degrees_east"
        yname     = lat
        ylongname = "latitude"
        yunits    = "degrees_north"
        xfirst    = 0
        xinc      = 180
        yfirst    = -30
        yinc      = 60
        """,
        "griddes",
        "a.nc");
  }

  @Test
  void attributesAreListedByPattern() {
    prints("t:\n   units = \"K\"\nmask:\n", "showattribute,*@units", "a.nc");
    prints("t:\n   missing_value = -9\n", "showattribute,t@missing*", "a.nc");
    assertTrue(isobar.fails("showattribute,x@units", "a.nc").contains("variable >x< not found"));
  }

  @Test
  void aMissingValueIsPrintedAsTheFileHasIt() {
    prints("1 -9 3 4 \n", "outputf,%g ,4", "-seltimestep,2", "-selname,t", "a.nc");
    prints(
        "        1       -9        3        4\n",
        "outputint",
        "-seltimestep,2",
        "-selname,t",
        "a.nc");
  }

  @Test
  void formatsOfC() {
    prints("00.000|01.000|\n01.000|00.000|\n", "outputf,%06.3f|,2", "-selname,mask", "a.nc");
    prints("+0.0e+00\n+1.0e+00\n+1.0e+00\n+0.0e+00\n", "outputf,%+.1e", "-selname,mask", "a.nc");
    assertTrue(isobar.fails("outputf,%d", "a.nc").contains("%8.4g"));
  }

  @Test
  void aTableHasTheColumnsThatAreAskedFor() {
    prints(
        """
        #name    lon    lat xind  value\s
        mask      0    -30    1      0\s
        mask    180    -30    2      1\s
        mask      0     30    1      1\s
        mask    180     30    2      0\s
        """,
        "outputtab,name:4,lon,lat,xind,value:6",
        "-selname,mask",
        "a.nc");
    assertTrue(isobar.fails("outputtab,colour", "a.nc").contains("colour"));
  }

  @Test
  void filesThatDifferGiveOneAsExitCode() {
    prints("", "diffn", "a.nc", "a.nc");
    Runner.Ended ended = isobar.run("diffn", "a.nc", "b.nc");
    assertEquals(1, ended.status());
    assertEquals("", ended.err());
    assertEquals(
        """
                       Date     Time   Level Gridsize    Miss    Diff : S Z  Max_Absdiff Max_Reldiff : Parameter name
             4 : 2001-01-01 00:00:00       0        4       0       1 : F F       1.0000     0.16667 : t         \s
          1 of 4 records differ
        """,
        ended.out());
    prints("", "diffn,abslim=1", "a.nc", "b.nc");
  }

  @Test
  void aCellThatOnlyOneFileHasIsADifference() {
    Runner.Ended ended = isobar.run("diff", "a.nc", "-setmisstoc,2", "a.nc");
    assertEquals(1, ended.status());
    assertTrue(ended.out().contains("1       1 : F F       0.0000      1.0000 : -1"), ended.out());
  }

  @Test
  void variablesArePairedByNameWhereAsked() {
    assertTrue(isobar.fails("diffn", "a.nc", "-selname,mask", "a.nc").contains("names=intersect"));
    prints("", "diffn,names=intersect", "a.nc", "-selname,mask", "a.nc");
  }

  @Test
  void whatCannotBeReadIsLeftOutOfListingsAndSaidOnce() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/files/compound.nc")) {
      Files.write(folder.resolve("compound.nc"), Objects.requireNonNull(in).readAllBytes());
    }
    Runner.Ended ended = isobar.run("showname", "compound.nc");
    assertEquals(0, ended.status());
    assertEquals(" t\n", ended.out());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().contains("'odd' cannot be read: values of type compound"), ended.err());
    assertTrue(ended.err().contains("-delname,odd"), ended.err());
    String refusal = isobar.fails("mulc,2", "compound.nc", "out.nc");
    assertTrue(refusal.contains("-delname,odd"), refusal);
  }
}
