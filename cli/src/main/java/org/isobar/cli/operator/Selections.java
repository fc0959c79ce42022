package org.isobar.cli.operator;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.cli.operator.Layout.Kind;
import org.isobar.coord.Axis;

/** Operators that pick variables, time steps and regions, and copy. */
final class Selections {
  private Selections() {}

  static List<Operator> operators() {
    return List.of(
        Operator.unary(
            "selname",
            Parameters.atLeastOne("name[,name...]"),
            "keeps the variables of these names, and the surface pressure that their levels need;"
                + " * and ? stand for any letters",
            (call, in) -> names(call, in.getFirst())),
        Operator.unary(
            "seltimestep",
            Parameters.atLeastOne("step[,step...]"),
            "keeps time steps: numbers from 1 on, from -1 backwards, or ranges first/last[/every]",
            (call, in) -> timeSteps(call, in.getFirst())),
        Operator.unary(
            "sellonlatbox",
            Parameters.exactly(4, "lon1,lon2,lat1,lat2"),
            "keeps a box in degrees, from lon1 eastwards to lon2, cell centres, ends inclusive",
            (call, in) -> box(call, in.getFirst())));
  }

  private static Source names(Call call, Source in) {
    List<String> known = in.dataset().names();
    Set<String> chosen = new LinkedHashSet<>();
    for (String asked : names(call)) {
      List<String> found =
          known.contains(asked)
              ? List.of(asked)
              : known.stream().filter(n -> Names.matches(asked, n)).toList();
      if (found.isEmpty()) {
        List<String> near = Similar.to(asked, known);
        call.warn(
            "variable name " + asked + " not found" + (near.isEmpty() ? "" : "; similar: " + near));
      }
      chosen.addAll(found);
      found.forEach(n -> chosen.addAll(terms(in.dataset().field(n), known)));
    }
    if (chosen.isEmpty()) {
      throw call.refuse("no variables selected; " + in.label() + " has " + known);
    }
    Dataset selected =
        in.dataset().select(known.stream().filter(chosen::contains).toArray(String[]::new));
    return in.with(call.operator(), selected);
  }

  /** The parameters where each has to be the name of a variable. */
  static List<String> names(Call call) {
    if (call.parameters().stream().anyMatch(String::isBlank)) {
      throw call.refuse(
          "the name of a variable is empty in >"
              + call.operator()
              + ","
              + String.join(",", call.parameters())
              + "<; write names with single commas between");
    }
    return call.parameters();
  }

  /** The variables that the formula of a variable's levels names, such as surface pressure. */
  static List<String> terms(Field f, List<String> known) {
    Optional<String> formula =
        f.coordinates()
            .dimOf(Axis.Z)
            .flatMap(f.coordinates()::of)
            .flatMap(c -> c.attributes().text("formula_terms"));
    List<String> words = List.of(formula.orElse("").split("\\s+", -1));
    return known.stream().filter(words::contains).toList();
  }

  private static Source timeSteps(Call call, Source in) {
    List<StepRange> ranges = call.parameters().stream().map(p -> StepRange.parse(call, p)).toList();
    long longest = in.fields().stream().mapToLong(f -> Layout.of(f).steps(f)).max().orElse(1);
    ranges.stream()
        .flatMap(r -> r.absent(longest).stream())
        .distinct()
        .forEach(step -> call.warn("time step " + step + " not found"));
    if (ranges.stream().allMatch(r -> r.within(longest).isEmpty())) {
      throw call.refuse("no time steps selected; " + in.label() + " has " + longest);
    }
    return in.map(call.operator(), f -> timeSteps(f, ranges));
  }

  private static Field timeSteps(Field f, List<StepRange> ranges) {
    Optional<String> time = Layout.of(f).time();
    if (time.isEmpty()) {
      return f;
    }
    Set<Integer> chosen = new TreeSet<>();
    long steps = Layout.of(f).steps(f);
    ranges.forEach(r -> chosen.addAll(r.within(steps)));
    return steps(f, time.get(), chosen.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Some cells along a dimension, which stays, also with a single one. */
  static Field steps(Field f, String dim, int[] at) {
    return at.length == 1 ? f.slice(dim, at[0], at[0] + 1, 1) : f.isel(dim, at);
  }

  private static Source box(Call call, Source in) {
    LonLatBox box = LonLatBox.of(call);
    return in.map(call.operator(), f -> box(call, f, box));
  }

  private static Field box(Call call, Field f, LonLatBox box) {
    Layout layout = Layout.of(f);
    if (layout.kind() != Kind.LONLAT) {
      if (Layout.cells(f, layout.horizontal(f)) == 1) {
        return f;
      }
      throw call.refuse(
          "'"
              + f.name()
              + "' has a grid of kind "
              + layout.kind().words()
              + "; boxes need one-dimensional latitudes and longitudes");
    }
    return box.select(f, layout);
  }
}
