package org.isobar.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.PlanException;
import org.junit.jupiter.api.Test;

class FilePlacementTest {
  private static final Dim LAT = new Dim("lat", 4);
  private static final Dim LON = new Dim("lon", 5);

  private static FileSchema schema(String... dims) {
    return new FileSchema(
        FileFormat.NC2,
        List.of(
            new FileDim("time", 1, true),
            new FileDim("lat", 4, false),
            new FileDim("one", 1, false),
            new FileDim("lon", 5, false)),
        List.of(
            VariableMetadata.of(
                "v", List.of(dims), new VariableType.Numeric(DType.FLOAT32), Attributes.NONE)),
        Attributes.NONE);
  }

  @Test
  void aRegionOfTheSameDimensionsStays() {
    Region region = Region.of(new long[] {1, 2}, new long[] {2, 3});
    assertEquals(
        region, FilePlacement.of(schema("lat", "lon"), "v", List.of(LAT, LON)).place(region));
  }

  @Test
  void dimensionsOfOneCellAreFilledIn() {
    Region region = Region.of(new long[] {1, 2}, new long[] {2, 3});
    assertEquals(
        Region.of(new long[] {0, 1, 0, 2}, new long[] {1, 2, 1, 3}),
        FilePlacement.of(schema("time", "lat", "one", "lon"), "v", List.of(LAT, LON))
            .place(region));
  }

  @Test
  void aScalarGoesToTheFirstCell() {
    assertEquals(
        Region.of(new long[] {0, 0}, new long[] {1, 1}),
        FilePlacement.of(schema("time", "one"), "v", List.of()).place(Region.all()));
  }

  @Test
  void otherShapesAreRefused() {
    assertThrows(
        PlanException.class, () -> FilePlacement.of(schema("lat", "lon"), "v", List.of(LAT)));
    assertThrows(
        PlanException.class, () -> FilePlacement.of(schema("lat"), "v", List.of(LAT, LON)));
  }
}
