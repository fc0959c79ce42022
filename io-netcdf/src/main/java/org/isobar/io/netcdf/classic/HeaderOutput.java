package org.isobar.io.netcdf.classic;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.AttributeTypes;

/**
 * Puts a header into bytes.
 *
 * <p>Attributes of types that CDF-1 and CDF-2 have not become int if all their values fit, else
 * double. Arrays of strings are joined by newlines. A {@code _FillValue} takes the type of its
 * variable if that can hold it, which netCDF-C insists on.
 */
final class HeaderOutput {
  private static final int DIMENSION = 10;
  private static final int VARIABLE = 11;
  private static final int ATTRIBUTE = 12;
  private static final long LARGEST_VSIZE = 0xffffffffL;

  private final String file;
  private final int version;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private HeaderOutput(String file, int version) {
    this.file = file;
    this.version = version;
  }

  static byte[] bytes(
      String file,
      int version,
      List<FileDim> dims,
      Attributes attributes,
      List<ClassicVariable> variables) {
    try {
      HeaderOutput header = new HeaderOutput(file, version);
      header.write(dims, attributes, variables);
      return header.bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(List<FileDim> dims, Attributes attributes, List<ClassicVariable> variables)
      throws IOException {
    out.writeInt(0x43444600 | version);
    number(dims.stream().filter(FileDim::unlimited).mapToLong(FileDim::size).findFirst().orElse(0));
    list(DIMENSION, dims.size());
    for (FileDim dim : dims) {
      name(dim.name());
      number(dim.unlimited() ? 0 : dim.size());
    }
    attributes(attributes, "");
    list(VARIABLE, variables.size());
    List<String> names = dims.stream().map(FileDim::name).toList();
    for (ClassicVariable v : variables) {
      variable(v, names);
    }
  }

  private void variable(ClassicVariable v, List<String> dims) throws IOException {
    name(v.name());
    number(v.dims().size());
    for (String dim : v.dims()) {
      number(dims.indexOf(dim));
    }
    attributes(withTypedFill(v), v.name());
    out.writeInt(v.type().code());
    number(version == 5 ? v.paddedBytes() : Math.min(v.paddedBytes(), LARGEST_VSIZE));
    if (version == 1) {
      out.writeInt((int) v.begin());
    } else {
      out.writeLong(v.begin());
    }
  }

  private static Attributes withTypedFill(ClassicVariable v) {
    return v.type() == NcType.CHAR
        ? v.attributes()
        : AttributeTypes.withTypedFill(v.attributes(), v.type().dtype());
  }

  private void attributes(Attributes attributes, String variable) throws IOException {
    list(ATTRIBUTE, attributes.names().size());
    for (Map.Entry<String, AttributeValue> e : attributes.asMap().entrySet()) {
      name(e.getKey());
      switch (e.getValue()) {
        case AttributeValue.Text t -> text(t.value());
        case AttributeValue.Texts t -> text(String.join("\n", t.values()));
        case AttributeValue.Numbers n -> numbers(e.getKey(), variable, n.type(), n.values());
        case AttributeValue.Longs l -> longs(e.getKey(), variable, l);
      }
      pad();
    }
  }

  private void text(String value) throws IOException {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(NcType.CHAR.code());
    number(utf8.length);
    out.write(utf8);
  }

  private void longs(String name, String variable, AttributeValue.Longs l) throws IOException {
    NcType type = NcType.of(l.type());
    if (!type.allowedIn(version)) {
      double[] all = Attributes.of(Map.of(name, l)).numbers(name);
      numbers(name, variable, l.type(), Arrays.stream(all).boxed().toList());
      return;
    }
    out.writeInt(type.code());
    number(l.values().size());
    for (long v : l.values()) {
      out.writeLong(v);
    }
  }

  private void numbers(String name, String variable, DType declared, List<Double> values)
      throws IOException {
    DType type = declared;
    if (!NcType.of(declared).allowedIn(version)) {
      type = AttributeTypes.classicFor(values);
    }
    out.writeInt(NcType.of(type).code());
    number(values.size());
    for (double v : values) {
      if (!AttributeTypes.holds(type, v)) {
        throw new DatasetException(
            "cannot write "
                + file
                + ": the value "
                + v
                + " of attribute '"
                + name
                + "'"
                + (variable.isEmpty() ? "" : " of variable '" + variable + "'")
                + " does not fit its type "
                + type);
      }
      put(type, v);
    }
  }

  private void put(DType type, double v) throws IOException {
    switch (type) {
      case INT8, UINT8 -> out.writeByte((int) v);
      case INT16, UINT16 -> out.writeShort((int) v);
      case INT32, UINT32 -> out.writeInt((int) (long) v);
      case INT64 -> out.writeLong((long) v);
      case UINT64 -> out.writeLong(v < 0x1p63 ? (long) v : (long) (v - 0x1p63) ^ Long.MIN_VALUE);
      case FLOAT32 -> out.writeFloat((float) v);
      case FLOAT64 -> out.writeDouble(v);
    }
  }

  private void list(int tag, int size) throws IOException {
    out.writeInt(size == 0 ? 0 : tag);
    number(size);
  }

  private void name(String name) throws IOException {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    out.write(utf8);
    pad();
  }

  private void number(long n) throws IOException {
    if (version == 5) {
      out.writeLong(n);
    } else {
      out.writeInt((int) n);
    }
  }

  private void pad() throws IOException {
    while ((out.size() & 3) != 0) {
      out.write(0);
    }
  }
}
