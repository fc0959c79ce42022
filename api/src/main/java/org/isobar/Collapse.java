package org.isobar;

import java.util.Optional;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;

/** The scalar coordinate that a folded dimension leaves behind. */
final class Collapse {
  private Collapse() {}

  /**
   * The middle of all that was folded, with bounds from its lowest to its highest; nothing for
   * labels.
   */
  static Optional<Coordinate> scalar(Coordinate c) {
    if (c.isText() || c.size() == 0) {
      return Optional.empty();
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < c.size(); i++) {
      low = Math.min(low, c.bounds().isPresent() ? c.bounds().get().lower(i) : c.value(i));
      high = Math.max(high, c.bounds().isPresent() ? c.bounds().get().upper(i) : c.value(i));
    }
    boolean climatology = c.bounds().map(Bounds::climatology).orElse(false);
    String name = c.bounds().map(Bounds::name).orElse(c.name() + "_bnds");
    double[] pair = {low, high};
    Bounds bounds = climatology ? Bounds.ofClimatology(name, pair) : Bounds.of(name, pair);
    return Optional.of(
        c.withValues(new double[] {low + (high - low) / 2}, Optional.of(bounds)).asFolded());
  }
}
