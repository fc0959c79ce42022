package org.isobar.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.engine.runtime.StageScheduler.Failure;
import org.isobar.engine.runtime.StageScheduler.Receipt;
import org.isobar.engine.runtime.StageScheduler.Settings;
import org.junit.jupiter.api.Test;

class StageSchedulerTest {
  private static final Set<Long> NONE = Set.of();
  private static final long SILENCE = 1000;
  private static final long LATE = 100;

  private static StageScheduler scheduler(long tasks) {
    return new StageScheduler(tasks, new Settings(1024, SILENCE, LATE, 3));
  }

  private static TaskRange tasks(long begin, long end) {
    return new TaskRange(begin, end);
  }

  private static Offer.Work work(StageScheduler s, int worker, long now) {
    return assertInstanceOf(Offer.Work.class, s.ask(worker, NONE, now));
  }

  private static Offer.Work more(StageScheduler s, int worker, long now, Long... holding) {
    return assertInstanceOf(Offer.Work.class, s.ask(worker, Set.of(holding), now));
  }

  @Test
  void leasesAreAlignedSubtreesThatShrinkTowardsTheEnd() {
    StageScheduler s = scheduler(1000);
    List<Long> sizes = new ArrayList<>();
    long next = 0;
    while (s.done() < 1000) {
      Offer.Work work = work(s, 7, 0);
      TaskRange range = work.tasks();
      assertEquals(next, range.begin());
      long size = Long.highestOneBit(2 * range.size() - 1);
      assertEquals(0, range.begin() % size, range::toString);
      assertTrue(range.size() == size || range.end() == 1000, range::toString);
      sizes.add(range.size());
      assertEquals(Receipt.ACCEPTED, s.acknowledge(7, work.lease(), range, 0));
      next = range.end();
    }
    assertEquals(128, sizes.get(0));
    assertEquals(1, sizes.get(sizes.size() - 1));
    assertTrue(s.isDone());
    assertInstanceOf(Offer.Over.class, s.ask(7, NONE, 0));
  }

  @Test
  void aStageWithoutTasksIsDone() {
    StageScheduler s = scheduler(0);
    assertTrue(s.isDone());
    assertInstanceOf(Offer.Over.class, s.ask(1, NONE, 0));
  }

  @Test
  void aTaskCountsOnce() {
    StageScheduler s = scheduler(4);
    Offer.Work work = work(s, 1, 0);
    assertEquals(tasks(0, 1), work.tasks());
    assertEquals(Receipt.ACCEPTED, s.acknowledge(1, work.lease(), tasks(0, 1), 0));
    assertEquals(Receipt.DUPLICATE, s.acknowledge(1, work.lease(), tasks(0, 1), 0));
    assertEquals(1, s.done());
  }

  @Test
  void lateAcknowledgementsCountIfNobodyWasFaster() {
    StageScheduler s = scheduler(2);
    Offer.Work lost = work(s, 1, 0);
    s.lost(1);
    Offer.Work second = work(s, 2, 0);
    assertEquals(lost.tasks(), second.tasks());
    assertEquals(Receipt.ACCEPTED, s.acknowledge(1, lost.lease(), lost.tasks(), 5));
    assertEquals(Receipt.DUPLICATE, s.acknowledge(2, second.lease(), second.tasks(), 6));
    assertEquals(tasks(1, 2), work(s, 2, 7).tasks());
  }

  @Test
  void overlappingResultsAreRefusedAndTheirRestRunsAgain() {
    StageScheduler s = new StageScheduler(8, new Settings(8, SILENCE, LATE, 3));
    // One worker with a share of two tasks, another one that takes the second of them.
    Offer.Work first = work(s, 1, 0);
    assertEquals(tasks(0, 2), first.tasks());
    for (TaskRange rest = work(s, 2, 0).tasks(); rest.end() < 8; ) {
      rest = more(s, 2, 0, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L).tasks();
    }
    Offer.Work stolen = work(s, 3, 0);
    assertEquals(tasks(1, 2), stolen.tasks());
    assertEquals(Optional.of(new Offer.Cut(1, first.lease(), tasks(0, 1))), stolen.cut());
    assertEquals(Receipt.ACCEPTED, s.acknowledge(3, stolen.lease(), tasks(1, 2), 0));
    assertEquals(Receipt.OVERLAP, s.acknowledge(1, first.lease(), tasks(0, 2), 0));
    assertEquals(tasks(0, 1), work(s, 3, 0).tasks());
  }

  @Test
  void idleWorkersTakeTheFarHalfOfTheLargestLease() {
    StageScheduler s = new StageScheduler(64, new Settings(16, SILENCE, LATE, 3));
    Offer.Work big = work(s, 1, 0);
    assertEquals(tasks(0, 16), big.tasks());
    s.acknowledge(1, big.lease(), tasks(0, 4), 0);
    Offer.Work work = work(s, 2, 0);
    while (work.cut().isEmpty()) {
      s.acknowledge(2, work.lease(), work.tasks(), 0);
      work = work(s, 2, 0);
    }
    assertEquals(52, s.done());
    assertEquals(tasks(12, 16), work.tasks());
    assertEquals(Optional.of(new Offer.Cut(1, big.lease(), tasks(0, 12))), work.cut());
    assertEquals(tasks(8, 12), work(s, 3, 0).tasks());
  }

  @Test
  void whatIsLateIsDoneTwice() {
    StageScheduler s = scheduler(1);
    Offer.Work slow = work(s, 1, 0);
    assertInstanceOf(Offer.Wait.class, s.ask(2, NONE, LATE - 1));
    Offer.Work twice = work(s, 2, LATE);
    assertEquals(slow.tasks(), twice.tasks());
    assertInstanceOf(Offer.Wait.class, s.ask(3, NONE, 10 * LATE), "a third time");
    assertEquals(Receipt.ACCEPTED, s.acknowledge(2, twice.lease(), twice.tasks(), 150));
    assertEquals(Receipt.DUPLICATE, s.acknowledge(1, slow.lease(), slow.tasks(), 151));
    assertTrue(s.isDone());
  }

  @Test
  void aLeaseIsNotLateWhileOthersTakeAsLong() {
    StageScheduler s = scheduler(2);
    Offer.Work first = work(s, 1, 0);
    s.acknowledge(1, first.lease(), first.tasks(), 1000);
    Offer.Work second = work(s, 1, 1000);
    assertInstanceOf(Offer.Wait.class, s.ask(2, NONE, 3000));
    assertEquals(second.tasks(), work(s, 2, 4000).tasks());
  }

  @Test
  void aWorkerDoesNotRepeatItsOwnTasks() {
    StageScheduler s = scheduler(1);
    Offer.Work work = work(s, 1, 0);
    assertInstanceOf(Offer.Wait.class, s.ask(1, Set.of(work.lease()), 10 * LATE));
  }

  @Test
  void leasesThatAWorkerNoLongerKnowsAreLentAgain() {
    StageScheduler s = scheduler(1);
    work(s, 1, 0);
    // The offer was lost on its way.
    assertEquals(tasks(0, 1), work(s, 1, 1).tasks());
  }

  @Test
  void silentWorkersLoseTheirLeases() {
    StageScheduler s = scheduler(2);
    Offer.Work a = work(s, 1, 0);
    Offer.Work b = work(s, 2, 0);
    s.heard(2, SILENCE);
    assertEquals(List.of(), s.expire(SILENCE));
    assertEquals(List.of(1), s.expire(SILENCE + 1));
    assertEquals(a.tasks(), more(s, 2, SILENCE + 2, b.lease()).tasks());
  }

  @Test
  void failedTasksAreTriedElsewhere() {
    StageScheduler s = scheduler(3);
    Offer.Work a = work(s, 1, 0);
    Offer.Work b = work(s, 2, 0);
    assertTrue(s.failed(1, a.lease(), 0, "disk", 0));
    assertEquals(tasks(2, 3), work(s, 1, 0).tasks(), "not again by the same worker");
    s.acknowledge(2, b.lease(), b.tasks(), 0);
    assertEquals(tasks(0, 1), work(s, 2, 0).tasks());
  }

  @Test
  void theOnlyWorkerTriesAgainItself() {
    StageScheduler s = scheduler(1);
    Offer.Work a = work(s, 1, 0);
    s.failed(1, a.lease(), 0, "disk", 0);
    assertEquals(tasks(0, 1), work(s, 1, 0).tasks());
  }

  @Test
  void attemptsAreBounded() {
    StageScheduler s = scheduler(2);
    for (int attempt = 1; attempt <= 3; attempt++) {
      Offer.Work work = work(s, attempt, 0);
      assertEquals(tasks(0, 1), work.tasks());
      assertEquals(attempt < 3, s.failed(attempt, work.lease(), 0, "disk " + attempt, 0));
    }
    assertEquals(Optional.of(new Failure(0, 3, "disk 3")), s.failure());
    assertInstanceOf(Offer.Over.class, s.ask(9, NONE, 0));
  }

  @Test
  void workersThatVanishAtATaskAreAttemptsToo() {
    StageScheduler s = scheduler(2);
    for (int worker = 1; worker <= 3; worker++) {
      assertFalse(s.failure().isPresent());
      work(s, worker, 0);
      s.lost(worker);
    }
    Failure failure = s.failure().orElseThrow();
    assertEquals(0, failure.task());
    assertTrue(failure.cause().contains("worker 3"), failure::toString);
  }

  @Test
  void workersThatRetireAreNot() {
    StageScheduler s = scheduler(2);
    for (int worker = 1; worker <= 20; worker++) {
      work(s, worker, 0);
      s.retired(worker);
    }
    assertFalse(s.failure().isPresent());
  }

  @Test
  void aFailureDoesNotCountWhileAnotherOneTries() {
    StageScheduler s = new StageScheduler(1, new Settings(1, SILENCE, 0, 1));
    Offer.Work a = work(s, 1, 0);
    Offer.Work b = work(s, 2, 0);
    assertTrue(s.failed(1, a.lease(), 0, "disk", 0));
    assertEquals(Receipt.ACCEPTED, s.acknowledge(2, b.lease(), tasks(0, 1), 0));
    assertTrue(s.isDone());
    assertFalse(s.failure().isPresent());
  }

  @Test
  void aBillionTasksTakeNoMoreMemoryThanAThousand() {
    long tasks = 1_000_000_000L;
    StageScheduler s = new StageScheduler(tasks, new Settings(1 << 20, SILENCE, LATE, 3));
    long most = 0;
    while (!s.isDone()) {
      List<Offer.Work> works = new ArrayList<>();
      for (int w = 0; w < 50; w++) {
        if (s.ask(w, NONE, 0) instanceof Offer.Work work) {
          works.add(work);
        }
      }
      most = Math.max(most, s.remembered());
      for (int k = works.size() - 1; k >= 0; k--) {
        s.acknowledge(k, works.get(k).lease(), works.get(k).tasks(), 0);
        most = Math.max(most, s.remembered());
      }
    }
    assertEquals(tasks, s.done());
    assertTrue(most <= 3 * 50 + 5, "remembered " + most);
  }

  @Test
  void settingsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Settings(3, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Settings(4, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Settings(4, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new TaskRange(3, 2));
  }
}
