package org.isobar.data;

import static org.isobar.memory.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.isobar.error.ShapeException;
import org.junit.jupiter.api.Test;

class RegionTest {
  @Test
  void endIsOnePastTheLastIndexTouched() {
    Region r = Region.of(new long[] {2, 0}, new long[] {3, 0}, new long[] {4, 1});
    assertEquals(11, r.end(0));
    assertEquals(0, r.end(1));
    assertEquals(0, r.size());
  }

  @Test
  void wholeOfAnArrayHasItsShape() {
    Region r = Region.all(List.of(new Dim("t", 3), new Dim("x", 4)));
    assertArrayEquals(new long[] {3, 4}, r.counts());
    assertEquals(12, r.size());
    assertEquals(1, Region.all().size());
  }

  @Test
  void anotherExtentLeavesTheOtherDimensions() {
    Region r = Region.of(new long[] {0, 1}, new long[] {3, 4}, new long[] {2, 5});
    assertEquals(
        Region.of(new long[] {0, 7}, new long[] {3, 2}, new long[] {2, 5}), r.with(1, 7, 2));
    assertEquals(
        Region.of(new long[] {0, 7}, new long[] {3, 2}, new long[] {2, 1}), r.with(1, 7, 2, 1));
  }

  @Test
  void printsAsSlices() {
    assertEquals(
        "[0:76, 10:19:2]",
        Region.of(new long[] {0, 10}, new long[] {76, 5}, new long[] {1, 2}).toString());
  }

  @Test
  void equalityIsOfAllThree() {
    Region r = Region.of(new long[] {1}, new long[] {2}, new long[] {3});
    assertEquals(r, Region.of(new long[] {1}, new long[] {2}, new long[] {3}));
    assertEquals(
        r.hashCode(), Region.of(new long[] {1}, new long[] {2}, new long[] {3}).hashCode());
    assertNotEquals(r, Region.of(new long[] {1}, new long[] {2}, new long[] {1}));
  }

  @Test
  void nonsenseIsRefused() {
    fails(ShapeException.class, () -> Region.of(new long[] {0}, new long[] {1, 2}), "ranks 1, 2");
    fails(ShapeException.class, () -> Region.of(new long[] {-1}, new long[] {1}), "start -1");
    fails(ShapeException.class, () -> Region.of(new long[] {0}, new long[] {-1}), "count -1");
    fails(
        ShapeException.class,
        () -> Region.of(new long[] {0}, new long[] {1}, new long[] {0}),
        "stride 0");
    fails(
        ShapeException.class,
        () -> Region.of(new long[] {1}, new long[] {Long.MAX_VALUE}),
        "start 1");
    fails(
        ShapeException.class,
        () -> Region.of(new long[] {0}, new long[] {1L << 40}, new long[] {1L << 40}),
        "stride 1099511627776");
  }

  @Test
  void tooManyCellsAreAnErrorInWords() {
    fails(
        ShapeException.class,
        () -> Region.all(1L << 32, 1L << 32).size(),
        "too many cells: [4294967296, 4294967296]");
    assertEquals(0, Region.all(1L << 32, 1L << 32, 0).size());
  }
}
