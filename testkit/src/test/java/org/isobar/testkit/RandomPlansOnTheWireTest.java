package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.planner.Planner;
import org.isobar.engine.wire.Attachments;
import org.isobar.engine.wire.Encoded;
import org.isobar.engine.wire.KryoWire;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.junit.jupiter.api.Test;

class RandomPlansOnTheWireTest {
  @Test
  void randomPlansComeBackAsTheyWere() {
    KryoWire wire = KryoWire.of(List.of());
    Planner planner = new Planner(Kernels.load());
    RandomExprs exprs = new RandomExprs(11, 40);
    for (int i = 0; i < 500; i++) {
      Request request =
          new Request(
              List.of(
                  new Request.ToMemory(exprs.next().expr()),
                  new Request.ToMemory(exprs.next().expr())),
              RunOptions.DEFAULT);
      Plan plan = planner.plan(request, 1L << 28, 3);
      Encoded encoded = wire.encode(plan);
      assertEquals(plan, wire.decode(encoded.body(), Attachments.of(encoded.attachments())));
      assertTrue(encoded.body().size() < 10_000, "bytes: " + encoded.body().size());
    }
  }
}
