package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.isobar.data.Region;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {

  @Test
  void tasksAreReorderedWithoutLossOrRepetition() {
    for (long tasks : new long[] {1, 2, 3, 4, 12, 97, 1000}) {
      Set<Long> seen = new TreeSet<>();
      List<Long> order = new ArrayList<>();
      for (long position = 0; position < tasks; position++) {
        order.add(FaultInjector.reordering(5).order(2, position, tasks));
      }
      seen.addAll(order);
      assertEquals(tasks, seen.size());
      assertEquals(0L, seen.iterator().next());
      if (tasks > 90) {
        assertNotEquals(List.copyOf(seen), order);
      }
    }
  }

  /** What happened to an attempt: how often the body ran, and whether it failed. */
  private static String outcome(FaultInjector faults, long task, int attempt) {
    AtomicInteger runs = new AtomicInteger();
    try {
      faults.run(1, task, attempt, runs::incrementAndGet);
    } catch (UncheckedIOException e) {
      return runs.get() + " failed";
    }
    return runs.get() + " done";
  }

  @Test
  void everyKindOfFaultHappensAndAlwaysInTheSameWay() {
    List<String> first = new ArrayList<>();
    List<String> again = new ArrayList<>();
    List<String> other = new ArrayList<>();
    FaultInjector faults = FaultInjector.chaos(1);
    for (long task = 0; task < 200; task++) {
      first.add(outcome(faults, task, 0));
      again.add(outcome(FaultInjector.chaos(1), task, 0));
      other.add(outcome(FaultInjector.chaos(2), task, 0));
    }
    assertEquals(first, again);
    assertNotEquals(first, other);
    assertEquals(Set.of("0 failed", "1 failed", "2 done", "1 done"), Set.copyOf(first));
    long plain = 200 - faults.faults();
    assertTrue(plain > 70 && plain < 130, plain + " attempts without a fault");
  }

  @Test
  void theLastAttemptSucceeds() {
    FaultInjector faults = FaultInjector.chaos(3);
    for (long task = 0; task < 200; task++) {
      assertEquals("1 done", outcome(faults, task, 3));
    }
    assertEquals(0, faults.faults());
  }

  @Test
  void readsFailByTheirNumber() {
    FaultInjector faults = FaultInjector.failingReads(1, 3);
    Region region = Region.all(1);
    assertDoesNotThrow(() -> faults.reading("f", "v", region));
    assertThrows(UncheckedIOException.class, () -> faults.reading("f", "v", region));
    assertDoesNotThrow(() -> faults.reading("f", "v", region));
    assertThrows(UncheckedIOException.class, () -> faults.reading("f", "v", region));
    assertDoesNotThrow(() -> faults.reading("f", "v", region));
    assertEquals(2, faults.faults());
  }
}
