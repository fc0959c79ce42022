package org.isobar;

import java.util.List;
import java.util.Optional;
import org.isobar.coord.AreaWeights;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.CellBounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.error.ShapeException;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Affine;
import org.isobar.op.Arithmetic;
import org.isobar.unit.Unit;

/** Turns weights into expressions over the dimensions of a field. */
final class WeightExpressions {
  private static final System.Logger LOG = System.getLogger(WeightExpressions.class.getName());

  private WeightExpressions() {}

  /** Weights in an expression, and what is to be said of them in {@code history}. */
  record Weighted(Expr expr, String words) {}

  static Weighted of(Field f, Weights w) {
    return switch (w) {
      case Weights.Area a -> area(f);
      case Weights.TimeLength t -> new Weighted(timeLength(f), "weighted by length of time");
      case Weights.Values v ->
          new Weighted(values(f, v.field()), "weighted by " + v.field().name());
      case Weights.Product p -> {
        Weighted a = of(f, p.first());
        Weighted b = of(f, p.second());
        yield new Weighted(
            Map.of(Arithmetic.MULTIPLY, a.expr(), b.expr()), a.words() + " and " + b.words());
      }
    };
  }

  private static Expr values(Field f, Field weights) {
    Field w = Dimensions.matched(f, weights);
    Elementwise.align("weights", f, w);
    for (Dim d : w.dims()) {
      if (!f.dims().contains(d)) {
        throw new ShapeException(
            "weights '"
                + w.name()
                + "' have dimension "
                + d
                + ", '"
                + f.name()
                + "' has "
                + f.dims());
      }
    }
    boolean percent = w.unit().sameAs(Unit.parse("%"));
    return percent ? Map.of(new Affine(0.01, 0, Unit.ONE), w.expr()) : w.expr();
  }

  private static Weighted area(Field f) {
    Coordinate lat = angle(f, Axis.Y, "latitude");
    Coordinate lon = angle(f, Axis.X, "longitude");
    StringBuilder words = new StringBuilder("weighted by area");
    Bounds rows = latitudeBounds(lat, words);
    Bounds columns = longitudeBounds(lon, words);
    Optional<String> latDim = dimOf(f, Axis.Y);
    Optional<String> lonDim = dimOf(f, Axis.X);
    Expr y = factor(latDim, AreaWeights.rows(rows));
    Expr x = factor(lonDim, AreaWeights.columns(lon.values(), columns));
    return new Weighted(Map.of(Arithmetic.MULTIPLY, y, x), words.toString());
  }

  private static Optional<String> dimOf(Field f, Axis axis) {
    return f.coordinates().dimOf(axis);
  }

  private static Expr factor(Optional<String> dim, double[] w) {
    List<Dim> dims = dim.map(d -> List.of(new Dim(d, w.length))).orElse(List.of());
    return new Constant(NdArray.ofDoubles(dims, w), Unit.ONE);
  }

  private static Coordinate angle(Field f, Axis axis, String what) {
    Coordinate c =
        f.coordinates()
            .dimOf(axis)
            .flatMap(d -> f.coordinates().of(d))
            .or(() -> f.coordinates().scalar(axis))
            .filter(k -> !k.isText())
            .orElseThrow(
                () ->
                    new ShapeException(
                        "area weights need one-dimensional "
                            + what
                            + "; '"
                            + f.name()
                            + "' has "
                            + Dimensions.describe(f)
                            + ". Give the grid's cell areas: weighted(Weights.of(areacella))"));
    if (!Dimensions.isDegrees(c, what)) {
      throw new ShapeException(
          "area weights need "
              + what
              + " in degrees; '"
              + c.name()
              + "' is "
              + c.standardName().orElse("without standard_name")
              + " in '"
              + c.unit()
              + "'. Give the grid's cell areas: weighted(Weights.of(areacella))");
    }
    return c;
  }

  private static Bounds latitudeBounds(Coordinate lat, StringBuilder words) {
    return usable(lat, false)
        .orElseGet(
            () -> {
              note(lat, words);
              return CellBounds.latitudeMidpoints("lat_bnds", lat.values());
            });
  }

  private static Bounds longitudeBounds(Coordinate lon, StringBuilder words) {
    return usable(lon, true)
        .orElseGet(
            () -> {
              note(lon, words);
              return CellBounds.longitudeMidpoints("lon_bnds", lon.values());
            });
  }

  /** Files are looked at when they are read, but programs make coordinates too. */
  private static Optional<Bounds> usable(Coordinate c, boolean cyclic) {
    return c.bounds().filter(b -> CellBounds.defect(c.values(), b, cyclic).isEmpty());
  }

  /** A single cell has the same mean whatever its area. */
  private static void note(Coordinate c, StringBuilder words) {
    if (c.size() > 1) {
      words.append(", bounds of ").append(c.name()).append(" made half-way between cells");
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} has no usable bounds: made half-way between cells",
          c.name());
    }
  }

  static Expr timeLength(Field f) {
    return SampleLengths.expr(Samples.of(f));
  }
}
