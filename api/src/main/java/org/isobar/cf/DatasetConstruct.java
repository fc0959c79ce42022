package org.isobar.cf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.isobar.coord.Auxiliary;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileFormat;
import org.isobar.error.DatasetException;
import org.isobar.expr.Read;

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
    unreadable = Collections.unmodifiableMap(new TreeMap<>(unreadable));
    unlimited = Set.copyOf(unlimited);
  }

  /**
   * One dataset of all variables of several.
   *
   * @throws DatasetException if two have a variable of one name
   */
  static DatasetConstruct union(List<DatasetConstruct> parts) {
    Map<String, FieldConstruct> fields = new LinkedHashMap<>();
    Map<String, String> unreadable = new TreeMap<>();
    Set<String> unlimited = new LinkedHashSet<>();
    Map<String, Auxiliary.Texts> loose = new LinkedHashMap<>();
    for (DatasetConstruct p : parts) {
      for (FieldConstruct f : p.fields()) {
        FieldConstruct other = fields.putIfAbsent(f.name(), f);
        if (other != null) {
          throw new DatasetException(
              "variable '"
                  + f.name()
                  + "' stands both in "
                  + location(other)
                  + " and in "
                  + location(f)
                  + ", which hold unlike sets of variables; open them apart");
        }
      }
      unreadable.putAll(p.unreadable());
      unlimited.addAll(p.unlimited());
      p.loose().forEach(t -> loose.putIfAbsent(t.name(), t));
    }
    DatasetConstruct first = parts.get(0);
    return new DatasetConstruct(
        List.copyOf(fields.values()),
        List.copyOf(loose.values()),
        unreadable,
        first.attributes(),
        first.format(),
        first.provider(),
        unlimited);
  }

  private static String location(FieldConstruct f) {
    return ((Read) f.expr()).variable().dataset().parts().get(0).location();
  }
}
