package org.isobar.engine.planner;

import java.util.List;
import java.util.Optional;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.engine.plan.Price;
import org.isobar.engine.plan.ProduceStage;
import org.isobar.expr.Expr;

/** Fits a produce stage into the budget. */
final class ProducePlanner extends StagePlanner {
  private final List<Dim> domain;
  private final List<ProduceStage.Product> products;

  ProducePlanner(
      List<Dim> domain, List<ProduceStage.Product> products, PrimaryInput primary, Budget budget) {
    super(primary, LongList.of(Exprs.sizes(domain)), budget);
    this.domain = domain;
    this.products = products;
  }

  ProduceStage plan() {
    long total = inputBytes();
    long cells = Math.max(1, domain.stream().mapToLong(Dim::size).reduce(1, Math::multiplyExact));
    cutTo(taskBytes(Math.max(total, cells * primary.bytes())));
    fit();
    return new ProduceStage(
        label(),
        domain,
        products,
        LongList.of(tile),
        slab(),
        concurrency,
        new Price(total * passes(), passes(), memory()));
  }

  @Override
  boolean isKept(int d) {
    return true;
  }

  @Override
  long tasksPerTile() {
    return 1;
  }

  @Override
  double bytesPerCell() {
    return primary.bytes();
  }

  @Override
  long memory() {
    LongList slab = slab();
    long values = 1;
    for (int d = 0; d < slab.size(); d++) {
      values *= slab.get(d);
    }
    long out = 8 * values * products.size();
    return concurrency * (out + Memory.slabBytes(roots(), domain, slab));
  }

  private LongList slab() {
    return Slabbing.of(domain, primary, Optional.empty(), LongList.of(tile), slabValues);
  }

  @Override
  String label() {
    return "produce " + domain;
  }

  @Override
  List<Expr> roots() {
    return products.stream().map(ProduceStage.Product::expr).toList();
  }
}
