package org.isobar.io.netcdf.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.isobar.data.Region;
import org.isobar.io.netcdf.Regions;
import org.junit.jupiter.api.Test;

class CoverageTest {

  @Test
  void countsLikeABitmap() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      long[] shape = random.ints(1L + random.nextInt(3), 1, 7).asLongStream().toArray();
      Coverage coverage = Coverage.none(shape);
      boolean[] bitmap = new boolean[(int) Region.all(shape).size()];
      double[] numbers = new double[bitmap.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = i;
      }
      for (int step = 0; step < 12; step++) {
        Region region = region(shape, random);
        coverage.add(region);
        for (double cell : Regions.select(numbers, shape, region)) {
          bitmap[(int) cell] = true;
        }
        requireSame(bitmap, coverage, seed);
      }
    }
  }

  private static Region region(long[] shape, Random random) {
    Region region = Region.all(shape);
    for (int d = 0; d < shape.length; d++) {
      long start = random.nextLong(shape[d]);
      region = region.with(d, start, random.nextLong(shape[d] - start + 1));
    }
    return region;
  }

  private static void requireSame(boolean[] bitmap, Coverage coverage, int seed) {
    int set = 0;
    for (boolean b : bitmap) {
      set += b ? 1 : 0;
    }
    assertEquals(set, coverage.covered(), "seed " + seed);
    assertEquals(set == bitmap.length, coverage.complete(), "seed " + seed);
  }

  @Test
  void aScalarIsWrittenOnce() {
    Coverage scalar = Coverage.none();
    assertFalse(scalar.complete());
    scalar.add(Region.all());
    assertTrue(scalar.complete());
  }

  @Test
  void anEmptyArrayIsComplete() {
    assertTrue(Coverage.none(0, 5).complete());
  }

  @Test
  void recordsInOrderTakeOneEntry() {
    Coverage c = Coverage.none(100_000, 50, 60);
    for (int t = 0; t < 100_000; t++) {
      c.add(Region.of(new long[] {t, 0, 0}, new long[] {1, 50, 60}));
      assertEquals(1, c.entries());
    }
    assertTrue(c.complete());
  }

  @Test
  void tilesAcrossAllRecordsTakeFewEntries() {
    Coverage c = Coverage.none(438_000, 192, 288);
    List<Region> tiles = new ArrayList<>();
    for (int y = 0; y < 192; y += 4) {
      for (int x = 0; x < 288; x += 8) {
        tiles.add(Region.of(new long[] {0, y, x}, new long[] {438_000, 4, 8}));
      }
    }
    Collections.shuffle(tiles, new Random(1));
    int most = 0;
    for (Region tile : tiles) {
      c.add(tile);
      most = Math.max(most, c.entries());
    }
    assertTrue(c.complete());
    assertTrue(most < tiles.size(), most + " entries");
    assertEquals(1, c.entries());
  }
}
