package org.isobar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableType;
import org.isobar.error.ShapeException;
import org.isobar.expr.Constant;
import org.isobar.unit.Unit;

/** Makes fields from parts. */
final class Construction {
  private Construction() {}

  static Field inMemory(
      String name, NdArray values, String unit, Map<String, Coordinate> coordinates) {
    CoordinateSet set = CoordinateSet.NONE;
    for (Map.Entry<String, Coordinate> e : coordinates.entrySet()) {
      check(values.dims(), e.getKey(), e.getValue());
      set = set.with(e.getKey(), e.getValue());
    }
    Unit u = unit.isEmpty() ? Unit.NONE : Unit.require(unit);
    var construct =
        new FieldConstruct(
            name,
            new Constant(values, u),
            set,
            Attributes.NONE,
            new FieldConstruct.Packing(new VariableType.Numeric(values.dtype()), Attributes.NONE));
    return new Field(construct.unpacked(), Origin.MEMORY);
  }

  static Field ofNumber(double value) {
    var construct =
        new FieldConstruct(
            Double.toString(value),
            Constant.of(value),
            CoordinateSet.NONE,
            Attributes.NONE,
            new FieldConstruct.Packing(new VariableType.Numeric(DType.FLOAT64), Attributes.NONE));
    return new Field(construct.unpacked(), Origin.MEMORY);
  }

  static Field withAuxiliary(Field f, Auxiliary a) {
    List<String> dims = f.dims().stream().map(Dim::name).toList();
    boolean fits = dims.containsAll(a.dims()) || a.role() == Auxiliary.Role.BOUNDS;
    if (!fits) {
      throw new ShapeException(
          "auxiliary coordinate '" + a.name() + "' along " + a.dims() + " for " + f.dims());
    }
    List<Auxiliary> all = new ArrayList<>(f.coordinates().auxiliaries());
    all.removeIf(x -> x.name().equals(a.name()));
    all.add(a);
    return new Field(
        f.construct().withCoordinates(f.coordinates().withAuxiliaries(all)), f.origin());
  }

  static Field withCoordinate(Field f, String dim, Coordinate c) {
    check(f.dims(), dim, c);
    return new Field(f.construct().withCoordinates(f.coordinates().with(dim, c)), f.origin());
  }

  static Field withScalar(Field f, Coordinate c) {
    if (c.size() != 1) {
      throw new ShapeException(
          "coordinate " + c + " is to be a scalar and has " + c.size() + " cells");
    }
    if (f.coordinates().byDim().containsKey(c.name())
        || f.dims().stream().anyMatch(d -> d.name().equals(c.name()))) {
      throw new ShapeException(
          "scalar coordinate '"
              + c.name()
              + "' for '"
              + f.name()
              + "', which has such a dimension: "
              + f.dims());
    }
    List<Coordinate> scalars = new ArrayList<>(f.coordinates().scalars());
    int at = scalars.stream().map(Coordinate::name).toList().indexOf(c.name());
    if (at < 0) {
      scalars.add(c);
    } else {
      scalars.set(at, c);
    }
    return new Field(
        f.construct().withCoordinates(f.coordinates().withScalars(scalars)), f.origin());
  }

  private static void check(List<Dim> dims, String dim, Coordinate c) {
    Dim d =
        dims.stream()
            .filter(x -> x.name().equals(dim))
            .findFirst()
            .orElseThrow(
                () ->
                    new ShapeException(
                        "coordinate for dimension '" + dim + "': dimensions are " + dims));
    if (d.size() != c.size()) {
      throw new ShapeException("coordinate " + c + " for dimension " + d);
    }
  }
}
