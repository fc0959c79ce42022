package org.isobar.jmh;

import java.util.concurrent.TimeUnit;
import org.isobar.engine.plan.Plan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Planning an anomaly and its mean square, whatever the size of the input. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlanningBenchmark {
  @Param public Planning.Size size = Planning.Size.GB;

  private Planning planning = new Planning(size);
  private Plan plan = planning.plan();

  @Setup
  public void prepare() {
    planning = new Planning(size);
  }

  @Benchmark
  public Plan plan() {
    plan = planning.plan();
    return plan;
  }

  @TearDown(Level.Iteration)
  public void check() {
    planning.check(plan);
  }
}
