package org.isobar.io.netcdf.hdf5;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;

/** Reads the attributes of an object and turns them into values. */
final class ObjectAttributes {
  private static final int MAX_ATTRIBUTES = 100_000;

  private record Ordered(long order, RawAttribute attribute) {}

  private final H5Structure in;
  private final GlobalHeap heap;

  ObjectAttributes(H5Structure in, GlobalHeap heap) {
    this.in = in;
    this.heap = heap;
  }

  /** All attributes by name, in creation order where it is known. */
  Map<String, RawAttribute> of(ObjectHeader header) {
    Map<String, RawAttribute> all = new LinkedHashMap<>();
    header
        .ordered(Message.ATTRIBUTE)
        .forEach(
            c -> {
              RawAttribute a = RawAttribute.parse(c);
              all.put(a.name(), a);
            });
    header.find(Message.ATTRIBUTE_INFO).ifPresent(c -> dense(c, all));
    return all;
  }

  private void dense(Cursor info, Map<String, RawAttribute> all) {
    info.version(0, 0);
    int flags = info.u8();
    if ((flags & 1) != 0) {
      info.skip(2);
    }
    long heapAddress = info.offset();
    long names = info.offset();
    if (heapAddress == H5Structure.UNDEFINED || names == H5Structure.UNDEFINED) {
      return;
    }
    FractalHeap objects = FractalHeap.open(in, heapAddress);
    List<Ordered> found = new ArrayList<>();
    BTree2.open(in, names)
        .forEach(
            r -> {
              byte[] id = r.bytes(objects.idBytes());
              r.skip(1);
              long order = r.u32();
              found.add(new Ordered(order, RawAttribute.parse(objects.object(id))));
              if (found.size() > MAX_ATTRIBUTES) {
                throw in.damaged("an object with more than " + MAX_ATTRIBUTES + " attributes");
              }
            });
    found.sort(Comparator.comparingLong(Ordered::order));
    found.forEach(o -> all.put(o.attribute().name(), o.attribute()));
  }

  /**
   * The value, or empty for types that attributes here do not have: compounds, references,
   * sequences.
   */
  Optional<AttributeValue> value(RawAttribute a) {
    int n = (int) a.space().size(in);
    Datatype type = a.type();
    if (type.kind() == Datatype.Kind.STRING || type.variableString()) {
      return Optional.of(text(a, n));
    }
    return type.number().map(number -> numbers(a, number, n));
  }

  private AttributeValue text(RawAttribute a, int n) {
    if (a.space().empty()) {
      return new AttributeValue.Text("");
    }
    Cursor c = a.data().restarted();
    List<String> values = IntStream.range(0, n).mapToObj(i -> string(c, a.type())).toList();
    return n == 1 ? new AttributeValue.Text(values.getFirst()) : new AttributeValue.Texts(values);
  }

  private String string(Cursor c, Datatype type) {
    return type.variableString()
        ? Cursor.text(heap.sequence(c.slice(type.size(), "string"), 1))
        : c.text(type.size());
  }

  private AttributeValue numbers(RawAttribute a, DType number, int n) {
    Cursor c = a.data().restarted();
    boolean big = a.type().bigEndian();
    if (number == DType.INT64 || number == DType.UINT64) {
      List<Long> longs = IntStream.range(0, n).mapToObj(i -> bits(c, 8, big)).toList();
      return new AttributeValue.Longs(number, longs);
    }
    List<Double> values =
        IntStream.range(0, n).mapToObj(i -> number(bits(c, number.bytes(), big), number)).toList();
    return new AttributeValue.Numbers(number, values);
  }

  private static long bits(Cursor c, int bytes, boolean bigEndian) {
    long v = 0;
    for (int i = 0; i < bytes; i++) {
      long b = c.u8();
      v = bigEndian ? v << 8 | b : v | b << (8 * i);
    }
    return v;
  }

  private static double number(long bits, DType type) {
    return switch (type) {
      case INT8 -> (byte) bits;
      case INT16 -> (short) bits;
      case INT32 -> (int) bits;
      case UINT8, UINT16, UINT32, INT64, UINT64 -> bits;
      case FLOAT32 -> Float.intBitsToFloat((int) bits);
      case FLOAT64 -> Double.longBitsToDouble(bits);
    };
  }

  /** The text of an attribute, or an empty string if it is absent or not text. */
  String text(Map<String, RawAttribute> attributes, String name) {
    RawAttribute a = attributes.get(name);
    if (a == null) {
      return "";
    }
    return value(a).orElse(null) instanceof AttributeValue.Text t ? t.value() : "";
  }

  /** The integers of an attribute; empty if it is absent or not of 32-bit integers. */
  int[] ints(Map<String, RawAttribute> attributes, String name) {
    RawAttribute a = attributes.get(name);
    if (a == null) {
      return new int[0];
    }
    return value(a).orElse(null) instanceof AttributeValue.Numbers n
        ? n.values().stream().mapToInt(Double::intValue).toArray()
        : new int[0];
  }

  /**
   * The first object that each element of an attribute of reference lists refers to; -1 where a
   * list is empty.
   */
  long[] references(Map<String, RawAttribute> attributes, String name) {
    RawAttribute a = attributes.get(name);
    if (a == null) {
      return new long[0];
    }
    Datatype base = a.type().base();
    if (base == null || base.kind() != Datatype.Kind.REFERENCE || base.size() != in.offsetBytes()) {
      return new long[0];
    }
    Cursor c = a.data().restarted();
    long[] out = new long[(int) a.space().size(in)];
    for (int i = 0; i < out.length; i++) {
      byte[] list = heap.sequence(c.slice(a.type().size(), "reference list"), base.size());
      out[i] =
          list.length == 0
              ? H5Structure.UNDEFINED
              : new Cursor(in, list, 0, list.length, 0, "reference").offset();
    }
    return out;
  }
}
