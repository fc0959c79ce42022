package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.runtime.Subtree;
import org.isobar.engine.runtime.SumStage;
import org.isobar.engine.runtime.TaskRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever did tasks, and whenever answers and partials come: each pair merges once. */
class CombinationTest {
  private static final long NOTHING = 0;
  private static final long EVERYTHING = Long.MAX_VALUE;

  /** A state of one cell is 16 bytes. */
  private static final long[] LIMITS = {NOTHING, 100, 500, EVERYTHING};

  /** The ranks of a world that work on a stage. */
  private static final class Ranks {
    private final SumStage sums;
    private final Consumer<Runnable> network;
    private final List<Combination> all = new ArrayList<>();
    private final Map<Long, Subtree> whole = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private long leases;

    /**
     * Ranks.
     *
     * @param mostBytes that a rank keeps of its own tasks
     * @param network makes messages arrive
     */
    Ranks(SumStage sums, int count, long mostBytes, Consumer<Runnable> network) {
      this.sums = sums;
      this.network = network;
      ReduceStage stage = sums.stage();
      for (int rank = 0; rank < count; rank++) {
        all.add(new Combination(stage, Kernels.builtin(), rank, count, ways(rank), mostBytes));
      }
    }

    private Combination.Ways ways(int from) {
      return new Combination.Ways() {
        @Override
        public void toRank(int to, List<Subtree> nodes) {
          assertTrue(to != from, () -> "rank " + from + " sends to itself");
          sent.incrementAndGet();
          // As they are now: what is merged later may use the same arrays.
          List<Message.Node> copies = nodes.stream().map(Message.Node::of).toList();
          network.accept(
              () -> all.get(to).arrived(copies.stream().map(Message.Node::toSubtree).toList()));
        }

        @Override
        public void toDriver(List<Subtree> roots) {
          for (Subtree root : roots) {
            assertNull(whole.put(root.tile(), root), () -> "tile " + root.tile() + " again");
          }
        }
      };
    }

    /** A rank does tasks; what comes of it later is the answer of the driver. */
    Runnable done(int rank, TaskRange tasks, boolean accepted) {
      long lease = leases++;
      all.get(rank).keep(lease, tasks, sums.nodes(tasks));
      return () -> all.get(rank).taken(lease, tasks, accepted);
    }

    /** Does all tasks of the stage somewhere, and some of them twice. */
    List<Runnable> doAll(Random random) {
      List<Runnable> answers = new ArrayList<>();
      long tasks = sums.stage().tasks();
      for (long at = 0; at < tasks; ) {
        TaskRange part = new TaskRange(at, Math.min(tasks, at + 1 + random.nextInt(6)));
        answers.add(done(random.nextInt(all.size()), part, true));
        if (random.nextInt(4) == 0) {
          answers.add(done(random.nextInt(all.size()), part, false));
        }
        at = part.end();
      }
      return answers;
    }

    List<Runnable> gatherings() {
      return all.stream().<Runnable>map(rank -> rank::gather).toList();
    }

    void assertWhole() {
      assertEquals(sums.tiles(), whole.size(), () -> "tiles " + whole.keySet());
      whole.forEach((tile, root) -> SumStage.assertSame(sums.whole(tile), root));
    }
  }

  /**
   * Does one thing after the other, what comes out of it included.
   *
   * @param choice chooses one of so many that are possible
   */
  private record Order(IntUnaryOperator choice, List<Runnable> underWay) {
    static Order of(IntUnaryOperator choice) {
      return new Order(choice, new ArrayList<>());
    }

    /** Takes steps in any order; messages may arrive in between. */
    void take(List<Runnable> steps) {
      List<Runnable> left = new ArrayList<>(steps);
      while (!left.isEmpty()) {
        int chosen = choice.applyAsInt(left.size() + underWay.size());
        int message = chosen - left.size();
        Runnable next = message < 0 ? left.remove(chosen) : underWay.remove(message);
        next.run();
      }
    }

    /** Lets all messages arrive. */
    void arrive() {
      while (!underWay.isEmpty()) {
        underWay.remove(choice.applyAsInt(underWay.size())).run();
      }
    }
  }

  /** Each of the ways to choose, one after the other. */
  private static final class EveryChoice {
    /** What was chosen, and of how many. */
    private final List<int[]> chosen = new ArrayList<>();

    private int next;

    int choose(int of) {
      if (next == chosen.size()) {
        chosen.add(new int[] {0, of});
      }
      return chosen.get(next++)[0];
    }

    /** Goes on to another way; false after the last one. */
    boolean advance() {
      next = 0;
      while (!chosen.isEmpty()) {
        int[] last = chosen.getLast();
        last[0]++;
        if (last[0] < last[1]) {
          return true;
        }
        chosen.removeLast();
      }
      return false;
    }
  }

  /** Four tasks of ranks that have to send what they got, before the end of the stage or at it. */
  @ParameterizedTest
  @ValueSource(longs = {NOTHING, EVERYTHING})
  void everyOrderOfArrivalGivesTheSame(long mostBytes) {
    SumStage sums = new SumStage(4, 1, 1, 7);
    EveryChoice choices = new EveryChoice();
    int ways = 0;
    do {
      Order order = Order.of(choices::choose);
      Ranks ranks = new Ranks(sums, 4, mostBytes, order.underWay()::add);
      List<Runnable> answers = new ArrayList<>();
      for (int task = 0; task < 4; task++) {
        answers.add(ranks.done((task + 1) % 4, new TaskRange(task, task + 1), true));
      }
      if (mostBytes == NOTHING) {
        order.take(answers);
        order.arrive();
        ranks.gatherings().forEach(Runnable::run);
      } else {
        answers.forEach(Runnable::run);
        order.take(ranks.gatherings());
        order.arrive();
      }
      ranks.assertWhole();
      assertEquals(5, ranks.sent.get(), "messages");
      ways++;
    } while (choices.advance());
    // So many orders have four answers with a message each, and one that waits for two of these.
    assertEquals(4536, ways);
  }

  @ParameterizedTest
  @CsvSource({"2, 4, 1", "5, 4, 2", "33, 5, 3", "64, 4, 1", "100, 7, 2", "40, 64, 2", "1, 4, 5"})
  void eachTileIsMergedOnceWhoeverDoesTheTasks(long runs, int count, int tiles) {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Order order = Order.of(random::nextInt);
      Ranks ranks =
          new Ranks(
              new SumStage(runs, tiles, 1, seed),
              count,
              LIMITS[seed % LIMITS.length],
              order.underWay()::add);
      order.take(ranks.doAll(random));
      order.take(ranks.gatherings());
      order.arrive();
      ranks.assertWhole();
    }
  }

  @Test
  void whatRanksGotIsSentBeforeTheEndOnlyWhereItIsMuch() {
    for (long limit : LIMITS) {
      Random random = new Random(5);
      Order order = Order.of(random::nextInt);
      Ranks ranks = new Ranks(new SumStage(1000, 1, 1, 5), 5, limit, order.underWay()::add);
      ranks.doAll(random).forEach(Runnable::run);
      assertEquals(limit < EVERYTHING, ranks.sent.get() > 0, () -> "sent beyond " + limit);
      assertEquals(Map.of(), ranks.whole);
      order.take(ranks.gatherings());
      order.arrive();
      ranks.assertWhole();
    }
  }

  @Test
  void twoStagesAtOnceDoNotMix() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Order order = Order.of(random::nextInt);
      Ranks one = new Ranks(new SumStage(33, 2, 1, seed), 5, 100, order.underWay()::add);
      Ranks other = new Ranks(new SumStage(50, 1, 1, -seed), 5, 500, order.underWay()::add);
      List<Runnable> answers = one.doAll(random);
      answers.addAll(other.doAll(random));
      order.take(answers);
      order.take(other.gatherings());
      order.take(one.gatherings());
      order.arrive();
      one.assertWhole();
      other.assertWhole();
    }
  }

  @Test
  void whatDoesNotCountAndWhatIsUnknownIsLeftOut() {
    List<Runnable> underWay = new ArrayList<>();
    Ranks ranks = new Ranks(new SumStage(8, 1, 1, 3), 4, NOTHING, underWay::add);
    TaskRange all = new TaskRange(0, 8);
    ranks.done(3, all, false).run();
    ranks.all.get(3).taken(99, all, true);
    ranks.gatherings().forEach(Runnable::run);
    assertEquals(List.of(), underWay);
    assertEquals(Map.of(), ranks.whole);
  }

  @Test
  void threadsThatComeAtOnceDoNotDisturbEachOther() {
    for (int seed = 0; seed < 20; seed++) {
      Phaser working = new Phaser(1);
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        Consumer<Runnable> soon =
            action -> {
              working.register();
              threads.execute(
                  () -> {
                    try {
                      action.run();
                    } catch (Throwable e) {
                      failures.add(e);
                    } finally {
                      working.arriveAndDeregister();
                    }
                  });
            };
        SumStage sums = new SumStage(150, 2, 1, seed);
        Ranks ranks = new Ranks(sums, 5, LIMITS[seed % LIMITS.length], soon);
        ranks.doAll(new Random(seed)).forEach(soon);
        working.arriveAndAwaitAdvance();
        ranks.gatherings().forEach(soon);
        working.arriveAndAwaitAdvance();
        assertEquals(List.of(), List.copyOf(failures));
        ranks.assertWhole();
      }
    }
  }
}
