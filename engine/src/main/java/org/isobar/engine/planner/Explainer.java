package org.isobar.engine.planner;

import java.util.ArrayList;
import java.util.List;
import org.isobar.engine.plan.Intermediate;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.Stage;
import org.isobar.run.Explanation;

/** Puts plans into words. */
public final class Explainer {
  private Explainer() {}

  /**
   * The plan and its price.
   *
   * @param backend name of the backend that would run it
   */
  public static Explanation explain(Plan plan, String backend) {
    List<Explanation.Stage> stages = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    text.append("Plan for ").append(backend).append('\n');
    int number = 1;
    for (Stage s : plan.stages()) {
      stages.add(
          new Explanation.Stage(
              s.label(),
              s.tasks(),
              s.price().passes(),
              s.price().bytesToRead(),
              s.price().memory()));
      text.append("  ").append(number++).append(". ").append(s.label()).append('\n');
      text.append("     ")
          .append(s.tasks())
          .append(s.tasks() == 1 ? " task, " : " tasks, ")
          .append(s.concurrency())
          .append(" at once; reads ")
          .append(Memory.words(s.price().bytesToRead()))
          .append(" in ")
          .append(s.price().passes())
          .append(s.price().passes() == 1 ? " pass; holds " : " passes; holds ")
          .append(Memory.words(s.price().memory()))
          .append('\n');
    }
    for (Intermediate i : plan.intermediates()) {
      text.append("  kept between stages: ")
          .append(i.dims())
          .append(", ")
          .append(Memory.words(i.bytes()))
          .append(i.scratch() ? " in a scratch file" : " in memory")
          .append('\n');
    }
    text.append("  reads ")
        .append(Memory.words(plan.bytesToRead()))
        .append(", gives ")
        .append(Memory.words(plan.bytesToWrite()))
        .append(", holds at most ")
        .append(Memory.words(plan.memory()))
        .append(" of a budget of ")
        .append(Memory.words(plan.budget()))
        .append('\n');
    return new Explanation(
        stages,
        plan.bytesToRead(),
        plan.bytesToWrite(),
        plan.memory(),
        plan.budget(),
        text.toString());
  }
}
