package org.isobar.cf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobar.coord.Auxiliary;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileFormat;

/**
 * One logical dataset.
 *
 * @param fields its data variables
 * @param loose text variables that no data variable names
 * @param unreadable variables whose values cannot be read, with the reason
 * @param attributes global attributes of the first file
 * @param format format of the first file
 * @param provider {@code DatasetProvider.format()} of the provider that read it
 * @param unlimited names of the dimensions that are unlimited in the files
 */
public record DatasetConstruct(
    List<FieldConstruct> fields,
    List<Auxiliary.Texts> loose,
    Map<String, String> unreadable,
    Attributes attributes,
    FileFormat format,
    String provider,
    Set<String> unlimited) {
  public DatasetConstruct {
    fields = List.copyOf(fields);
    loose = List.copyOf(loose);
    unreadable = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(unreadable));
    unlimited = Set.copyOf(unlimited);
  }
}
