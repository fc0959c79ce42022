package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.expr.Constant;
import org.isobar.unit.Unit;

/** Puts variables on another horizontal grid of the same shape: values stay where they are. */
record NewGrid(Call call, GridDescription grid) {

  Field on(Field f) {
    Layout layout = Layout.of(f);
    boolean cells = grid.type().equals("unstructured");
    List<String> horizontal = layout.horizontal(f);
    List<Long> shape =
        f.dims().stream().filter(d -> horizontal.contains(d.name())).map(Dim::size).toList();
    List<Long> wanted =
        cells ? List.of((long) grid.nx()) : List.of((long) grid.ny(), (long) grid.nx());
    if (!shape.equals(wanted)) {
      throw call.refuse(
          "'"
              + f.name()
              + "' has a grid of shape "
              + shape
              + ", and the new grid "
              + wanted
              + ": cells are not rearranged");
    }
    boolean regular = grid.type().equals("lonlat") || grid.type().equals("gaussian");
    List<String> names =
        cells ? List.of("ncells") : regular ? List.of("lat", "lon") : List.of("y", "x");
    Field bare = bare(f, horizontal, names);
    if (regular) {
      return bare.withCoordinate("lat", axis(Axis.Y)).withCoordinate("lon", axis(Axis.X));
    }
    return grid.x().isEmpty() ? bare : located(bare, names);
  }

  private static Field bare(Field f, List<String> dims, List<String> names) {
    Field out = f;
    for (String d : dims) {
      out = out.withoutCoordinates(d);
    }
    return SameGrid.named(out, dims, names);
  }

  private Coordinate axis(Axis axis) {
    boolean x = axis == Axis.X;
    List<Double> bounds = x ? grid.xBounds() : grid.yBounds();
    String name = x ? "lon" : "lat";
    Coordinate c =
        Coordinate.of(
            name,
            Optional.of(axis),
            DType.FLOAT64,
            doubles(x ? grid.x() : grid.y()),
            attributes(x).with("axis", axis.name()));
    return bounds.size() == 2 * c.size()
        ? c.withBounds(Optional.of(Bounds.of(name + "_bnds", doubles(bounds))))
        : c;
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Attributes attributes(boolean longitude) {
    String name = longitude ? "longitude" : "latitude";
    return Attributes.NONE
        .with("standard_name", name)
        .with("long_name", name)
        .with("units", longitude ? "degrees_east" : "degrees_north");
  }

  /** The field with two-dimensional longitudes and latitudes, or those of a list of cells. */
  private Field located(Field f, List<String> names) {
    List<Dim> dims = f.dims().stream().filter(d -> names.contains(d.name())).toList();
    Field east = located(f, dims, "lon", grid.x(), grid.xBounds());
    return located(east, dims, "lat", grid.y(), grid.yBounds());
  }

  private Field located(
      Field f, List<Dim> dims, String name, List<Double> values, List<Double> corners) {
    boolean bounded = !corners.isEmpty() && corners.size() % values.size() == 0;
    Attributes own = attributes(name.equals("lon"));
    Field out =
        f.withAuxiliary(
            auxiliary(
                name,
                dims,
                values,
                bounded ? own.with("bounds", name + "_bnds") : own,
                Auxiliary.Role.COORDINATE));
    if (!bounded) {
      return out;
    }
    List<Dim> all = new ArrayList<>(dims);
    all.add(new Dim("nv", corners.size() / values.size()));
    // The corners' own dimension is none of the field's: they come along as bounds do.
    return out.withAuxiliary(
        auxiliary(name + "_bnds", all, corners, Attributes.NONE, Auxiliary.Role.BOUNDS));
  }

  private static Auxiliary auxiliary(
      String name, List<Dim> dims, List<Double> values, Attributes a, Auxiliary.Role role) {
    return new Auxiliary.Numbers(
        name, new Constant(NdArray.ofDoubles(dims, doubles(values)), Unit.NONE), a, role);
  }

  /** The field with the coordinates of another one's grid of the same shape. */
  static Field copied(Call call, Field f, Field model, Layout there) {
    List<String> own = Layout.of(f).horizontal(f);
    List<String> names = there.horizontal(model);
    List<Long> shape =
        f.dims().stream().filter(d -> own.contains(d.name())).map(Dim::size).toList();
    List<Long> wanted =
        model.dims().stream().filter(d -> names.contains(d.name())).map(Dim::size).toList();
    if (!shape.equals(wanted)) {
      throw call.refuse(
          "'"
              + f.name()
              + "' has a grid of shape "
              + shape
              + ", and the new grid "
              + wanted
              + ": cells are not rearranged");
    }
    Field out = bare(f, own, names);
    for (String d : names) {
      Optional<Coordinate> c = model.coordinates().of(d);
      out = c.isPresent() ? out.withCoordinate(d, c.get()) : out;
    }
    List<String> known = out.dims().stream().map(Dim::name).toList();
    for (Auxiliary a : model.coordinates().auxiliaries()) {
      boolean horizontal = !a.dims().isEmpty() && names.contains(a.dims().getFirst());
      boolean fits = a.role() == Auxiliary.Role.BOUNDS || known.containsAll(a.dims());
      out = horizontal && fits ? out.withAuxiliary(a) : out;
    }
    return out;
  }
}
