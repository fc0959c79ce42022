package org.isobar.engine.plan;

import java.util.List;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.expr.Expr;

/**
 * Computes expressions cell by cell over a common domain and hands regions of them on. A task is a
 * tile of the domain.
 *
 * @param slab extent of what is evaluated at once along each dimension
 */
public record ProduceStage(
    String label,
    List<Dim> domain,
    List<Product> products,
    LongList tile,
    LongList slab,
    int concurrency,
    Price price)
    implements Stage {
  public ProduceStage {
    domain = List.copyOf(domain);
    products = List.copyOf(products);
  }

  /** An expression with the stage's domain as dimensions, and where its values go. */
  public record Product(Expr expr, Destination to) {}

  /** The tiles of the domain. */
  public Grid tiles() {
    return new Grid(LongList.of(domain.stream().mapToLong(Dim::size).toArray()), tile);
  }

  @Override
  public long tasks() {
    return tiles().count();
  }

  @Override
  public String where(long task) {
    return Grid.words(domain, tiles().region(task));
  }
}
