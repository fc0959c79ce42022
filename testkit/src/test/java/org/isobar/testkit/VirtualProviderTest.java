package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualProviderTest {
  private final DatasetProvider provider = new VirtualProvider();

  private BlockReader open(VirtualDataset set) {
    return provider.open(set.read().variable().dataset().parts().get(0), Map.of());
  }

  private double[] read(VirtualDataset set, String variable, Region region) {
    double[] out = new double[(int) region.size()];
    try (BlockReader reader = open(set)) {
      boolean missing = reader.read(variable, region, out, 0);
      assertEquals(java.util.Arrays.stream(out).anyMatch(Double::isNaN), missing);
    }
    return out;
  }

  @Test
  void isFoundByTheServiceLoader() {
    assertTrue(
        ServiceLoader.load(DatasetProvider.class).stream()
            .anyMatch(p -> p.type() == VirtualProvider.class));
    assertTrue(provider.recognises("virtual:golden"));
    assertFalse(provider.recognises("/data/virtual.nc"));
  }

  @Test
  void goldenValuesFollowTheFormulaInEveryRegion() {
    VirtualDataset set = VirtualDataset.of("golden", "time:400,lat:50,lon:60").missing(13);
    Region region = Region.of(new long[] {7, 3, 2}, new long[] {9, 5, 11}, new long[] {40, 9, 5});
    double[] got = read(set, "v", region);
    int k = 0;
    for (int t = 7; t < 7 + 9 * 40; t += 40) {
      for (int y = 3; y < 3 + 5 * 9; y += 9) {
        for (int x = 2; x < 2 + 11 * 5; x += 5) {
          double want =
              (t + y + x) % 13 == 0 ? Double.NaN : ((31 * t + 17 * y + 7 * x) % 101) / 4.0;
          assertEquals(want, got[k++], t + "," + y + "," + x);
        }
      }
    }
  }

  @Test
  void floatValuesAreRoundedToFloat() {
    VirtualDataset set = VirtualDataset.of("float32", "time:100000,y:2,x:2");
    double[] got = read(set, "v", Region.of(new long[] {99_990, 0, 0}, new long[] {10, 2, 2}));
    for (int k = 0; k < got.length; k++) {
      int i = 99_990 + k / 4;
      int j = k % 4;
      assertEquals((float) (240 + ((i * 7919L + j * 104729L) % 60013) / 1000.0), got[k]);
    }
  }

  @Test
  void linearValuesDoNotDependOnTheRegion() {
    VirtualDataset set =
        VirtualDataset.of("linear", "t:50,x:40")
            .type(DType.FLOAT64)
            .with("slope", "0.1,0.3")
            .with("offset", "5");
    double[] all = read(set, "v", Region.all(50, 40));
    double[] part =
        read(set, "v", Region.of(new long[] {3, 1}, new long[] {4, 5}, new long[] {9, 8}));
    assertEquals(5 + 0.1 * 49 + 0.3 * 39, all[50 * 40 - 1], 1e-12);
    for (int k = 0; k < 20; k++) {
      assertEquals(all[(3 + k / 5 * 9) * 40 + 1 + k % 5 * 8], part[k]);
    }
  }

  @Test
  void scalarsAndEmptyRegionsAreRead() {
    assertArrayEquals(
        new double[] {7},
        read(VirtualDataset.of("constant", "").with("value", "7"), "v", Region.all()));
    assertArrayEquals(
        new double[0],
        read(VirtualDataset.of("golden", "x:5"), "v", Region.of(new long[] {5}, new long[] {0})));
  }

  @Test
  void landIsMissingAtAllTimes() {
    VirtualDataset set = VirtualDataset.of("golden", "time:3,x:8").with("land", "4");
    double[] got = read(set, "v", Region.all(3, 8));
    for (int k = 0; k < got.length; k++) {
      assertEquals(k % 8 % 4 == 0, Double.isNaN(got[k]));
    }
  }

  @Test
  void partsOfAJoinedSeriesContinueTheFormula() {
    VirtualDataset set = VirtualDataset.of("golden", "time:10,x:3").missing(5);
    double[] whole = read(set, "v", Region.all(10, 3));
    DatasetDescriptor joined = set.readJoined(4, 6).variable().dataset();
    double[] second = new double[18];
    double[] time = new double[1];
    try (BlockReader reader = provider.open(joined.parts().get(1), Map.of())) {
      reader.read("v", Region.all(6, 3), second, 0);
      reader.read("time", Region.of(new long[] {5}, new long[] {1}), time, 0);
    }
    assertArrayEquals(java.util.Arrays.copyOfRange(whole, 12, 30), second);
    assertArrayEquals(new double[] {9}, time);
  }

  @Test
  void coordinatesHaveCfAttributesAndBounds() {
    VirtualDataset set =
        VirtualDataset.of("golden", "time:1461,lat:5,lon:4").with("lat", "-60,-30,0,30,60");
    FileMetadata file = provider.inspect(set.location(), Map.of());
    assertEquals(
        List.of("time", "time_bnds", "lat", "lat_bnds", "lon", "lon_bnds", "v"),
        file.variables().stream().map(VariableMetadata::path).toList());
    assertEquals(
        "days since 2001-01-01",
        file.variable("time").orElseThrow().attributes().text("units").orElseThrow());
    assertArrayEquals(new double[] {-60, -30, 0, 30, 60}, read(set, "lat", Region.all(5)));
    assertArrayEquals(
        new double[] {-75, -45, -45, -15, -15, 15, 15, 45, 45, 75},
        read(set, "lat_bnds", Region.all(5, 2)));
    assertArrayEquals(
        new double[] {-45, 45, 45, 135, 135, 225, 225, 315},
        read(set, "lon_bnds", Region.all(4, 2)));
    assertArrayEquals(
        new double[] {1460, 1461},
        read(set, "time_bnds", Region.of(new long[] {1460, 0}, new long[] {1, 2})));
  }

  @Test
  void regularLatitudesReachThePoles() {
    VirtualDataset set = VirtualDataset.of("golden", "lat:2").with("lat", "descending");
    assertArrayEquals(new double[] {45, -45}, read(set, "lat", Region.all(2)));
    assertArrayEquals(new double[] {90, 0, 0, -90}, read(set, "lat_bnds", Region.all(2, 2)));
  }

  @Test
  void aDatasetSurvivesItsLocation() {
    VirtualDataset set =
        VirtualDataset.of("golden", "time:10,lat:3").chunk(2, 3).type(DType.INT16).missing(7);
    assertEquals(set, VirtualDataset.parse(set.location()));
    assertEquals(
        "virtual:golden?chunk=2,3&dims=time:10,lat:3&missing=7&type=INT16", set.location());
  }

  @Test
  void packedValuesUnpackToTheFormula() {
    VirtualDataset set = VirtualDataset.of("golden", "x:200").type(DType.INT8);
    double[] got = read(set, "v", Region.all(200));
    assertEquals((31 * 199 % 101) / 4.0, got[199]);
    Attributes attributes = set.metadata().variable("v").orElseThrow().attributes();
    assertEquals(0.25, attributes.number("scale_factor").orElseThrow());
  }

  @Test
  void labelsAreText() {
    VirtualDataset set = VirtualDataset.of("golden", "member:2").with("labels", "member:r1|r2");
    try (BlockReader reader = open(set)) {
      assertEquals(List.of("r1", "r2"), reader.readText("member"));
      assertThrows(DatasetException.class, () -> reader.readText("v"));
    }
  }

  @Test
  void errorsNameLocationAndWhatWasAsked() {
    VirtualDataset set = VirtualDataset.of("golden", "x:5");
    try (BlockReader reader = open(set)) {
      assertMessage(set, () -> reader.read("w", Region.all(5), new double[5], 0), "'w'", "v");
      assertMessage(set, () -> reader.read("v", Region.all(6), new double[6], 0), "x=5");
    }
    BlockReader closed = open(set);
    closed.close();
    assertMessage(set, () -> closed.read("v", Region.all(5), new double[5], 0), "closed");
    DatasetDescriptor.Part other =
        new DatasetDescriptor.Part(set.location(), new Fingerprint(1, 2, 3), 0, 0);
    assertMessage(set, () -> provider.open(other, Map.of()), "changed");
    for (String bad :
        List.of(
            "virtual:gold?dims=x:1", "virtual:golden?dims=x", "virtual:golden?dims=x:1&type=F")) {
      String message =
          assertThrows(DatasetException.class, () -> open(VirtualDataset.parse(bad)).close())
              .getMessage();
      assertTrue(message.contains("virtual:gold"), message);
    }
  }

  private static void assertMessage(
      VirtualDataset set, org.junit.jupiter.api.function.Executable call, String... words) {
    String message = assertThrows(DatasetException.class, call).getMessage();
    assertTrue(message.contains(set.location()), message);
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void hooksSeeOpeningsAndReads() {
    List<String> seen = new ArrayList<>();
    ReadHook spy =
        new ReadHook() {
          @Override
          public void opening(String location) {
            seen.add("open");
          }

          @Override
          public void reading(String location, String variable, Region region) {
            seen.add(variable + region.size());
          }

          @Override
          public void closed(String location) {
            seen.add("close");
          }
        };
    VirtualDataset set;
    try (ReadHook.Installed hook = ReadHook.install(spy)) {
      set = VirtualDataset.of("golden", "x:5").with("hook", hook.id());
      read(set, "v", Region.all(5));
    }
    read(set, "v", Region.all(4));
    assertEquals(List.of("open", "v5", "close"), seen);
  }

  @Test
  void writtenFilesKeepADigestThatNeedsNoOrder(@TempDir Path folder) {
    Path file = folder.resolve("out.virtual");
    NdArray array =
        NdArray.ofDoubles(List.of(new Dim("t", 2), new Dim("x", 2)), 1, Double.NaN, 3, 0.1);
    FileSchema schema =
        new FileSchema(
            FileFormat.VIRTUAL,
            List.of(new FileDim("t", 2, true), new FileDim("x", 2, false)),
            List.of(
                VariableMetadata.of(
                    "v",
                    List.of("t", "x"),
                    new VariableType.Numeric(DType.FLOAT64),
                    Attributes.NONE)),
            Attributes.NONE);
    try (BlockWriter writer = provider.create(file, schema)) {
      writer.write("v", Region.of(new long[] {1, 0}, new long[] {1, 2}), new double[] {3, 0.1}, 0);
      assertThrows(DatasetException.class, writer::commit);
      writer.write("v", Region.of(new long[] {0, 0}, new long[] {1, 2}), new double[] {9, 9}, 0);
      writer.write(
          "v", Region.of(new long[] {0, 0}, new long[] {1, 2}), new double[] {1, Double.NaN}, 0);
      assertFalse(Files.exists(file));
      writer.commit();
    }
    assertEquals(Map.of("v", Digest.of(array)), Digest.read(file));
    try (BlockWriter writer = provider.create(folder.resolve("other"), schema)) {
      writer.write("v", Region.all(2, 2), new double[4], 0);
    }
    assertArrayEquals(new String[] {"out.virtual"}, folder.toFile().list());
  }
}
