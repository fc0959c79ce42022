package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The driver, its scheduler and its wire with a field of a petabyte. Members answer as real ones
 * do, but without computing: each task gives a mean of 1.
 */
class PetabyteTest {
  private static final double BYTES_PER_SECOND = 1e9;

  /** 2.5e8 fields of 1024 x 1024 floats: 1.05e15 bytes. */
  private static final long PETABYTE_STEPS = 250_000_000;

  /** One in fifty dies in mid-run. */
  @ParameterizedTest
  @ValueSource(ints = {8, 100, 1000})
  void aPetabyteKeepsTheDriverSmall(int members) {
    Random random = new Random(members);
    AtomicInteger dying = new AtomicInteger();
    PuppetGrid.Run run =
        PuppetGrid.run(members, PETABYTE_STEPS, m -> m % 50 == 1 ? dies(random, dying) : -1);
    check(run, members, dying.get());
  }

  private static long dies(Random random, AtomicInteger dying) {
    dying.incrementAndGet();
    return 1L + random.nextInt(20);
  }

  /**
   * Ranks of an MPI world do not die one by one. What rank 0 has to do for each of the others does
   * not grow with their number, and little of the time that they need.
   */
  @ParameterizedTest
  @ValueSource(ints = {4, 1024})
  void theLoadOfRankZeroIsSmall(int ranks) {
    load(ranks);
  }

  @Test
  @Tag("soak") // half a minute, most of it the ranks'
  void theLoadOfRankZeroIsSmallWithFourThousandRanks() {
    load(4096);
  }

  private static void load(int ranks) {
    PuppetGrid.Run run = PuppetGrid.run(ranks, PETABYTE_STEPS, m -> -1);
    check(run, ranks, 0);
    // Of all the processors' time here a part only is the driver's.
    double projected = run.plan().bytesToRead() / BYTES_PER_SECOND / ranks;
    assertTrue(run.seconds() < projected, run.seconds() + " s of " + projected);
    double portions = (double) run.plan().tasks() / PuppetGrid.PORTION / ranks;
    double perRank = (double) run.frames() / ranks;
    assertTrue(perRank < 4 * portions + 250, perRank + " messages of and to each rank");
  }

  @Test
  void memoryDoesNotGrowWithBlocks() {
    PuppetGrid.Run terabyte = PuppetGrid.run(64, PETABYTE_STEPS / 1000, m -> -1);
    PuppetGrid.Run petabyte = PuppetGrid.run(64, PETABYTE_STEPS, m -> -1);
    // What garbage there is depends on chance.
    assertTrue(petabyte.heapGrowth() < terabyte.heapGrowth() + (200 << 20), petabyte::toString);
  }

  private static void check(PuppetGrid.Run run, int members, int lost) {
    assertEquals(1, run.plan().stages().size());
    assertEquals(1.0, run.value(), "each task counts once");
    double data = run.plan().bytesToRead();
    assertTrue(data >= 1e15, "bytes " + data);
    long limit = 4L * run.plan().tasks() / PuppetGrid.PORTION + 250L * members + 10_000;
    // What is remembered of a member is little, but garbage comes with each message.
    assertTrue(
        run.heapGrowth() < (300L << 20) + 100_000L * members, "heap grew by " + run.heapGrowth());
    assertTrue(run.frames() < limit, run.frames() + " frames, at most " + limit);
    System.getLogger("org.isobar.testkit")
        .log(
            System.Logger.Level.INFO,
            String.format(
                Locale.ROOT,
                "1 PB, %d members, of which %d die: %d tasks, %d frames (%.0f a member), %d bytes,"
                    + " driver and network %.2f s, heap grew by at most %d MB; projected %.1f h at"
                    + " 1 GB/s a member, of which the driver works %.2f %%",
                members,
                lost,
                run.plan().tasks(),
                run.frames(),
                (double) run.frames() / members,
                run.bytes(),
                run.seconds(),
                run.heapGrowth() >> 20,
                Math.max(run.seconds(), data / BYTES_PER_SECOND / members) / 3600,
                100 * run.seconds() / (data / BYTES_PER_SECOND / members)));
  }
}
