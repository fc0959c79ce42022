package org.isobar.cli.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.isobar.Field;
import org.isobar.cli.operator.Layout.Kind;

/** Operators that turn rows round and replace the horizontal grid. */
final class GridOperators {
  private GridOperators() {}

  static List<Operator> operators() {
    return List.of(
        Operator.unary(
            "invertlat",
            Parameters.NONE,
            "turns the order of latitudes round",
            (call, in) -> in.getFirst().map("invertlat", GridOperators::inverted)),
        Operator.unary(
            "setgrid",
            Parameters.exactly(1, "grid"),
            "sets the grid: a file as griddes prints it, rNXxNY, or that of a NetCDF file",
            (call, in) -> withGrid(call, in.getFirst())));
  }

  private static Field inverted(Field f) {
    Layout layout = Layout.of(f);
    boolean rows = layout.kind() != Kind.UNSTRUCTURED && layout.y().isPresent();
    return rows ? f.reverse(layout.y().get()) : f;
  }

  private static Source withGrid(Call call, Source in) {
    String word = call.parameters().getFirst();
    boolean netcdf = word.toLowerCase(Locale.ROOT).matches(".*\\.(nc|nc4|cdf)");
    return netcdf ? asInFile(call, in, word) : described(call, in, word);
  }

  private static Source described(Call call, Source in, String word) {
    GridDescription grid = GridDescription.parse(call, word);
    NewGrid setter = new NewGrid(call, grid);
    return replaced(call, in, (long) grid.nx() * grid.ny(), setter::on);
  }

  /** The grid of the first variable of a file. */
  private static Source asInFile(Call call, Source in, String file) {
    if (in.view().isHere() && !Path.of(file).toFile().isFile()) {
      throw call.refuse("no file " + file + " to take the grid from");
    }
    Field model = Source.open(file, in.view()).data().getFirst();
    Layout there = Layout.of(model);
    return replaced(
        call,
        in,
        Layout.cells(model, there.horizontal(model)),
        f -> NewGrid.copied(call, f, model, there));
  }

  private static Source replaced(Call call, Source in, long cells, UnaryOperator<Field> change) {
    List<Field> out = new ArrayList<>();
    boolean any = false;
    for (Field f : in.fields()) {
      boolean fits = Layout.cells(f, Layout.of(f).horizontal(f)) == cells;
      any |= fits;
      out.add(fits ? change.apply(f) : f);
    }
    if (!any) {
      call.warn("no horizontal grid with " + cells + " cells found");
    }
    Optional<Source> changed = any ? Optional.of(in.with(call.operator(), out)) : Optional.empty();
    return changed.orElse(in);
  }
}
