package org.isobar;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.isobar.cf.DatasetConstruct;
import org.isobar.cf.DatasetReader;
import org.isobar.cf.OpenedFile;
import org.isobar.cf.Overlap;
import org.isobar.coord.Auxiliary;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileView;
import org.isobar.error.DatasetException;
import org.isobar.error.NoSuchDimensionException;
import org.isobar.run.Explanation;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;

/**
 * Several fields that belong together: those of a file, of many files opened as one, or of a
 * program. Opening reads headers and coordinates, never data. Immutable.
 */
public final class Dataset {
  private static final System.Logger LOG = System.getLogger(Dataset.class.getName());
  private final List<Field> fields;
  private final List<Auxiliary.Texts> loose;
  private final Map<String, String> unreadable;
  private final Attributes attributes;

  private Dataset(
      List<Field> fields,
      List<Auxiliary.Texts> loose,
      Map<String, String> unreadable,
      Attributes attributes) {
    this.fields = List.copyOf(fields);
    this.loose = List.copyOf(loose);
    this.unreadable = Collections.unmodifiableMap(new TreeMap<>(unreadable));
    this.attributes = attributes;
  }

  /**
   * Opens files as one dataset. Files that hold the same variables are joined along time in the
   * order of their dates, whatever their names; reference dates may differ, calendars may not.
   *
   * @param locations paths, or globs such as {@code archive/**}{@code /tas_day_*.nc}
   * @throws DatasetException if nothing matches, a file cannot be read, or two files hold the same
   *     time
   * @throws org.isobar.error.CalendarException if files to be joined have unlike calendars
   */
  public static Dataset open(String... locations) {
    return options().open(locations);
  }

  public static Dataset open(Path file) {
    return options().open(List.of(file.toString()));
  }

  /**
   * The files that paths and globs mean, each once; those of a glob sorted by name. Opens nothing:
   * for programs that sort files before they open them.
   *
   * @throws DatasetException if a location matches nothing
   */
  public static List<String> files(String... locations) {
    Set<String> found = new LinkedHashSet<>();
    for (String l : locations) {
      found.addAll(Locations.expand(l));
    }
    return List.copyOf(found);
  }

  /** Opens with choices, such as which of two overlapping files counts. */
  public static Options options() {
    return new Options(Overlap.FAIL, LocalFiles.VIEW);
  }

  /**
   * Choices for opening.
   *
   * @param view where the files are looked for
   */
  public record Options(Overlap overlap, FileView view) {
    /** What to do where files hold the same time. */
    public Options overlap(Overlap choice) {
      return new Options(choice, view);
    }

    /** Opens what a backend sees, which may drive a grid whose files are not here. */
    public Options on(Backend backend) {
      return new Options(overlap, backend.files());
    }

    /** Opens paths and globs. */
    public Dataset open(String... locations) {
      Set<String> found = new LinkedHashSet<>();
      for (String l : locations) {
        found.addAll(view.expand(l));
      }
      return open(List.copyOf(found));
    }

    /** Opens exactly these files: no globs. */
    public Dataset open(List<String> files) {
      if (files.isEmpty()) {
        throw new DatasetException("no file to open");
      }
      List<OpenedFile> opened = new ArrayList<>();
      for (String f : new LinkedHashSet<>(files)) {
        opened.add(OpenedFile.of(view.recognising(f), f, Map.of()));
      }
      return Dataset.of(DatasetReader.read(opened, overlap));
    }
  }

  private static Dataset of(DatasetConstruct c) {
    Origin origin = Origin.of(c);
    return new Dataset(
        c.fields().stream().map(f -> new Field(f, origin)).toList(),
        c.loose(),
        c.unreadable(),
        c.attributes());
  }

  /** A dataset of these fields; names must differ. */
  public static Dataset of(Field... fields) {
    return of(Arrays.asList(fields));
  }

  public static Dataset of(List<Field> fields) {
    if (fields.isEmpty()) {
      throw new DatasetException("a dataset needs at least one field");
    }
    checkNames(fields);
    return new Dataset(fields, List.of(), Map.of(), fields.get(0).origin().attributes());
  }

  private static void checkNames(List<Field> fields) {
    Set<String> names = new HashSet<>();
    for (Field f : fields) {
      if (!names.add(f.name())) {
        throw new DatasetException("two fields are named '" + f.name() + "'; rename one");
      }
    }
  }

  /**
   * The data variable of a name; variables of groups are named by their path, or its last element
   * where only one group has it.
   *
   * @throws DatasetException if there is none, or its values cannot be read; lists those that exist
   */
  public Field field(String name) {
    if (unreadable.containsKey(name)) {
      throw unreadable(name);
    }
    List<Field> found = fields.stream().filter(f -> f.name().equals(name)).toList();
    if (found.isEmpty()) {
      found = fields.stream().filter(f -> f.name().endsWith("/" + name)).toList();
    }
    if (found.size() != 1) {
      throw new DatasetException(
          (found.isEmpty() ? "no variable '" : "several variables '")
              + name
              + "'; the dataset has "
              + names());
    }
    return found.get(0);
  }

  /**
   * All data variables.
   *
   * @throws DatasetException if the values of a variable cannot be read; {@link #without} leaves it
   *     out
   */
  public List<Field> fields() {
    if (!unreadable.isEmpty()) {
      throw unreadable(unreadable.keySet().iterator().next());
    }
    return fields;
  }

  private DatasetException unreadable(String name) {
    return new DatasetException(
        "variable '"
            + name
            + "' cannot be read: "
            + unreadable.get(name)
            + "; the rest can: select(...) it, or leave this one out by without(\""
            + name
            + "\")");
  }

  /** Names of the variables whose values cannot be read, with the reason for each. */
  public Map<String, String> unreadable() {
    return unreadable;
  }

  /** Names of all data variables, those that cannot be read included. */
  public List<String> names() {
    List<String> out = new ArrayList<>(fields.stream().map(Field::name).toList());
    out.addAll(unreadable.keySet());
    return List.copyOf(out);
  }

  /**
   * Only the named variables, in the order of the names.
   *
   * @throws DatasetException if one does not exist, or its values cannot be read
   */
  public Dataset select(String... names) {
    List<Field> chosen = Arrays.stream(names).map(this::field).toList();
    return new Dataset(chosen, List.of(), Map.of(), attributes);
  }

  /**
   * All but the named variables.
   *
   * @throws DatasetException if one does not exist
   */
  public Dataset without(String... names) {
    Set<String> out = new HashSet<>(Arrays.asList(names));
    List<String> unknown = out.stream().filter(n -> !names().contains(n)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new DatasetException("no variables " + unknown + "; the dataset has " + names());
    }
    Map<String, String> rest = new LinkedHashMap<>(unreadable);
    rest.keySet().removeAll(out);
    return new Dataset(
        fields.stream().filter(f -> !out.contains(f.name())).toList(), loose, rest, attributes);
  }

  /** Global attributes. */
  public Attributes attributes() {
    return attributes;
  }

  public Dataset withAttributes(Attributes global) {
    List<Field> changed = fields.stream().map(f -> f.withOrigin(f.origin().with(global))).toList();
    return new Dataset(changed, loose, unreadable, global);
  }

  /**
   * Applies an operation to every data variable that has the dimensions it asks for; the others,
   * for which it throws {@link NoSuchDimensionException}, are kept as they are.
   *
   * @throws DatasetException if no variable has the dimensions, or one cannot be read
   */
  public Dataset map(UnaryOperator<Field> operation) {
    List<Field> out = new ArrayList<>();
    NoSuchDimensionException refused = null;
    int changed = 0;
    for (Field f : fields()) {
      try {
        out.add(operation.apply(f));
        changed++;
      } catch (NoSuchDimensionException e) {
        LOG.log(System.Logger.Level.DEBUG, "{0} is kept as it is: {1}", f.name(), e.getMessage());
        refused = e;
        out.add(f);
      }
    }
    if (changed == 0 && refused != null) {
      throw refused;
    }
    checkNames(out);
    return new Dataset(out, loose, unreadable, attributes);
  }

  /**
   * Changes every variable that can be read. Those that cannot stay, and are an error for whoever
   * needs their values, as before.
   */
  public Dataset mapReadable(UnaryOperator<Field> change) {
    List<Field> out = fields.stream().map(change).toList();
    checkNames(out);
    return new Dataset(out, loose, unreadable, attributes);
  }

  /** The plan of writing all variables and its price; nothing is read. */
  public Explanation explain(Path file, Backend backend, WriteOptions write, RunOptions run) {
    return backend.explain(new Request(List.of(FileLayout.of(file, this, write)), run));
  }

  /** Runs and writes a NetCDF file, all or nothing. An existing file is replaced at the end. */
  public void write(Path file, Backend backend) {
    write(file, backend, WriteOptions.DEFAULT, RunOptions.DEFAULT);
  }

  public void write(Path file, Backend backend, WriteOptions write, RunOptions run) {
    Isobar.writeAll(backend, Map.of(file, this), write, run);
  }

  List<Auxiliary.Texts> loose() {
    return loose;
  }

  @Override
  public String toString() {
    return "Dataset" + names();
  }
}
