package org.isobar;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableMetadata;

/**
 * Lets no attribute of a file name a variable that the file does not have. Terms that make sense
 * together only (formula_terms) go together.
 */
final class LayoutReferences {
  private static final List<String> NAMING =
      List.of(
          "bounds",
          "climatology",
          "formula_terms",
          "grid_mapping",
          "cell_measures",
          "ancillary_variables");

  private LayoutReferences() {}

  /** The variables with attributes that name only each other. */
  static List<VariableMetadata> checked(Map<String, VariableMetadata> variables) {
    return variables.values().stream().map(v -> checked(v, variables)).toList();
  }

  private static VariableMetadata checked(
      VariableMetadata v, Map<String, VariableMetadata> variables) {
    Attributes a = v.attributes();
    for (String name : NAMING) {
      boolean known =
          a.text(name).stream()
              .flatMap(t -> Arrays.stream(t.strip().split("\\s+", -1)))
              .allMatch(word -> word.endsWith(":") || variables.containsKey(word));
      a = known ? a : a.without(name);
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
}
