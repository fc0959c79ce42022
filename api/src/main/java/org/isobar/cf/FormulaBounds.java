package org.isobar.cf;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.dataset.VariableMetadata;

/**
 * Terms of formulas at the edges of levels, such as hybrid coefficients at half levels. Files name
 * them in the {@code formula_terms} of the levels' bounds; here they become the bounds of the terms
 * themselves, as CF allows since version 1.7, and so come along wherever the terms go.
 */
final class FormulaBounds {
  private static final String FORMULA = "formula_terms";
  private static final String BOUNDS = "bounds";

  private FormulaBounds() {}

  /** The variables of a file, with a {@code bounds} attribute at each term that has edges. */
  static List<VariableMetadata> named(List<VariableMetadata> variables) {
    Map<String, VariableMetadata> byPath = new HashMap<>();
    variables.forEach(v -> byPath.put(v.path(), v));
    Map<String, String> edges = new HashMap<>();
    for (VariableMetadata v : variables) {
      Optional<VariableMetadata> bounds = v.attributes().text(BOUNDS).map(byPath::get);
      if (bounds.isPresent()) {
        Map<String, String> inside = terms(v);
        terms(bounds.get())
            .forEach((term, name) -> edges.put(inside.getOrDefault(term, name), name));
      }
    }
    return variables.stream().map(v -> named(v, edges, byPath)).toList();
  }

  private static VariableMetadata named(
      VariableMetadata v, Map<String, String> edges, Map<String, VariableMetadata> byPath) {
    String name = edges.getOrDefault(v.path(), v.path());
    boolean known = name.equals(v.path()) || v.attributes().has(BOUNDS);
    VariableMetadata edge = byPath.get(name);
    boolean wider = edge != null && edge.dims().size() == v.dims().size() + 1;
    return known || !wider
        ? v
        : new VariableMetadata(
            v.path(),
            v.dims(),
            v.type(),
            v.attributes().with(BOUNDS, name),
            v.chunk(),
            v.compressed(),
            v.unreadable());
  }

  /** Of {@code "a: a_bnds b: b_bnds"} the names by term. */
  private static Map<String, String> terms(VariableMetadata v) {
    Map<String, String> out = new LinkedHashMap<>();
    String term = "";
    for (String word : v.attributes().text(FORMULA).orElse("").strip().split("\\s+", -1)) {
      if (word.endsWith(":")) {
        term = word;
      } else if (!word.isEmpty()) {
        out.put(term, word);
      }
    }
    return out;
  }
}
