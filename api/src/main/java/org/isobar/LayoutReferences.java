package org.isobar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableMetadata;

/**
 * Lets no attribute of a file name a variable that the file does not have. An exception are terms
 * of formulas: as long as one of them is there they stay as they are, because levels keep their
 * meaning in a file without surface pressure, and get it back where one is merged in.
 */
final class LayoutReferences {
  private static final List<String> NAMING =
      List.of("bounds", "climatology", "grid_mapping", "cell_measures", "ancillary_variables");

  private static final String FORMULA = "formula_terms";

  private LayoutReferences() {}

  /** The variables with attributes that name only each other. */
  static List<VariableMetadata> checked(Map<String, VariableMetadata> variables) {
    Map<String, VariableMetadata> all = new LinkedHashMap<>(variables);
    variables.values().forEach(v -> withFormula(v, variables).ifPresent(b -> all.put(b.path(), b)));
    return all.values().stream().map(v -> checked(v, variables)).toList();
  }

  /**
   * The bounds of levels with the terms at the levels' edges, where all terms along them have some.
   */
  private static Optional<VariableMetadata> withFormula(
      VariableMetadata v, Map<String, VariableMetadata> variables) {
    Optional<VariableMetadata> bounds = v.attributes().text("bounds").map(variables::get);
    String formula = v.attributes().text(FORMULA).orElse("");
    if (bounds.isEmpty() || formula.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (String word : formula.strip().split("\\s+", -1)) {
      VariableMetadata term = variables.get(word);
      if (term == null || !term.dims().equals(v.dims())) {
        words.add(word);
        continue;
      }
      Optional<String> edges = term.attributes().text("bounds");
      if (edges.isEmpty()) {
        return Optional.empty();
      }
      words.add(edges.get());
    }
    VariableMetadata b = bounds.get();
    Attributes a = b.attributes().with(FORMULA, String.join(" ", words));
    return Optional.of(VariableMetadata.of(b.path(), b.dims(), b.type(), a));
  }

  private static VariableMetadata checked(
      VariableMetadata v, Map<String, VariableMetadata> variables) {
    Attributes a = v.attributes();
    for (String name : NAMING) {
      boolean known = variables.keySet().containsAll(words(a, name));
      a = known ? a : a.without(name);
    }
    if (words(a, FORMULA).stream().noneMatch(variables::containsKey)) {
      a = a.without(FORMULA);
    }
    if (a.text("coordinates").isPresent()) {
      String present =
          Arrays.stream(a.text("coordinates").get().strip().split("\\s+", -1))
              .filter(variables::containsKey)
              .collect(Collectors.joining(" "));
      a = present.isEmpty() ? a.without("coordinates") : a.with("coordinates", present);
    }
    return a.equals(v.attributes()) ? v : VariableMetadata.of(v.path(), v.dims(), v.type(), a);
  }

  /** The names in an attribute, without the words before them, such as {@code area:}. */
  private static List<String> words(Attributes a, String name) {
    return a.text(name).stream()
        .flatMap(t -> Arrays.stream(t.strip().split("\\s+", -1)))
        .filter(word -> !word.endsWith(":"))
        .toList();
  }
}
