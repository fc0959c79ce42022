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
    // Leases, what waits for neighbours, and what is on its way.
    check(run, members, dying.get(), (10L << 20) + 10_000L * members);
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
  @ValueSource(ints = {4, 128})
  void theLoadOfRankZeroIsSmall(int ranks) {
    load(ranks);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096})
  @Tag("soak") // half a minute, most of it the ranks'
  void theLoadOfRankZeroIsSmallInLargeWorlds(int ranks) {
    load(ranks);
  }

  private static void load(int ranks) {
    PuppetGrid.Run run = PuppetGrid.world(ranks, PETABYTE_STEPS);
    // The ranks' own parts of the tree, and their ways to each other, are in it, too.
    check(run, ranks, 0, (40L << 20) + 60_000L * ranks);
    // Of all the processors' time here a part only is the driver's.
    double projected = run.plan().bytesToRead() / BYTES_PER_SECOND / ranks;
    assertTrue(run.seconds() < projected, run.seconds() + " s of " + projected);
    double portions = (double) run.plan().tasks() / PuppetGrid.PORTION / ranks;
    double perRank = (double) (run.frames() - signs(run, ranks)) / ranks;
    assertTrue(perRank < 4 * portions + 250, perRank + " messages of and to each rank");
  }

  /**
   * What ranks fold meets among them: of that rank 0 gets its share as others do, beside a few
   * bytes of each rank about what it does.
   */
  @ParameterizedTest
  @ValueSource(ints = {8, 64})
  void whatRanksFoldMeetsAmongThem(int ranks) {
    rows(ranks);
  }

  @Test
  @Tag("soak") // a quarter of a minute, most of it the ranks'
  void whatManyRanksFoldMeetsAmongThem() {
    rows(512);
  }

  private static void rows(int ranks) {
    PuppetGrid.Run run = PuppetGrid.worldOfRows(ranks, ranks * 40_000L);
    tell("rows of 1,024 values", run, ranks, 0);
    assertEquals(1.0, run.value(), "each task counts once");
    double share = (double) run.bytes() / ranks;
    double most = 16_000.0 * ranks + 8 * share;
    assertTrue(run.driver().bytes() < most, run.driver() + ", at most " + most);
    assertTrue(run.busiest() < 8 * share + 4e6, run.busiest() + " bytes, and on average " + share);
  }

  @Test
  void memoryDoesNotGrowWithBlocks() {
    PuppetGrid.Run terabyte = PuppetGrid.run(64, PETABYTE_STEPS / 1000, m -> -1);
    PuppetGrid.Run petabyte = PuppetGrid.run(64, PETABYTE_STEPS, m -> -1);
    assertTrue(petabyte.live() < terabyte.live() + (40 << 20), terabyte + " " + petabyte);
    assertTrue(petabyte.held() < terabyte.held() + (1 << 20), terabyte + " " + petabyte);
  }

  private static void check(PuppetGrid.Run run, int members, int lost, long most) {
    assertEquals(1, run.plan().stages().size());
    assertEquals(1.0, run.value(), "each task counts once");
    double data = run.plan().bytesToRead();
    assertTrue(data >= 1e15, "bytes " + data);
    long limit =
        4L * run.plan().tasks() / PuppetGrid.PORTION
            + 250L * members
            + 10_000
            + signs(run, members);
    assertTrue(run.live() < most, "live bytes grew by " + run.live() + ", at most " + most);
    // What the driver knows of each member, and of what that does.
    long own = (2L << 20) + 4_000L * members;
    assertTrue(run.held() < own, "the driver held " + run.held() + " bytes, at most " + own);
    assertTrue(run.held() > 500L * members, "of each member something: " + run.held());
    assertTrue(run.frames() < limit, run.frames() + " frames, at most " + limit);
    tell("1 PB", run, members, lost);
  }

  /** Signs of life come with time, however little is done in it: one a second to each member. */
  private static long signs(PuppetGrid.Run run, int members) {
    return (long) (members * run.seconds());
  }

  private static void tell(String what, PuppetGrid.Run run, int members, int lost) {
    double data = run.plan().bytesToRead();
    System.getLogger("org.isobar.testkit")
        .log(
            System.Logger.Level.INFO,
            String.format(
                Locale.ROOT,
                "%s, %d members, of which %d die: %d tasks, %d frames (%.0f a member), %d bytes;"
                    + " through the driver %d frames, %d bytes, of which it sent %d; through the"
                    + " busiest other %d bytes; all in %.2f s, live heap grew by at most %d kB,"
                    + " of which the driver's process held %d kB;"
                    + " projected %.1f h at 1 GB/s a member, of which this is %.2f %%",
                what,
                members,
                lost,
                run.plan().tasks(),
                run.frames(),
                (double) run.frames() / members,
                run.bytes(),
                run.driver().frames(),
                run.driver().bytes(),
                run.driver().sent(),
                run.busiest(),
                run.seconds(),
                run.live() >> 10,
                run.held() >> 10,
                Math.max(run.seconds(), data / BYTES_PER_SECOND / members) / 3600,
                100 * run.seconds() / (data / BYTES_PER_SECOND / members)));
  }
}
