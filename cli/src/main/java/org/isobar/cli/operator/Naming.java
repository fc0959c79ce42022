package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobar.Field;

/** Operators that drop variables by name, and give other names and units. */
final class Naming {
  private static final String PAIRS = "old,new[,old,new...]";

  private Naming() {}

  static List<Operator> operators() {
    return List.of(
        Operator.unary(
            "delname",
            Parameters.atLeastOne("name[,name...]"),
            "drops the variables of these names; * and ? stand for any letters",
            (call, in) -> without(call, in.getFirst())),
        Operator.unary(
            "setname",
            Parameters.atLeastOne("name"),
            "gives the first variable another name",
            (call, in) -> first(call, in.getFirst(), f -> f.rename(call.parameters().getFirst()))),
        Operator.unary(
            "chname",
            Parameters.atLeastOne(PAIRS),
            "gives variables other names",
            (call, in) -> renamed(call, in.getFirst())),
        Operator.unary(
            "setunit",
            Parameters.atLeastOne("unit"),
            "states another unit for the first variable; values stay",
            (call, in) ->
                first(call, in.getFirst(), f -> f.withUnit(call.parameters().getFirst()))),
        Operator.unary(
            "chunit",
            Parameters.atLeastOne(PAIRS),
            "states other units for all variables of some units; values stay",
            (call, in) -> otherUnits(call, in.getFirst())));
  }

  private static Source without(Call call, Source in) {
    List<String> known = in.dataset().names();
    for (String asked : Selections.names(call)) {
      if (known.stream().noneMatch(n -> Names.matches(asked, n))) {
        call.warn("variable name " + asked + " not found");
      }
    }
    String[] gone =
        known.stream()
            .filter(n -> call.parameters().stream().anyMatch(p -> Names.matches(p, n)))
            .toArray(String[]::new);
    if (gone.length == known.size()) {
      throw call.refuse("no variables selected; " + in.label() + " has " + known);
    }
    return in.with(call.operator(), in.dataset().without(gone));
  }

  /** A change of one variable. */
  @FunctionalInterface
  private interface Change {
    Field of(Field f);
  }

  private static Source first(Call call, Source in, Change change) {
    List<Field> out = new ArrayList<>(in.fields());
    out.set(0, change.of(out.getFirst()));
    return in.with(call.operator(), out);
  }

  private static Source renamed(Call call, Source in) {
    Map<String, String> names = pairs(call);
    List<String> known = in.dataset().names();
    names.keySet().stream()
        .filter(n -> !known.contains(n))
        .forEach(n -> call.warn("variable name " + n + " not found"));
    return in.map(call.operator(), f -> f.rename(names.getOrDefault(f.name(), f.name())));
  }

  private static Source otherUnits(Call call, Source in) {
    Map<String, String> units = pairs(call);
    List<String> known = in.fields().stream().map(f -> f.unit().text()).toList();
    units.keySet().stream()
        .filter(u -> !known.contains(u))
        .forEach(u -> call.warn("variable units " + u + " not found"));
    return in.map(
        call.operator(),
        f -> units.containsKey(f.unit().text()) ? f.withUnit(units.get(f.unit().text())) : f);
  }

  private static Map<String, String> pairs(Call call) {
    List<String> words = call.parameters();
    if (words.size() % 2 != 0) {
      throw call.refuse("needs pairs of parameters (" + PAIRS + "), got " + words.size());
    }
    Map<String, String> out = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      out.put(words.get(i), words.get(i + 1));
    }
    return out;
  }
}
