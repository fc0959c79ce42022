package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ResultSpec;
import org.isobar.engine.runtime.Cancellation;
import org.isobar.engine.runtime.JoinedFiles;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.error.CancelledException;
import org.junit.jupiter.api.Test;

/** What tasks of a member give before their job ends, and after. */
class PortionTest {
  private static final Destination RESULT = new Destination.ToResult(0);

  @Test
  void aTaskThatIsLateWritesNothingAfterTheEndOfItsJob() {
    Plan plan =
        new Plan(
            List.of(),
            List.of(),
            List.of(new ResultSpec.InMemory(List.of(new Dim("x", 4)), DType.FLOAT64)),
            List.of(),
            0,
            0);
    Cancellation cancellation = new Cancellation();
    try (JoinedFiles none = new JoinedFiles(plan, Map.of(), Providers.of(List.of()))) {
      Portion portion =
          new Portion(1, new TaskRange(0, 2), plan, none, Optional.empty(), cancellation);
      portion.write(RESULT, Region.all(4), new double[4], 0);
      assertEquals(1, portion.pieces().size());
      cancellation.cancel("it is done");
      Region half = Region.of(new long[] {0}, new long[] {2});
      assertThrows(CancelledException.class, () -> portion.write(RESULT, half, new double[2], 0));
      assertEquals(1, portion.pieces().size());
    }
  }
}
