package org.isobar.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/**
 * A small file that {@link ReaderContract} has written and reads: an unlimited {@code time=7} with
 * {@code y=5} and {@code x=6}, and a variable for every way of storing and missing values.
 *
 * @param schema header of the file
 * @param stored what lies in the file, raw and packed, of each numeric variable, row-major
 * @param expected what a reader makes of it: unpacked, NaN where missing
 * @param texts strings of each text variable
 */
public record ContractFile(
    FileSchema schema,
    Map<String, List<Double>> stored,
    Map<String, List<Double>> expected,
    Map<String, List<String>> texts) {

  /** Default fill value of float and double, about 9.97e36. */
  private static final double FILL = 0x1.ep122;

  /**
   * A file with variables of the given storage types.
   *
   * @param types types that the format can store; the signed ones up to 32 bits and both floats are
   *     always present
   */
  static ContractFile of(FileFormat format, Set<DType> types) {
    Builder b = new Builder();
    b.missing("f", DType.FLOAT32, 1e20f, -999);
    b.packed();
    b.range();
    b.plain("filled", DType.FLOAT32, List.of("time", "y"), k -> k % 5 == 1 ? FILL : k / 8);
    b.plain("d", DType.FLOAT64, List.of("y", "x"), k -> k % 7 == 3 ? FILL : -1.5 * k);
    b.plain("record", DType.FLOAT64, List.of("time"), k -> 100 + k);
    b.plain("scalar", DType.INT32, List.of(), k -> -42);
    b.plain("x", DType.FLOAT64, List.of("x"), k -> 60 * k);
    for (DType type : types) {
      b.extremes(type);
    }
    b.text();
    return b.build(format);
  }

  /** Dimensions of a variable. */
  List<Dim> dims(String variable) {
    VariableMetadata v =
        schema.variables().stream()
            .filter(m -> m.path().equals(variable))
            .findFirst()
            .orElseThrow();
    return v.dims().stream()
        .map(
            name ->
                schema.dims().stream()
                    .filter(d -> d.name().equals(name))
                    .map(d -> new Dim(name, d.size()))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  /** The expected values of a region, row-major. */
  double[] expected(String variable, Region region) {
    List<Double> all = expected.getOrDefault(variable, List.of());
    double[] array = all.stream().mapToDouble(Double::doubleValue).toArray();
    double[] out = new double[(int) region.size()];
    NdArray.ofDoubles(dims(variable), array).read(region, out, 0);
    return out;
  }

  private static final class Builder {
    private final List<FileDim> dims =
        List.of(
            new FileDim("time", 7, true),
            new FileDim("y", 5, false),
            new FileDim("x", 6, false),
            new FileDim("strlen", 8, false));
    private final List<VariableMetadata> variables = new ArrayList<>();
    private final Map<String, List<Double>> stored = new LinkedHashMap<>();
    private final Map<String, List<Double>> expected = new LinkedHashMap<>();

    /** Two attributes and NaN mark missing cells. */
    void missing(String name, DType type, double fill, double other) {
      double[] raw = values(List.of("time", "y", "x"), k -> k / 4);
      double[] want = raw.clone();
      for (int k = 0; k < raw.length; k += 13) {
        raw[k] = k % 3 == 0 ? fill : k % 3 == 1 ? other : Double.NaN;
        want[k] = Double.NaN;
      }
      Attributes attributes =
          Attributes.NONE
              .with("units", "K")
              .with("_FillValue", type, fill)
              .with("missing_value", type, other);
      add(name, List.of("time", "y", "x"), type, attributes, raw, want);
    }

    /** 16-bit integers with scale and offset; the fill value is in packed units. */
    void packed() {
      double[] raw = values(List.of("time", "y", "x"), k -> k * 100 - 10_000);
      double[] want = Arrays.stream(raw).map(v -> v * 0.25 + 280).toArray();
      for (int k = 5; k < raw.length; k += 11) {
        raw[k] = -32_767;
        want[k] = Double.NaN;
      }
      Attributes attributes =
          Attributes.NONE
              .with("scale_factor", DType.FLOAT32, 0.25)
              .with("add_offset", DType.FLOAT32, 280)
              .with("_FillValue", DType.INT16, -32_767);
      add("packed", List.of("time", "y", "x"), DType.INT16, attributes, raw, want);
    }

    /** Values outside of valid_range, in packed units, are missing. */
    void range() {
      double[] raw = values(List.of("y", "x"), k -> k * 3 - 20);
      double[] want =
          Arrays.stream(raw).map(v -> v < -10 || v > 40 ? Double.NaN : v * 0.5).toArray();
      Attributes attributes =
          Attributes.NONE
              .with("scale_factor", DType.FLOAT32, 0.5)
              .with("valid_range", DType.INT16, -10, 40);
      add("ranged", List.of("y", "x"), DType.INT16, attributes, raw, want);
    }

    /** No attributes: the default fill value of a float type is missing. */
    void plain(String name, DType type, List<String> names, DoubleUnaryOperator f) {
      double[] raw = values(names, f);
      double[] want = Arrays.stream(raw).map(v -> v == FILL ? Double.NaN : v).toArray();
      add(name, names, type, Attributes.NONE, raw, want);
    }

    /** Smallest and largest values, bytes also with what would be their default fill. */
    void extremes(DType type) {
      List<Double> raw =
          switch (type) {
            case INT8 -> List.of(-128., -127., -1., 0., 126., 127.);
            case UINT8 -> List.of(0., 1., 127., 128., 254., 255.);
            case INT16 -> List.of(-32768., -1., 0., 1., 255., 32767.);
            case UINT16 -> List.of(0., 1., 32767., 32768., 40000., 65534.);
            case INT32 -> List.of(-2147483648., -1., 0., 1., 65536., 2147483647.);
            case UINT32 -> List.of(0., 1., 2147483647., 2147483648., 3e9, 4294967294.);
            case INT64 -> List.of(-0x1p63, -1., 0., 1., 0x1p40, 0x1p53);
            case UINT64 -> List.of(0., 1., 0x1p40, 0x1p53, 0x1p63, 0x1.8p63);
            case FLOAT32 -> List.of((double) -Float.MAX_VALUE, -0., 0x1p-149, 1., 1.5, 0x1p100);
            case FLOAT64 -> List.of(-Double.MAX_VALUE, -0., Double.MIN_VALUE, 1., 0.1, 1e300);
          };
      double[] values = raw.stream().mapToDouble(Double::doubleValue).toArray();
      String name = "type_" + type.name().toLowerCase(Locale.ROOT);
      add(name, List.of("x"), type, Attributes.NONE, values, values);
    }

    void text() {
      variables.add(
          VariableMetadata.of(
              "label", List.of("y", "strlen"), new VariableType.Chars(), Attributes.NONE));
    }

    private double[] values(List<String> names, DoubleUnaryOperator f) {
      long n = 1;
      for (String name : names) {
        n *= dims.stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow().size();
      }
      double[] out = new double[(int) n];
      Arrays.setAll(out, f::applyAsDouble);
      return out;
    }

    private void add(
        String name,
        List<String> names,
        DType type,
        Attributes attributes,
        double[] raw,
        double[] want) {
      variables.add(VariableMetadata.of(name, names, new VariableType.Numeric(type), attributes));
      stored.put(name, Arrays.stream(raw).boxed().toList());
      expected.put(name, Arrays.stream(want).boxed().toList());
    }

    ContractFile build(FileFormat format) {
      return new ContractFile(
          new FileSchema(
              format, dims, variables, Attributes.NONE.with("title", "contract of readers")),
          stored,
          expected,
          Map.of("label", List.of("north", "", "a b", "eight__8", "süd")));
    }
  }
}
