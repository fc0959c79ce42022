package org.isobar.cli.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.cf.Overlap;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileView;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.DatasetException;

/**
 * What an operator reads: a file, or the result of another operator.
 *
 * @param label the file's name, or the name of the operator
 * @param location the (first) file behind it
 * @param dataset its variables
 * @param areas areas of the cells that the file itself gives, by the name of the variable whose
 *     {@code cell_measures} names them
 * @param view where the file is
 */
public record Source(
    String label, String location, Dataset dataset, Map<String, Field> areas, FileView view) {
  private static final Pattern AREA = Pattern.compile("\\barea:\\s*(\\S+)");

  public Source {
    areas = Map.copyOf(areas);
  }

  /**
   * Opens a file: its header and coordinates are read.
   *
   * @throws org.isobar.error.DatasetException if it cannot be read
   */
  public static Source open(String path, FileView view) {
    FileMetadata header = view.recognising(path).inspect(path, Map.of());
    Dataset.Options options = new Dataset.Options(Overlap.FAIL, view);
    Dataset dataset = StepDims.mark(header, options.open(List.of(path)));
    Map<String, Field> areas = new LinkedHashMap<>();
    for (VariableMetadata v : header.variables()) {
      Matcher named = AREA.matcher(v.attributes().text("cell_measures").orElse(""));
      if (named.find() && dataset.names().contains(named.group(1))) {
        areas.put(v.path(), dataset.field(named.group(1)));
      }
    }
    return new Source(path, path, dataset, areas, view);
  }

  /**
   * All variables.
   *
   * @throws DatasetException if one cannot be read
   */
  List<Field> fields() {
    if (!dataset.unreadable().isEmpty()) {
      throw new DatasetException(
          unreadable() + "; " + hint("leaves out what cannot be read, -selname chooses"));
    }
    return dataset.fields();
  }

  /** What cannot be read, and why. */
  private String unreadable() {
    return dataset.unreadable().entrySet().stream()
        .map(e -> "variable '" + e.getKey() + "' cannot be read: " + e.getValue())
        .collect(Collectors.joining("; "));
  }

  private String hint(String what) {
    return "-delname," + String.join(",", dataset.unreadable().keySet()) + " " + what;
  }

  /**
   * What can be read, for listings; says what is left out. The same if nothing can be read.
   *
   * @param warnings is told what the user should know
   */
  public Source readable(Consumer<String> warnings) {
    int unreadable = dataset.unreadable().size();
    if (unreadable == 0 || unreadable == dataset.names().size()) {
      return this;
    }
    warnings.accept(unreadable() + "; not listed; " + hint("leaves out what cannot be read"));
    String[] names = dataset.unreadable().keySet().toArray(String[]::new);
    return with(label, dataset.without(names));
  }

  /** The variables that are no other one's cell areas; all, if there are no others. */
  List<Field> data() {
    List<String> names = areas.values().stream().map(Field::name).toList();
    List<Field> data = fields().stream().filter(f -> !names.contains(f.name())).toList();
    return data.isEmpty() ? fields() : data;
  }

  /** Number of time steps; 0 if no variable has time. */
  public long steps() {
    return fields().stream()
        .filter(f -> Layout.of(f).time().isPresent())
        .mapToLong(f -> Layout.of(f).steps(f))
        .max()
        .orElse(0);
  }

  /** The same source with other contents. */
  Source with(String operator, Dataset changed) {
    return new Source(operator, location, changed, areas, view);
  }

  /** The same source with other variables, and the global attributes kept. */
  Source with(String operator, List<Field> changed) {
    return with(operator, Dataset.of(changed).withAttributes(dataset.attributes()));
  }

  /** The same source with all variables changed but those that are cell areas of others. */
  Source mapData(String operator, UnaryOperator<Field> change) {
    List<String> names = data().stream().map(Field::name).toList();
    return map(operator, f -> names.contains(f.name()) ? change.apply(f) : f);
  }

  /** The same source with every variable changed. */
  Source map(String operator, UnaryOperator<Field> change) {
    return with(operator, fields().stream().map(change).toList());
  }
}
