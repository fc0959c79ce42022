package org.isobar.cf;

import static org.isobar.memory.Failures.fails;
import static org.isobar.memory.MemoryFile.attributes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.dataset.VariableRef;
import org.isobar.error.CalendarException;
import org.isobar.error.DatasetException;
import org.isobar.expr.Read;
import org.isobar.memory.MemoryFile;
import org.isobar.memory.MemoryProvider;
import org.isobar.memory.Values;
import org.junit.jupiter.api.Test;

class JoinTest {
  private static MemoryFile file(String time, double[] days, double... values) {
    return MemoryFile.create()
        .unlimited("time", days.length)
        .dim("lat", 1)
        .doubles("time", "time", time, days)
        .doubles("lat", "lat", "units=degrees_north", 10)
        .floats("v", "time lat", "units=K", values);
  }

  private static MemoryFile since2000(double[] days, double... values) {
    return file("units=days since 2000-01-01", days, values);
  }

  private static double[] days(double... d) {
    return d;
  }

  private static Field join(MemoryFile... files) {
    return join(Overlap.FAIL, files);
  }

  private static Field join(Overlap overlap, MemoryFile... files) {
    return Dataset.options()
        .overlap(overlap)
        .open(Arrays.stream(files).map(MemoryFile::location).toList())
        .field("v");
  }

  private static List<String> dates(Field f) {
    Coordinate c = f.coordinate("time");
    List<String> out = new ArrayList<>();
    for (double v : c.values()) {
      out.add(c.time().orElseThrow().decode(v).toString().substring(0, 10));
    }
    return out;
  }

  @Test
  void filesFollowEachOtherInTimeWhateverTheirOrder() {
    Field f = join(since2000(days(2, 3), 12, 13), since2000(days(0, 1), 10, 11));
    assertEquals(List.of("2000-01-01", "2000-01-02", "2000-01-03", "2000-01-04"), dates(f));
    assertArrayEquals(new double[] {10, 11, 12, 13}, Values.of(f));
  }

  @Test
  void referenceDatesMayDiffer() {
    Field f =
        join(since2000(days(31), 1), file("units=hours since 2000-03-01", days(24, 48), 2, 3));
    assertEquals(List.of("2000-02-01", "2000-03-02", "2000-03-03"), dates(f));
    assertArrayEquals(new double[] {31, 61, 62}, f.coordinate("time").values());
    assertEquals(
        "days since 2000-01-01", f.coordinate("time").attributes().text("units").orElseThrow());
  }

  @Test
  void boundsAreJoinedIfAllFilesHaveThem() {
    MemoryFile hours = bounded("hours since 2000-01-02", 12, 0, 24);
    MemoryFile days = bounded("days since 2000-01-01", 2.5, 2, 3);
    assertArrayEquals(
        new double[] {0, 24, 24, 48},
        join(days, hours).coordinate("time").bounds().orElseThrow().pairs());
    assertTrue(join(since2000(days(0.5), 1), hours).coordinate("time").bounds().isEmpty());
  }

  private static MemoryFile bounded(String units, double at, double from, double to) {
    return MemoryFile.create()
        .unlimited("time", 1)
        .dim("lat", 1)
        .dim("bnds", 2)
        .doubles("time", "time", "units=" + units + "; bounds=time_bnds", at)
        .doubles("time_bnds", "time bnds", "", from, to)
        .doubles("lat", "lat", "units=degrees_north", 10)
        .floats("v", "time lat", "units=K");
  }

  @Test
  void calendarsMustBeOne() {
    fails(
        CalendarException.class,
        () ->
            join(
                since2000(days(0), 1),
                file("units=days since 2000-01-01; calendar=noleap", days(1), 1)),
        "memory:",
        "standard",
        "noleap",
        "alignTime");
  }

  @Test
  void filesWithoutRecordsAddNothing() {
    Field f = join(since2000(days()), since2000(days(1, 2), 1, 2), since2000(days()));
    assertArrayEquals(new double[] {1, 2}, Values.of(f));
    assertEquals(1, ((Read) f.expr()).variable().dataset().parts().size());
    assertEquals("[time=0, lat=1]", join(since2000(days()), since2000(days())).dims().toString());
  }

  @Test
  void unitsMayBeSpeltDifferently() {
    MemoryFile b =
        MemoryFile.create()
            .unlimited("time", 1)
            .dim("lat", 1)
            .doubles("time", "time", "units=days since 2000-01-01", 9)
            .doubles("lat", "lat", "units=degrees_north", 10)
            .floats("v", "time lat", "units=kelvin");
    assertEquals(2, join(since2000(days(0), 1), b).shape()[0]);
  }

  @Test
  void unitsMustBeTheSame() {
    MemoryFile b =
        MemoryFile.create()
            .unlimited("time", 1)
            .dim("lat", 1)
            .doubles("time", "time", "units=days since 2000-01-01", 9)
            .doubles("lat", "lat", "units=degrees_north", 10)
            .floats("v", "time lat", "units=degC");
    fails(
        DatasetException.class,
        () -> join(since2000(days(0), 1), b),
        "'v' has units 'K'",
        "'degC' in " + b.location());
  }

  private static MemoryFile at(double latitude, double day) {
    return MemoryFile.create()
        .unlimited("time", 1)
        .dim("lat", 1)
        .doubles("time", "time", "units=days since 2000-01-01", day)
        .doubles("lat", "lat", "units=degrees_north", latitude)
        .floats("v", "time lat", "units=K");
  }

  @Test
  void gridsMustMatch() {
    assertEquals(2, join(at(10, 0), at(10.000001, 1)).shape()[0]);
    MemoryFile other = at(11, 1);
    fails(
        DatasetException.class,
        () -> join(at(10, 0), other),
        other.location(),
        "differ along 'lat'",
        "cell 0 is 10.0 degrees_north in one and 11.0");
  }

  @Test
  void shapesMustMatch() {
    MemoryFile wide =
        MemoryFile.create()
            .unlimited("time", 1)
            .dim("lat", 2)
            .doubles("time", "time", "units=days since 2000-01-01", 9)
            .doubles("lat", "lat", "units=degrees_north", 10, 20)
            .floats("v", "time lat", "units=K");
    fails(
        DatasetException.class,
        () -> join(since2000(days(0), 1), wide),
        "dimension 'lat' of 'v' has 1 cells",
        "2 in " + wide.location());
    MemoryFile turned =
        MemoryFile.create()
            .unlimited("time", 1)
            .dim("lat", 1)
            .doubles("time", "time", "units=days since 2000-01-01", 9)
            .doubles("lat", "lat", "units=degrees_north", 10)
            .floats("v", "lat time", "units=K");
    fails(
        DatasetException.class,
        () -> join(since2000(days(0), 1), turned),
        "[time, lat]",
        "[lat, time] in " + turned.location());
  }

  @Test
  void onlyTimeJoins() {
    MemoryFile fixed =
        MemoryFile.create()
            .dim("lat", 1)
            .doubles("lat", "lat", "units=degrees_north", 1)
            .floats("v", "lat", "");
    MemoryFile again =
        MemoryFile.create()
            .dim("lat", 1)
            .doubles("lat", "lat", "units=degrees_north", 1)
            .floats("v", "lat", "");
    fails(DatasetException.class, () -> join(fixed, again), "no time coordinate", "[lat]");
    fails(
        DatasetException.class,
        () -> join(file("units=days", days(0), 1), file("units=days", days(1), 1)),
        "cannot be read as time",
        "'days'");
  }

  @Test
  void timesMustRise() {
    fails(
        DatasetException.class,
        () -> join(since2000(days(3, 1), 1, 2), since2000(days(9), 1)),
        "step 1 (2000-01-02T00:00:00) is before step 0 (2000-01-04T00:00:00)");
  }

  // ---- overlaps

  @Test
  void stepsHeldTwiceAreAnError() {
    MemoryFile a = since2000(days(0, 1, 2), 0, 1, 2);
    MemoryFile b = since2000(days(2, 3), 22, 23);
    fails(
        DatasetException.class,
        () -> join(a, b),
        a.location() + " and " + b.location() + " both hold 2000-01-03T00:00:00",
        "KEEP_FIRST");
  }

  @Test
  void theFileThatStartsFirstOrLastCounts() {
    MemoryFile a = since2000(days(0, 1, 2), 0, 1, 2);
    MemoryFile b = since2000(days(1, 2, 3), 11, 12, 13);
    MemoryFile c = since2000(days(3, 4), 23, 24);
    assertArrayEquals(new double[] {0, 1, 2, 13, 24}, Values.of(join(Overlap.KEEP_FIRST, c, b, a)));
    assertArrayEquals(
        new double[] {0, 11, 12, 23, 24}, Values.of(join(Overlap.KEEP_LAST, a, b, c)));
  }

  @Test
  void stepsAroundAShorterFileAreKept() {
    MemoryFile long_ = since2000(days(0, 1, 2, 3, 4), 0, 1, 2, 3, 4);
    MemoryFile inner = since2000(days(1, 2), 11, 12);
    MemoryFile later = since2000(days(4, 5), 24, 25);
    assertArrayEquals(
        new double[] {0, 11, 12, 3, 24, 25},
        Values.of(join(Overlap.KEEP_LAST, long_, inner, later)));
    assertArrayEquals(
        new double[] {0, 1, 2, 3, 4, 25}, Values.of(join(Overlap.KEEP_FIRST, long_, inner, later)));
    Field f = join(Overlap.KEEP_LAST, long_, inner, later);
    assertEquals(
        List.of("2000-01-01", "2000-01-02", "2000-01-03", "2000-01-04", "2000-01-05", "2000-01-06"),
        dates(f));
  }

  @Test
  void stepsBetweenThoseOfAnotherFileAreNoOverlap() {
    MemoryFile odd = since2000(days(1, 3, 5), 1, 3, 5);
    MemoryFile even = since2000(days(2, 4), 2, 4);
    for (Overlap policy : Overlap.values()) {
      fails(
          DatasetException.class,
          () -> join(policy, odd, even),
          "steps between each other's",
          "2000-01-02T00:00:00 to 2000-01-06T00:00:00");
    }
  }

  // ---- what comes along

  @Test
  void packingOfUnlikeFilesIsGivenUp() {
    MemoryFile a = packed(0, 0.5);
    MemoryFile b = packed(1, 0.25);
    assertEquals(DType.INT16, storage(a, packed(1, 0.5)));
    assertEquals(DType.FLOAT32, storage(a, b));
    assertArrayEquals(new double[] {5, 2.5}, Values.of(join(a, b)));
  }

  private static DType storage(MemoryFile... files) {
    List<OpenedFile> opened =
        Arrays.stream(files)
            .map(f -> OpenedFile.of(new MemoryProvider(), f.location(), Map.of()))
            .toList();
    return DatasetReader.read(opened, Overlap.FAIL).fields().get(0).packing().type().type();
  }

  private static MemoryFile packed(double day, double scale) {
    return MemoryFile.create()
        .unlimited("time", 1)
        .doubles("time", "time", "units=days since 2000-01-01", day)
        .variable("v", DType.INT16, "time", MemoryProvider.packed(DType.INT16, scale, 0, -1), 10);
  }

  @Test
  void theWiderTypeHoldsAllFiles() {
    MemoryFile doubles =
        MemoryFile.create()
            .unlimited("time", 1)
            .dim("lat", 1)
            .doubles("time", "time", "units=days since 2000-01-01", 9)
            .doubles("lat", "lat", "units=degrees_north", 10)
            .doubles("v", "time lat", "units=K");
    assertEquals(DType.FLOAT64, join(since2000(days(0), 1), doubles).dtype());
  }

  @Test
  void textAlongTimeIsJoined() {
    MemoryFile a = since2000(days(0, 1), 0, 1).chars("stamp", "time", "", "a", "b");
    MemoryFile b = since2000(days(2), 2).chars("stamp", "time", "", "c");
    Auxiliary.Texts t = (Auxiliary.Texts) join(b, a).coordinates().auxiliaries().get(0);
    assertEquals(List.of("a", "b", "c"), t.values());
  }

  @Test
  void charTimeIsJoined() {
    Field f = join(textual("2000-01-02", "2000-01-03"), textual("2000-01-01"));
    assertEquals(List.of("2000-01-01", "2000-01-02", "2000-01-03"), dates(f));
  }

  private static MemoryFile textual(String... stamps) {
    return MemoryFile.create()
        .unlimited("time", stamps.length)
        .chars("time", "time", "", stamps)
        .floats("v", "time", "");
  }

  @Test
  void floatTimesOfUnlikeReferencesAreExact() {
    MemoryFile a =
        MemoryFile.create()
            .unlimited("time", 1)
            .variable(
                "time", DType.FLOAT32, "time", attributes("units=days since 1850-01-01"), 55_115.25)
            .floats("v", "time", "");
    MemoryFile b =
        MemoryFile.create()
            .unlimited("time", 1)
            .variable(
                "time",
                DType.FLOAT32,
                "time",
                attributes("units=days since 1850-01-01"),
                55_115.4166666)
            .floats("v", "time", "");
    Coordinate c = join(b, a).coordinate("time");
    assertEquals("2000-11-25T06:00:00", c.time().orElseThrow().decode(c.value(0)).toString());
    assertEquals("2000-11-25T10:00:00", c.time().orElseThrow().decode(c.value(1)).toString());
  }

  @Test
  void unlimitedTimeIsJoinedRatherThanAFixedOne() {
    List<MemoryFile> files = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      files.add(
          MemoryFile.create()
              .dim("start", 1)
              .unlimited("time", 1)
              .doubles("start", "start", "axis=T; units=days since 2000-01-01", 0)
              .doubles("time", "time", "units=days since 2000-01-01", i)
              .floats("v", "start time", ""));
    }
    assertEquals("[start=1, time=2]", join(files.toArray(MemoryFile[]::new)).dims().toString());
  }

  // ---- many

  @Test
  void aThousandFilesAreOpenedOnceEach() {
    List<MemoryFile> files = new ArrayList<>();
    for (int i = 999; i >= 0; i--) {
      double first = i * 3;
      files.add(since2000(DoubleStream.iterate(first, d -> d + 1).limit(3).toArray()));
    }
    Field f = assertTimeout(Duration.ofSeconds(20), () -> join(files.toArray(MemoryFile[]::new)));
    assertEquals(3000, f.shape()[0]);
    VariableRef ref = ((Read) f.expr()).variable();
    assertEquals(1000, ref.dataset().parts().size());
    for (MemoryFile m : files) {
      assertEquals(1, m.inspected());
      assertEquals(1, m.opened());
      assertEquals(1, m.reads("time"));
      assertEquals(1, m.reads("lat"));
      assertEquals(0, m.leftOpen());
    }
  }

  @Test
  void manyVariablesDoNotTakeQuadraticTime() {
    MemoryFile file = MemoryFile.create().dim("x", 1).doubles("x", "x", "axis=X");
    for (int i = 0; i < 3000; i++) {
      file.floats("v" + i, "x", "coordinates=v" + (i + 1) + "_absent");
    }
    Dataset ds = assertTimeout(Duration.ofSeconds(10), () -> file.open());
    assertEquals(3000, ds.names().size());
  }
}
