package org.isobar.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeSetTest {

  @Test
  void neighboursBecomeOneRange() {
    RangeSet set = new RangeSet();
    set.add(new TaskRange(0, 4));
    set.add(new TaskRange(6, 8));
    set.add(new TaskRange(4, 6));
    assertEquals(1, set.ranges());
    assertEquals(8, set.size());
    set.remove(new TaskRange(3, 5));
    assertEquals(
        List.of(new TaskRange(0, 3), new TaskRange(5, 8)), set.within(new TaskRange(0, 9)));
    assertEquals(
        List.of(new TaskRange(3, 5), new TaskRange(8, 9)), set.missingFrom(new TaskRange(2, 9)));
  }

  @Test
  void itIsASet() {
    Random random = new Random(1);
    RangeSet set = new RangeSet();
    BitSet bits = new BitSet();
    for (int i = 0; i < 20_000; i++) {
      int begin = random.nextInt(60);
      int end = begin + random.nextInt(12);
      TaskRange range = new TaskRange(begin, end);
      if (random.nextBoolean()) {
        set.add(range);
        bits.set(begin, end);
      } else {
        set.remove(range);
        bits.clear(begin, end);
      }
      check(set, bits, range);
    }
  }

  private static void check(RangeSet set, BitSet bits, TaskRange range) {
    assertEquals(bits.cardinality(), set.size());
    int runs = 0;
    for (int k = 0; k < 80; k++) {
      assertEquals(bits.get(k), set.contains(k));
      runs += bits.get(k) && (k == 0 || !bits.get(k - 1)) ? 1 : 0;
    }
    assertEquals(runs, set.ranges());
    assertEquals(bits.nextSetBit(0), set.first().map(r -> (int) r.begin()).orElse(-1));
    TaskRange around = new TaskRange(Math.max(0, range.begin() - 3), range.end() + 3);
    BitSet inside = new BitSet();
    for (TaskRange part : set.within(around)) {
      inside.set((int) part.begin(), (int) part.end());
      assertTrue(part.begin() >= around.begin() && part.end() <= around.end());
    }
    for (TaskRange part : set.missingFrom(around)) {
      for (long k = part.begin(); k < part.end(); k++) {
        assertTrue(!inside.get((int) k) && !bits.get((int) k));
      }
    }
    BitSet expected = new BitSet();
    expected.set((int) around.begin(), (int) around.end());
    expected.and(bits);
    assertEquals(expected, inside);
    assertEquals(inside.isEmpty(), set.isDisjointFrom(around));
  }
}
