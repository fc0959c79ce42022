package org.isobar.testkit;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableRef;
import org.isobar.error.DatasetException;
import org.isobar.expr.Read;
import org.isobar.unit.Unit;

/**
 * A dataset of one variable whose values follow from their indices, so that it can be of any size:
 * {@code virtual:golden?chunk=1,96,192&dims=time:438000,lat:96,lon:192&missing=13&type=FLOAT32}.
 *
 * <p>Formulas, with {@code t, y, x} the indices along the dimensions:
 *
 * <ul>
 *   <li>{@code golden}: {@code ((31 t + 17 y + 7 x + 5 ... ) mod 101) / 4}
 *   <li>{@code float32}: {@code 240 + ((7919 i + 104729 j) mod 60013) / 1000}, {@code i} the first
 *       index and {@code j} the row-major index of the rest
 *   <li>{@code linear}: {@code offset + slope0 t + slope1 y + ...}
 *   <li>{@code constant}: {@code value}
 * </ul>
 *
 * <p>Options:
 *
 * <ul>
 *   <li>{@code dims=name:size,...} dimensions, outermost first; none for a scalar
 *   <li>{@code var} name of the variable ({@code v}); {@code units} ({@code K}); {@code
 *       standard_name}
 *   <li>{@code type} storage type ({@code FLOAT32}); integers are packed with {@code scale_factor}
 *       and {@code add_offset} so that their unpacked values are the formula's
 *   <li>{@code chunk=n,...} storage chunk; absent: contiguous. {@code compressed=true}
 *   <li>{@code missing=k} missing where the sum of all indices is a multiple of k; {@code land=k}
 *       missing where the sum of all but the first index is
 *   <li>{@code value}; {@code offset}; {@code slope=a,b,...}: of the constant and linear formulas
 *   <li>{@code origin=n} added to the first index: where this file begins in a joined series
 *   <li>{@code since} ({@code 2001-01-01}), {@code step} in days (1), {@code calendar} ({@code
 *       standard}): the time axis {@code since + (t + origin) step}, with bounds to the next step
 *   <li>{@code lat=-60,0,60}, {@code lon=...}, {@code plev=...}, any dimension: listed coordinates;
 *       {@code lat=descending}. By default lat and lon are regular global cells
 *   <li>{@code labels=member:r1|r2} a string variable named as its dimension
 *   <li>{@code version} modification time in the fingerprint
 *   <li>{@code hook} id of a {@link ReadHook}
 * </ul>
 *
 * @param formula name of the formula
 * @param dims dimensions of the variable
 * @param options all other options
 */
public record VirtualDataset(String formula, List<Dim> dims, Map<String, String> options) {
  static final String SCHEME = "virtual:";

  public VirtualDataset {
    dims = List.copyOf(dims);
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** A dataset with dimensions such as {@code "time:10,lat:3"}, of type float, contiguous. */
  public static VirtualDataset of(String formula, String dims) {
    return new VirtualDataset(formula, parseDims(SCHEME + formula, dims), Map.of());
  }

  /**
   * The dataset that a location denotes.
   *
   * @throws DatasetException naming the location and the part that is not understood
   */
  public static VirtualDataset parse(String location) {
    if (!location.startsWith(SCHEME)) {
      throw new DatasetException("'" + location + "' does not begin with " + SCHEME);
    }
    String rest = location.substring(SCHEME.length());
    int mark = rest.indexOf('?');
    Map<String, String> options = new TreeMap<>();
    if (mark >= 0) {
      for (String option : rest.substring(mark + 1).split("&", -1)) {
        int eq = option.indexOf('=');
        if (eq < 1) {
          throw new DatasetException(location + ": option '" + option + "' is not name=value");
        }
        options.put(option.substring(0, eq), option.substring(eq + 1));
      }
    }
    String dims = options.remove("dims");
    return new VirtualDataset(
        mark < 0 ? rest : rest.substring(0, mark),
        parseDims(location, dims == null ? "" : dims),
        options);
  }

  private static List<Dim> parseDims(String location, String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    return Arrays.stream(text.split(",", -1))
        .map(
            part -> {
              int colon = part.indexOf(':');
              if (colon < 1 || !part.substring(colon + 1).matches("[0-9]{1,18}")) {
                throw new DatasetException(
                    location + ": dimension '" + part + "' is not name:size");
              }
              return new Dim(part.substring(0, colon), Long.parseLong(part.substring(colon + 1)));
            })
        .toList();
  }

  /** The same dataset with one more or another option. */
  public VirtualDataset with(String option, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(option, value);
    return new VirtualDataset(formula, dims, more);
  }

  public VirtualDataset type(DType type) {
    return with("type", type.name());
  }

  public VirtualDataset chunk(long... chunk) {
    return with(
        "chunk", Arrays.stream(chunk).mapToObj(Long::toString).collect(Collectors.joining(",")));
  }

  public VirtualDataset missing(int every) {
    return with("missing", Integer.toString(every));
  }

  /** The location, options in alphabetical order. */
  public String location() {
    Map<String, String> all = new TreeMap<>(options);
    all.put(
        "dims", dims.stream().map(d -> d.name() + ":" + d.size()).collect(Collectors.joining(",")));
    return all.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("&", SCHEME + formula + "?", ""));
  }

  /** The variable, with the unit that a field opened from the location would have. */
  public Read read(Unit unit) {
    FileMetadata file = metadata();
    return read(
        DatasetDescriptor.ofFile(VirtualProvider.FORMAT, location(), file.fingerprint(), Map.of()),
        dims,
        unit);
  }

  /** The variable, without a unit. */
  public Read read() {
    return read(Unit.NONE);
  }

  /**
   * The same values as {@link #read()}, held by several files that follow each other along the
   * first dimension.
   *
   * @param lengths cells of each file along the first dimension; they add up to its size
   */
  public Read readJoined(long... lengths) {
    Dim first = dims.get(0);
    if (Arrays.stream(lengths).sum() != first.size()) {
      throw new DatasetException(
          location() + ": parts " + Arrays.toString(lengths) + " of dimension " + first);
    }
    long at = longOption("origin", 0);
    List<DatasetDescriptor.Part> parts = new java.util.ArrayList<>();
    for (long length : lengths) {
      List<Dim> sizes = new java.util.ArrayList<>(dims);
      sizes.set(0, new Dim(first.name(), length));
      VirtualDataset file =
          new VirtualDataset(formula, sizes, options).with("origin", Long.toString(at));
      parts.add(
          new DatasetDescriptor.Part(file.location(), file.metadata().fingerprint(), 0, length));
      at += length;
    }
    return read(
        new DatasetDescriptor(VirtualProvider.FORMAT, first.name(), parts, Map.of()),
        dims,
        Unit.NONE);
  }

  private Read read(DatasetDescriptor dataset, List<Dim> joined, Unit unit) {
    return new Read(
        new VariableRef(
            dataset, variable(), joined, storage(), type(), unit, chunkOrRow(), compressed()));
  }

  /** Header of the file. */
  public FileMetadata metadata() {
    return VirtualHeader.of(this);
  }

  String variable() {
    return options.getOrDefault("var", "v");
  }

  DType storage() {
    String name = options.getOrDefault("type", "FLOAT32");
    return Arrays.stream(DType.values())
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new DatasetException(location() + ": unknown type '" + name + "'"));
  }

  /** The type of unpacked values: packed ones take that of {@code scale_factor}. */
  DType type() {
    return storage().unpacked();
  }

  boolean compressed() {
    return Boolean.parseBoolean(options.getOrDefault("compressed", "false"));
  }

  Optional<LongList> chunk() {
    return Optional.ofNullable(options.get("chunk"))
        .map(
            text -> {
              double[] n = numbers("chunk", text);
              if (n.length != dims.size() || Arrays.stream(n).anyMatch(v -> v < 1)) {
                throw new DatasetException(location() + ": chunk=" + text + " for " + dims);
              }
              return LongList.of(Arrays.stream(n).mapToLong(v -> (long) v).toArray());
            });
  }

  /** The chunk, or for contiguous storage one record. */
  private LongList chunkOrRow() {
    return chunk()
        .orElseGet(
            () -> {
              long[] row = dims.stream().mapToLong(d -> Math.max(1, d.size())).toArray();
              if (row.length > 1) {
                row[0] = 1;
              }
              return LongList.of(row);
            });
  }

  long longOption(String name, long otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new DatasetException(
          location() + ": option " + name + "='" + text + "' is not a whole number", e);
    }
  }

  double numberOption(String name, double otherwise) {
    String text = options.get(name);
    return text == null ? otherwise : numbers(name, text)[0];
  }

  /** The numbers of a listed option; empty if it is absent. */
  double[] numbersOption(String name) {
    String text = options.get(name);
    return text == null ? new double[0] : numbers(name, text);
  }

  private double[] numbers(String name, String text) {
    try {
      return Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      throw new DatasetException(
          location() + ": option " + name + "='" + text + "' is not a list of numbers", e);
    }
  }
}
