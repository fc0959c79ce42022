package org.isobar.io.netcdf.classic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.testkit.ContractFile;

/** The contract's file in bytes, put together by the specification and without our writer. */
final class ContractBytes {
  private final ContractFile file;
  private final FileSchema schema;
  private final int version;
  private final CdfBytes out;
  private final long[] begins;

  private ContractBytes(ContractFile file, int version, long[] begins) {
    this.file = file;
    this.schema = file.schema();
    this.version = version;
    this.out = CdfBytes.version(version);
    this.begins = begins;
  }

  static CdfBytes of(ContractFile file, int version) {
    int n = file.schema().variables().size();
    int header = new ContractBytes(file, version, new long[n]).header().size();
    ContractBytes placed = new ContractBytes(file, version, new long[n]);
    placed.place(header);
    placed.header();
    return placed.data();
  }

  private void place(long header) {
    long at = header;
    for (boolean record : new boolean[] {false, true}) {
      for (int i = 0; i < begins.length; i++) {
        VariableMetadata v = schema.variables().get(i);
        if (record(v) == record) {
          begins[i] = at;
          at += slab(v);
        }
      }
    }
  }

  private CdfBytes header() {
    number(schema.dims().getFirst().size());
    out.ints(10);
    number(schema.dims().size());
    for (FileDim dim : schema.dims()) {
      name(dim.name());
      number(dim.unlimited() ? 0 : dim.size());
    }
    attributes(schema.attributes());
    out.ints(11);
    number(schema.variables().size());
    for (int i = 0; i < begins.length; i++) {
      VariableMetadata v = schema.variables().get(i);
      name(v.path());
      number(v.dims().size());
      for (String dim : v.dims()) {
        number(schema.dims().stream().map(FileDim::name).toList().indexOf(dim));
      }
      attributes(v.attributes());
      out.ints(type(v));
      number(slab(v));
      if (version == 1) {
        out.ints((int) begins[i]);
      } else {
        out.longs(begins[i]);
      }
    }
    return out;
  }

  private void attributes(Attributes attributes) {
    out.ints(attributes.names().isEmpty() ? 0 : 12);
    number(attributes.names().size());
    for (Map.Entry<String, AttributeValue> e : attributes.asMap().entrySet()) {
      name(e.getKey());
      switch (e.getValue()) {
        case AttributeValue.Text t -> {
          out.ints(2);
          number(t.value().length());
          out.padded(t.value());
        }
        case AttributeValue.Numbers n -> {
          out.ints(code(n.type()));
          number(n.values().size());
          n.values().forEach(v -> value(n.type(), v));
          out.padded("");
        }
        case AttributeValue.Longs l -> throw new IllegalArgumentException(l.toString());
        case AttributeValue.Texts t -> throw new IllegalArgumentException(t.toString());
      }
    }
  }

  private CdfBytes data() {
    schema.variables().stream().filter(v -> !record(v)).forEach(v -> slab(v, 0));
    for (int r = 0; r < schema.dims().getFirst().size(); r++) {
      int record = r;
      schema.variables().stream().filter(this::record).forEach(v -> slab(v, record));
    }
    return out;
  }

  private void slab(VariableMetadata v, int record) {
    if (v.type() instanceof VariableType.Numeric numeric) {
      int n = (int) count(v);
      List<Double> values = file.stored().get(v.path());
      values.subList(record * n, (record + 1) * n).forEach(x -> value(numeric.type(), x));
    } else {
      int length = (int) schema.dims().getLast().size();
      for (String text : file.texts().get(v.path())) {
        byte[] utf8 = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), length);
        for (byte b : utf8) {
          out.raw(b);
        }
      }
    }
    out.padded("");
  }

  private boolean record(VariableMetadata v) {
    return v.dims().contains(schema.dims().getFirst().name());
  }

  private long count(VariableMetadata v) {
    return schema.dims().stream()
        .filter(d -> !d.unlimited() && v.dims().contains(d.name()))
        .mapToLong(FileDim::size)
        .reduce(1, (a, b) -> a * b);
  }

  private long slab(VariableMetadata v) {
    int bytes = v.type() instanceof VariableType.Numeric n ? n.type().bytes() : 1;
    return Math.ceilDiv(count(v) * bytes, 4) * 4;
  }

  private static int type(VariableMetadata v) {
    return v.type() instanceof VariableType.Numeric n ? code(n.type()) : 2;
  }

  private static int code(DType type) {
    return switch (type) {
      case INT8 -> 1;
      case INT16 -> 3;
      case INT32 -> 4;
      case FLOAT32 -> 5;
      case FLOAT64 -> 6;
      case UINT8 -> 7;
      case UINT16 -> 8;
      case UINT32 -> 9;
      case INT64 -> 10;
      case UINT64 -> 11;
    };
  }

  private void value(DType type, double v) {
    switch (type) {
      case INT8, UINT8 -> out.raw((int) v);
      case INT16, UINT16 -> out.shorts((int) v);
      case INT32, UINT32 -> out.ints((int) (long) v);
      case INT64 -> out.longs((long) v);
      case UINT64 -> out.longs(v < 0x1p63 ? (long) v : (long) (v - 0x1p63) ^ Long.MIN_VALUE);
      case FLOAT32 -> out.floats((float) v);
      case FLOAT64 -> out.longs(Double.doubleToRawLongBits(v));
    }
  }

  private void number(long n) {
    if (version == 5) {
      out.longs(n);
    } else {
      out.ints((int) n);
    }
  }

  private void name(String name) {
    number(name.length());
    out.padded(name);
  }
}
