package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;

/** Horizontal grids in the format of CDO's {@code griddes}. */
final class GridText {
  private static final int DIGITS = 15;
  private static final int DIGITS_OF_FLOATS = 7;
  private static final int LONG = 80;
  private final List<String> lines = new ArrayList<>();
  private final HorizontalGrid grid;
  private final int digits;

  private GridText(HorizontalGrid grid) {
    this.grid = grid;
    boolean single = grid.x().or(grid::y).filter(GridAxis::single).isPresent();
    this.digits = single ? DIGITS_OF_FLOATS : DIGITS;
    describe(single);
  }

  static List<String> of(HorizontalGrid grid) {
    List<String> out = new ArrayList<>(new GridText(grid).lines);
    grid.projection().ifPresent(p -> out.addAll(of(p)));
    return out;
  }

  private void describe(boolean single) {
    line("gridtype", grid.type());
    line("gridsize", Integer.toString(grid.cells()));
    if (single) {
      line("datatype", "float");
    }
    boolean table = !grid.type().equals(HorizontalGrid.UNSTRUCTURED);
    if (table && grid.columns() > 0) {
      line("xsize", Integer.toString(grid.columns()));
    }
    if (table && grid.rows() > 0) {
      line("ysize", Integer.toString(grid.rows()));
    }
    names("x", grid.x(), grid.xDim());
    names("y", grid.y(), grid.yDim());
    if (grid.byCell() && !grid.vertexDim().isEmpty()) {
      line("vdimname", grid.vertexDim());
    }
    if (!table && grid.vertices() > 0) {
      line("nvertex", Integer.toString(grid.vertices()));
    }
    if (grid.type().equals(HorizontalGrid.GAUSSIAN)) {
      line("numLPE", Integer.toString(grid.gaussianNumber()));
    }
    grid.x().ifPresent(a -> values("x", a, !grid.byCell()));
    boolean even = !grid.byCell() && !grid.type().equals(HorizontalGrid.GAUSSIAN);
    grid.y().ifPresent(a -> values("y", a, even));
    if (!grid.area().isEmpty()) {
      lines.addAll(
          wrapped("area      = ", grid.area().stream().mapToDouble(a -> a).toArray(), digits));
    }
    if (grid.type().equals(HorizontalGrid.PROJECTION) && !grid.mapping().isEmpty()) {
      lines.add("grid_mapping = " + grid.mapping());
      mapping(grid.mappingAttributes());
    }
    if (!grid.uuid().isEmpty()) {
      line("uuid", grid.uuid());
    }
  }

  private void line(String key, String value) {
    lines.add(CNumbers.left(key, 10) + "= " + value);
  }

  private void names(String which, Optional<GridAxis> axis, String dim) {
    if (axis.isEmpty()) {
      return;
    }
    GridAxis a = axis.get();
    line(which + "name", a.name());
    if (!dim.isEmpty() && !dim.equals(a.name())) {
      line(which + "dimname", dim);
    }
    quoted(which + "longname", a.longName());
    quoted(which + "units", a.units());
  }

  private void quoted(String key, String text) {
    if (!text.isEmpty()) {
      line(key, "\"" + text + "\"");
    }
  }

  private void values(String which, GridAxis a, boolean even) {
    Optional<Double> step = even ? a.step() : Optional.empty();
    if (step.isPresent()) {
      line(which + "first", CNumbers.general(a.value(0), digits));
      line(which + "inc", CNumbers.general(step.get(), digits));
    } else {
      lines.addAll(wrapped(CNumbers.left(which + "vals", 10) + "= ", a.values(), digits));
    }
    if (a.bounded()) {
      bounds(CNumbers.left(which + "bounds", 10) + "= ", a);
    }
  }

  private void bounds(String prefix, GridAxis a) {
    double[] all = a.bounds();
    int vertices = all.length / a.size();
    for (int i = 0; i < a.size(); i++) {
      StringBuilder out = new StringBuilder(i == 0 ? prefix : " ".repeat(prefix.length()));
      for (int v = 0; v < vertices; v++) {
        out.append(CNumbers.general(all[i * vertices + v], digits)).append(' ');
      }
      lines.add(out.toString());
    }
  }

  /** Numbers behind a prefix; a line that is long goes on in the next. */
  static List<String> wrapped(String prefix, double[] values, int digits) {
    return wrapped(prefix, values, digits, 0);
  }

  /**
   * @param breakAt before which number to begin a line in any case; 0 for none
   */
  static List<String> wrapped(String prefix, double[] values, int digits, int breakAt) {
    List<String> out = new ArrayList<>();
    StringBuilder now = new StringBuilder(prefix);
    for (int i = 0; i < values.length; i++) {
      if (now.length() > LONG || (i > 0 && i == breakAt)) {
        out.add(now.toString());
        now = new StringBuilder(" ".repeat(prefix.length()));
      }
      now.append(CNumbers.general(values[i], digits)).append(' ');
    }
    out.add(now.toString());
    return out;
  }

  private void mapping(Attributes a) {
    a.text("grid_mapping_name").ifPresent(n -> lines.add("grid_mapping_name = " + n));
    lines.addAll(attributes(a.without("grid_mapping_name")));
  }

  /** Attributes, one a line. */
  static List<String> attributes(Attributes a) {
    List<String> out = new ArrayList<>();
    for (String name : a.names()) {
      AttributeValue value = a.get(name).orElseThrow();
      switch (value) {
        case AttributeValue.Text t -> out.add(name + " = " + inQuotes(t.value()));
        case AttributeValue.Texts t ->
            out.add(
                name
                    + " = "
                    + String.join(", ", t.values().stream().map(GridText::inQuotes).toList()));
        case AttributeValue.Numbers n -> {
          StringBuilder line = new StringBuilder(name + " =");
          n.values().forEach(v -> line.append(' ').append(number(v, n)));
          out.add(line.toString());
        }
        case AttributeValue.Longs l -> {
          StringBuilder line = new StringBuilder(name + " =");
          l.values().forEach(v -> line.append(' ').append(v));
          out.add(line.toString());
        }
      }
    }
    return out;
  }

  private static String inQuotes(String text) {
    return text.contains("\"") ? "'" + text + "'" : "\"" + text + "\"";
  }

  private static String number(double v, AttributeValue.Numbers of) {
    if (!of.type().floating()) {
      return Long.toString((long) v);
    }
    boolean single = of.type() == DType.FLOAT32;
    String text = CNumbers.general(v, single ? DIGITS_OF_FLOATS : DIGITS);
    boolean whole = text.chars().allMatch(c -> Character.isDigit(c) || c == '-');
    return (whole ? text + "." : text) + (single ? "f" : "");
  }
}
