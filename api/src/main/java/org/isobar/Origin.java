package org.isobar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isobar.cf.DatasetConstruct;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileFormat;

/**
 * Where a field comes from and what was done to it: what a file written from it inherits.
 *
 * @param attributes global attributes of the source
 * @param format format of the source
 * @param provider provider that read it, and that writes results
 * @param unlimited names of dimensions that are unlimited in the source
 * @param steps what was done, in words, oldest first
 */
record Origin(
    Attributes attributes,
    FileFormat format,
    String provider,
    Set<String> unlimited,
    List<String> steps) {
  static final Origin MEMORY =
      new Origin(Attributes.NONE, FileFormat.NC2, "netcdf", Set.of(), List.of());

  Origin {
    unlimited = Set.copyOf(unlimited);
    steps = List.copyOf(steps);
  }

  static Origin of(DatasetConstruct d) {
    boolean virtual = d.format() == FileFormat.VIRTUAL;
    return new Origin(
        d.attributes(),
        virtual ? FileFormat.NC2 : d.format(),
        virtual ? "netcdf" : d.provider(),
        d.unlimited(),
        List.of());
  }

  Origin step(String words) {
    List<String> s = new ArrayList<>(steps);
    s.add(words);
    return new Origin(attributes, format, provider, unlimited, s);
  }

  /** The same source, one of whose dimensions has another name now. */
  Origin renamed(String dim, String to) {
    Set<String> u = new HashSet<>(unlimited);
    if (u.remove(dim)) {
      u.add(to);
    }
    return new Origin(attributes, format, provider, u, steps);
  }

  /** The same source with another account of what was done. */
  Origin withSteps(List<String> words) {
    return new Origin(attributes, format, provider, unlimited, words);
  }

  Origin with(Attributes newAttributes) {
    return new Origin(newAttributes, format, provider, unlimited, steps);
  }
}
