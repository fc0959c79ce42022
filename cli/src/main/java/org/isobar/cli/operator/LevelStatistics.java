package org.isobar.cli.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.Field;
import org.isobar.Reducing;
import org.isobar.Weights;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;

/**
 * Statistics over levels. As in CDO means and spreads are weighted by the thickness of the layers
 * where their bounds are known.
 */
final class LevelStatistics {
  private LevelStatistics() {}

  static Field of(Call call, Field f, Statistic s) {
    List<String> dims = Layout.of(f).levels();
    if (dims.isEmpty()) {
      return f;
    }
    Optional<double[]> thickness = thickness(f, dims);
    if (s.isWeighted() && thickness.isEmpty() && Layout.cells(f, dims) > 1) {
      call.warn("the layers of '" + f.name() + "' have no bounds: all count the same");
    }
    Reducing reducing =
        s.isWeighted() && thickness.isPresent()
            ? f.weighted(Weights.of(weights(dims.getFirst(), thickness.get())))
            : f.unweighted();
    return s.fold(reducing, Set.copyOf(dims));
  }

  private static Optional<double[]> thickness(Field f, List<String> dims) {
    Optional<Bounds> bounds =
        dims.size() == 1
            ? f.coordinates().of(dims.getFirst()).flatMap(Coordinate::bounds)
            : Optional.empty();
    return bounds.map(LevelStatistics::thickness);
  }

  static double[] thickness(Bounds bounds) {
    double[] out = new double[bounds.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = bounds.upper(i) - bounds.lower(i);
    }
    return out;
  }

  private static Field weights(String dim, double[] thickness) {
    return Field.of(
        "thickness",
        NdArray.ofDoubles(List.of(new Dim(dim, thickness.length)), thickness),
        "1",
        Map.of());
  }
}
