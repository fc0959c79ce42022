package org.isobar.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.isobar.Dataset;
import org.isobar.data.DType;
import org.isobar.data.LongList;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/**
 * A file that a test makes up: {@code MemoryFile.create().dim("lat", 3).doubles("lat", "lat",
 * "units=degrees_north", -60, 0, 60)}. Values are stored as given; the reader unpacks them. Counts
 * how often it was inspected, opened and read.
 */
public final class MemoryFile {
  static final String SCHEME = "memory:";
  private static final Map<String, MemoryFile> ALL = new ConcurrentHashMap<>();
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final String location = SCHEME + NEXT.incrementAndGet();
  private final List<FileDim> dims = new ArrayList<>();
  private final List<VariableMetadata> variables = new ArrayList<>();
  private final Map<String, double[]> numbers = new HashMap<>();
  private final Map<String, List<String>> texts = new HashMap<>();
  private final Map<String, Integer> reads = new LinkedHashMap<>();
  private final FileFormat format;
  private Attributes attributes = Attributes.NONE;
  private int inspected;
  private int opened;
  private int open;

  private MemoryFile(FileFormat format) {
    this.format = format;
  }

  public static MemoryFile create() {
    return create(FileFormat.NC2);
  }

  public static MemoryFile create(FileFormat format) {
    MemoryFile f = new MemoryFile(format);
    ALL.put(f.location, f);
    return f;
  }

  static Optional<MemoryFile> at(String location) {
    return Optional.ofNullable(ALL.get(location));
  }

  public MemoryFile dim(String name, long size) {
    dims.add(new FileDim(name, size, false));
    return this;
  }

  public MemoryFile unlimited(String name, long size) {
    dims.add(new FileDim(name, size, true));
    return this;
  }

  public MemoryFile global(String name, String text) {
    attributes = attributes.with(name, text);
    return this;
  }

  /** A variable; without values they are 0, 1, 2, ... */
  public MemoryFile variable(
      String path, DType type, String on, Attributes a, double... valuesOrNone) {
    List<String> names = names(on);
    variables.add(VariableMetadata.of(path, names, new VariableType.Numeric(type), a));
    int size = Math.toIntExact(size(names));
    double[] values = valuesOrNone;
    if (values.length == 0) {
      values = new double[size];
      Arrays.setAll(values, i -> i);
    }
    if (values.length != size) {
      throw new IllegalArgumentException(path + " of " + size + " with " + values.length);
    }
    numbers.put(path, values);
    return this;
  }

  /** A double variable with attributes such as {@code "units=K; axis=T"}. */
  public MemoryFile doubles(String path, String on, String a, double... valuesOrNone) {
    return variable(path, DType.FLOAT64, on, attributes(a), valuesOrNone);
  }

  /** A float variable with attributes such as {@code "units=K; axis=T"}. */
  public MemoryFile floats(String path, String on, String a, double... valuesOrNone) {
    return variable(path, DType.FLOAT32, on, attributes(a), valuesOrNone);
  }

  /** A variable of any size whose values are never read. */
  public MemoryFile declared(String path, DType type, String on) {
    variables.add(
        VariableMetadata.of(path, names(on), new VariableType.Numeric(type), Attributes.NONE));
    return this;
  }

  /** A character variable; the dimension of its characters is made up. */
  public MemoryFile chars(String path, String on, String a, String... values) {
    String characters = "strlen_" + path.replace('/', '_');
    dim(characters, 40);
    List<String> names = new ArrayList<>(names(on));
    names.add(characters);
    variables.add(VariableMetadata.of(path, names, new VariableType.Chars(), attributes(a)));
    texts.put(path, List.of(values));
    return this;
  }

  /** A string variable. */
  public MemoryFile strings(String path, String on, String a, String... values) {
    variables.add(VariableMetadata.of(path, names(on), new VariableType.Strings(), attributes(a)));
    texts.put(path, List.of(values));
    return this;
  }

  /** A variable whose values cannot be read. */
  public MemoryFile unreadable(String path, String on, String why) {
    variables.add(
        new VariableMetadata(
            path,
            names(on),
            new VariableType.Numeric(DType.FLOAT32),
            Attributes.NONE,
            Optional.empty(),
            true,
            Optional.of(why)));
    return this;
  }

  /** A variable of a type that is listed but not read. */
  public MemoryFile other(String path, String on, String type) {
    variables.add(
        VariableMetadata.of(path, names(on), new VariableType.Other(type), Attributes.NONE));
    return this;
  }

  /** The last variable stored in chunks. */
  public MemoryFile chunked(long... chunk) {
    VariableMetadata v = variables.removeLast();
    variables.add(
        new VariableMetadata(
            v.path(),
            v.dims(),
            v.type(),
            v.attributes(),
            Optional.of(LongList.of(chunk)),
            true,
            Optional.empty()));
    return this;
  }

  public String location() {
    return location;
  }

  public Dataset open() {
    return Dataset.open(location);
  }

  public int inspected() {
    return inspected;
  }

  public int opened() {
    return opened;
  }

  /** Readers that were not closed. */
  public int leftOpen() {
    return open;
  }

  /** How often a variable was read. */
  public int reads(String path) {
    return reads.getOrDefault(path, 0);
  }

  FileMetadata inspect() {
    inspected++;
    return new FileMetadata(
        location, format, new Fingerprint(1, 2, 3), dims, variables, attributes);
  }

  void countOpen() {
    opened++;
    open++;
  }

  void countClose() {
    open--;
  }

  double[] numbers(String path) {
    reads.merge(path, 1, Integer::sum);
    double[] found = numbers.get(path);
    if (found == null) {
      throw new IllegalStateException(location + " has no numbers of " + path);
    }
    return found;
  }

  List<String> texts(String path) {
    reads.merge(path, 1, Integer::sum);
    List<String> found = texts.get(path);
    if (found == null) {
      throw new IllegalStateException(location + " has no text of " + path);
    }
    return found;
  }

  VariableMetadata variable(String path) {
    return variables.stream().filter(v -> v.path().equals(path)).findFirst().orElseThrow();
  }

  long[] shape(String path) {
    return variable(path).dims().stream().mapToLong(this::sizeOf).toArray();
  }

  private long size(List<String> names) {
    return names.stream().mapToLong(this::sizeOf).reduce(1, (a, b) -> a * b);
  }

  private long sizeOf(String dim) {
    return dims.stream().filter(d -> d.name().equals(dim)).findFirst().orElseThrow().size();
  }

  private static List<String> names(String on) {
    return on.isBlank() ? List.of() : List.of(on.strip().split(" +", -1));
  }

  /** Text attributes from {@code "units=K; axis=T"}. */
  public static Attributes attributes(String text) {
    Attributes a = Attributes.NONE;
    if (!text.isBlank()) {
      for (String part : text.split(";", -1)) {
        int eq = part.indexOf('=');
        a = a.with(part.substring(0, eq).strip(), part.substring(eq + 1).strip());
      }
    }
    return a;
  }
}
