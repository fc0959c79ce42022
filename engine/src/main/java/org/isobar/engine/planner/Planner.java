package org.isobar.engine.planner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.FileSpec;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.FoldGeometry;
import org.isobar.engine.plan.Groups;
import org.isobar.engine.plan.Intermediate;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ProduceStage;
import org.isobar.engine.plan.ResultSpec;
import org.isobar.engine.plan.Stage;
import org.isobar.error.PlanException;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.op.Relabel;
import org.isobar.run.Request;

/**
 * Makes plans: cuts the expressions at their folds, joins folds that can share a pass, and fits
 * every stage into the budget. Reads no data.
 */
public final class Planner {
  private final Kernels kernels;

  public Planner(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * Plans a request.
   *
   * @param budget bytes that a process may hold
   * @param workers threads of a process
   * @throws PlanException if it cannot fit the budget, or if an operation has no kernel
   */
  public Plan plan(Request request, long budget, int workers) {
    return new Draft(request, budget, workers).plan();
  }

  /** One expression of a request and what becomes of it. */
  private record Wanted(Expr expr, ResultSpec spec) {}

  /** What lets folds share a pass. */
  private record PassKey(
      int level, FoldGeometry geometry, Optional<Read> primary, Optional<Groups> groupsInRun) {}

  /** Folds that share a pass. */
  private record Pass(PassKey key, PrimaryInput primary, List<Fold> folds) {}

  /** A plan in the making. */
  private final class Draft {
    private final Request request;
    private final long budget;
    private final int workers;
    private final List<Wanted> wanted = new ArrayList<>();
    private final List<FileSpec> files = new ArrayList<>();
    private final StageCutter cutter = new StageCutter();
    private final Map<Integer, List<Destination>> destinations = new TreeMap<>();
    private final Map<List<Dim>, List<ProduceStage.Product>> products = new LinkedHashMap<>();

    Draft(Request request, long budget, int workers) {
      this.request = request;
      this.budget = budget;
      this.workers = workers;
    }

    Plan plan() {
      collect();
      List<Expr> exprs = Optimizer.optimize(wanted.stream().map(Wanted::expr).toList());
      exprs.forEach(this::checkKernels);
      for (int i = 0; i < exprs.size(); i++) {
        route(i, cutter.cut(exprs.get(i)));
      }
      List<Intermediate> intermediates = intermediates();
      long held = heldInMemory(intermediates);
      if (held > budget) {
        throw new PlanException(
            "the results take "
                + Memory.words(held)
                + " of memory, the budget is "
                + Memory.words(budget)
                + "; write them to a file, or raise the memory budget");
      }
      Budget free = new Budget(budget, budget - held, workers);
      List<Stage> stages = new ArrayList<>(reduceStages(free));
      products.forEach(
          (dims, list) ->
              stages.add(
                  new ProducePlanner(dims, list, PrimaryInput.of(exprsOf(list), dims), free)
                      .plan()));
      long dearest = stages.stream().mapToLong(s -> s.price().memory()).max().orElse(0);
      return new Plan(
          stages,
          intermediates,
          wanted.stream().map(Wanted::spec).toList(),
          files,
          held + dearest,
          budget);
    }

    private List<Expr> exprsOf(List<ProduceStage.Product> list) {
      return list.stream().map(ProduceStage.Product::expr).toList();
    }

    private void collect() {
      for (Request.Output output : request.outputs()) {
        switch (output) {
          case Request.ToMemory m ->
              wanted.add(
                  new Wanted(
                      m.expr(), new ResultSpec.InMemory(m.expr().dims(), inMemory(m.expr()))));
          case Request.ToFile f -> {
            int file = files.size();
            files.add(new FileSpec(f.path(), f.provider(), f.schema(), f.texts()));
            f.values()
                .forEach(
                    (name, expr) ->
                        wanted.add(
                            new Wanted(
                                expr,
                                new ResultSpec.InFile(expr.dims(), expr.dtype(), file, name))));
          }
        }
      }
    }

    /** Arrays in memory have no small integers; they are presented as floats. */
    private DType inMemory(Expr e) {
      DType type = e.dtype();
      return type == DType.INT32 || type == DType.INT64 ? type : type.unpacked();
    }

    private void checkKernels(Expr expr) {
      Exprs.forEach(
          expr,
          e -> {
            if (e instanceof org.isobar.expr.Map m) {
              kernels.element(m.op());
            } else if (e instanceof Reduce r) {
              kernels.reduce(r.op(), r.weights().isPresent(), r.missing());
            } else if (e instanceof GroupReduce g) {
              kernels.reduce(g.op(), g.weights().isPresent(), g.missing());
            }
          });
    }

    /** A bare fold goes straight to the result, anything else is produced from intermediates. */
    private void route(int result, Expr cut) {
      Destination to = new Destination.ToResult(result);
      Expr bare = cut;
      while (bare instanceof org.isobar.expr.Map m && m.op() instanceof Relabel) {
        bare = m.inputs().get(0);
      }
      if (bare instanceof Read r && Intermediate.referred(r).isPresent()) {
        int id = Intermediate.referred(r).getAsInt();
        destinations.computeIfAbsent(id, k -> new ArrayList<>()).add(to);
      } else {
        products
            .computeIfAbsent(cut.dims(), k -> new ArrayList<>())
            .add(new ProduceStage.Product(cut, to));
      }
    }

    /** Finds which folds later stages read, and where they are kept. */
    private List<Intermediate> intermediates() {
      Set<Integer> read = new HashSet<>();
      for (CutFold f : cutter.folds()) {
        note(f.input(), read);
        f.weights().ifPresent(w -> note(w, read));
      }
      products.values().forEach(list -> list.forEach(p -> note(p.expr(), read)));
      List<Intermediate> all = new ArrayList<>();
      long memory = 0;
      for (CutFold f : cutter.folds()) {
        if (read.contains(f.id())) {
          long bytes = new Intermediate(f.id(), f.dims(), false).bytes();
          boolean scratch = memory + bytes > budget / 4;
          memory += scratch ? 0 : bytes;
          all.add(new Intermediate(f.id(), f.dims(), scratch));
          destinations
              .computeIfAbsent(f.id(), k -> new ArrayList<>())
              .add(new Destination.ToIntermediate(f.id()));
        }
      }
      return all;
    }

    private void note(Expr e, Set<Integer> read) {
      Exprs.forEachRead(e, r -> Intermediate.referred(r).ifPresent(read::add));
    }

    private long heldInMemory(List<Intermediate> intermediates) {
      long held = 0;
      for (Intermediate i : intermediates) {
        held += i.scratch() ? 0 : i.bytes();
      }
      for (Wanted w : wanted) {
        held += w.spec() instanceof ResultSpec.InMemory ? w.spec().bytes() : 0;
      }
      return held;
    }

    private List<Stage> reduceStages(Budget free) {
      Map<PassKey, Pass> passes = new LinkedHashMap<>();
      for (CutFold f : cutter.folds()) {
        List<Dim> domain = f.input().dims();
        List<Expr> roots = new ArrayList<>(List.of(f.input()));
        f.weights().ifPresent(roots::add);
        PrimaryInput primary = PrimaryInput.of(roots, domain);
        FoldGeometry geometry = Geometries.of(domain, f.over(), f.groups(), primary);
        boolean inRun = geometry.runFrom() < geometry.rank();
        PassKey key =
            new PassKey(f.level(), geometry, primary.read(), inRun ? f.groups() : Optional.empty());
        passes
            .computeIfAbsent(key, k -> new Pass(k, primary, new ArrayList<>()))
            .folds()
            .add(fold(f, geometry));
      }
      return passes.values().stream()
          .sorted(Comparator.comparingInt(p -> p.key().level()))
          .<Stage>map(
              p ->
                  new ReducePlanner(p.key().geometry(), p.folds(), p.primary(), kernels, free)
                      .plan())
          .toList();
    }

    private Fold fold(CutFold f, FoldGeometry geometry) {
      Optional<Groups> scattered = geometry.intervals().isPresent() ? Optional.empty() : f.groups();
      return new Fold(
          f.op(),
          f.input(),
          f.weights(),
          f.missing(),
          scattered,
          Geometries.lengthLog2(geometry, scattered),
          destinations.getOrDefault(f.id(), List.of()));
    }
  }
}
