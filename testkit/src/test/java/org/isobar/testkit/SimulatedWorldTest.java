package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.Backend;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.error.DatasetException;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.MissingRule;
import org.isobar.op.Std;
import org.isobar.run.Job;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ranks that combine what they fold, for several jobs at once. */
class SimulatedWorldTest {
  private static final int RANKS = 5;
  private static final int ROUNDS = 3;
  private static final int EACH = 3;
  private static final int DAMAGED = 1000;
  private static final long MEMORY = 64L << 20;

  private static final VirtualDataset SET =
      VirtualDataset.of("golden", "time:2000,lat:20,lon:40").chunk(5, 20, 40);

  /** Half of the file can be read. */
  private static final ReadHook DAMAGE =
      new ReadHook() {
        @Override
        public void reading(String location, String variable, Region region) {
          if (region.start(0) <= DAMAGED && DAMAGED < region.end(0)) {
            throw new DatasetException(location + " is damaged at " + region);
          }
        }
      };

  /** A partial of a job that is over, or of another one, must not get into a result. */
  @Test
  @Timeout(120)
  void jobsAtOnceOfWhichSomeEndInTheMiddleDoNotMix() {
    try (ReadHook.Installed hook = ReadHook.install(DAMAGE);
        SimulatedWorld world =
            new SimulatedWorld(RANKS, member -> member.threads(1).memory(MEMORY));
        Backend backend = world.driver(driver -> driver.memory(MEMORY))) {
      Request well = std(SET.read());
      Request ill = std(SET.with("hook", hook.id()).read());
      NdArray right = backend.submit(well).await().getFirst();
      for (int round = 0; round < ROUNDS; round++) {
        List<Job> ending = new ArrayList<>();
        List<Job> going = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
          ending.add(backend.submit(ill));
          going.add(backend.submit(well));
        }
        ending.forEach(job -> assertThrows(DatasetException.class, job::await));
        for (Job job : going) {
          Agreement.assertSameBits(right, job.await().getFirst(), "round " + round);
        }
      }
    }
  }

  private static Request std(Expr values) {
    Expr std =
        new Reduce(new Std(1), values, Set.of("time", "lat"), Optional.empty(), MissingRule.SKIP);
    return new Request(List.of(new Request.ToMemory(std)), RunOptions.DEFAULT);
  }
}
