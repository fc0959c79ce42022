package org.isobar.engine.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.LongList;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetDescriptor.Part;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableRef;
import org.isobar.dataset.VariableType;
import org.isobar.unit.Unit;

/** What fields and datasets are made of, and the JDK's types in them. Numbers 10 to 69. */
final class LanguageTypes {
  private LanguageTypes() {}

  static void addTo(Catalogue c) {
    c.add(
            10,
            String.class,
            () -> of((k, out, s) -> Codecs.text(out, s), (k, in) -> Codecs.text(in)))
        .add(11, Blob.class, () -> of(LanguageTypes::blob, (k, in) -> blob(in)))
        .add(12, List.class, () -> of(LanguageTypes::list, LanguageTypes::list))
        .add(13, Set.class, () -> of(LanguageTypes::set, LanguageTypes::set))
        .add(14, Map.class, () -> of(LanguageTypes::map, LanguageTypes::map))
        .add(15, Optional.class, () -> of(LanguageTypes::optional, LanguageTypes::optional))
        .add(16, Boolean.class, DefaultSerializers.BooleanSerializer::new)
        .add(17, Integer.class, DefaultSerializers.IntSerializer::new)
        .add(18, Long.class, DefaultSerializers.LongSerializer::new)
        .add(19, Double.class, DefaultSerializers.DoubleSerializer::new)
        .add(
            20,
            Path.class,
            () ->
                of(
                    (k, out, p) -> Codecs.text(out, p.toString()),
                    (k, in) -> Path.of(Codecs.text(in))))
        .add(
            30,
            LongList.class,
            () -> of((k, out, l) -> longs(out, l.toArray()), (k, in) -> LongList.of(longs(in))))
        .add(31, Region.class, () -> of(LanguageTypes::region, LanguageTypes::region))
        .add(
            32,
            Unit.class,
            () -> of((k, out, u) -> Codecs.text(out, u.text()), (k, in) -> unit(Codecs.text(in))))
        .add(33, Attributes.class, () -> of(LanguageTypes::attributes, LanguageTypes::attributes))
        .add(34, Indices.class, () -> new AttachingSerializer<>(Codecs.INDICES))
        .add(35, NdArray.class, () -> new AttachingSerializer<>(Codecs.ARRAY))
        .add(36, DatasetDescriptor.class, () -> of(new Datasets()::write, new Datasets()::read))
        .addAll(
            40,
            List.of(
                Dim.class,
                DType.class,
                VariableRef.class,
                Fingerprint.class,
                FileFormat.class,
                FileDim.class,
                FileSchema.class,
                Storage.class,
                VariableMetadata.class,
                VariableType.Numeric.class,
                VariableType.Chars.class,
                VariableType.Strings.class,
                VariableType.Other.class,
                AttributeValue.Text.class,
                AttributeValue.Texts.class,
                AttributeValue.Numbers.class,
                AttributeValue.Longs.class,
                FileMetadata.class,
                Part.class));
  }

  private static <T> Serializer<T> of(
      ValueSerializer.Writer<T> writer, ValueSerializer.Reader<T> reader) {
    return new ValueSerializer<>(writer, reader);
  }

  private static void blob(Kryo kryo, Output out, Blob blob) {
    out.writeVarInt(blob.size(), true);
    out.writeBytes(blob.bytes());
  }

  private static Blob blob(Input in) {
    return Blob.of(in.readBytes(Lengths.read(in, 1)));
  }

  private static void list(Kryo kryo, Output out, List<?> list) {
    out.writeVarInt(list.size(), true);
    list.forEach(e -> kryo.writeClassAndObject(out, e));
  }

  private static List<?> list(Kryo kryo, Input in) {
    int n = Lengths.read(in, 1);
    List<Object> list = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      list.add(kryo.readClassAndObject(in));
    }
    return List.copyOf(list);
  }

  /** Sets and maps go in the order of their keys, so that equal ones have the same bytes. */
  private static void set(Kryo kryo, Output out, Set<?> set) {
    list(kryo, out, new ArrayList<>(new TreeSet<>(set)));
  }

  private static Set<?> set(Kryo kryo, Input in) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(list(kryo, in)));
  }

  private static void map(Kryo kryo, Output out, Map<?, ?> map) {
    out.writeVarInt(map.size(), true);
    new TreeMap<>(map)
        .forEach(
            (key, value) -> {
              kryo.writeClassAndObject(out, key);
              kryo.writeClassAndObject(out, value);
            });
  }

  private static Map<?, ?> map(Kryo kryo, Input in) {
    int n = Lengths.read(in, 2);
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      map.put(kryo.readClassAndObject(in), kryo.readClassAndObject(in));
    }
    return Collections.unmodifiableMap(map);
  }

  private static void optional(Kryo kryo, Output out, Optional<?> value) {
    out.writeBoolean(value.isPresent());
    value.ifPresent(v -> kryo.writeClassAndObject(out, v));
  }

  private static Optional<?> optional(Kryo kryo, Input in) {
    return in.readBoolean() ? Optional.of(kryo.readClassAndObject(in)) : Optional.empty();
  }

  private static void longs(Output out, long[] values) {
    out.writeVarInt(values.length, true);
    for (long v : values) {
      out.writeVarLong(v, false);
    }
  }

  private static long[] longs(Input in) {
    long[] values = new long[Lengths.read(in, 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readVarLong(false);
    }
    return values;
  }

  private static void region(Kryo kryo, Output out, Region region) {
    longs(out, region.starts());
    longs(out, region.counts());
    long[] strides = new long[region.rank()];
    Arrays.setAll(strides, region::stride);
    longs(out, strides);
  }

  private static Region region(Kryo kryo, Input in) {
    return Region.of(longs(in), longs(in), longs(in));
  }

  private static Unit unit(String text) {
    return text.isEmpty() ? Unit.NONE : Unit.parse(text);
  }

  private static void attributes(Kryo kryo, Output out, Attributes attributes) {
    out.writeVarInt(attributes.asMap().size(), true);
    attributes
        .asMap()
        .forEach(
            (name, value) -> {
              Codecs.text(out, name);
              kryo.writeClassAndObject(out, value);
            });
  }

  private static Attributes attributes(Kryo kryo, Input in) {
    int n = Lengths.read(in, 2);
    Map<String, AttributeValue> all = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      String name = Codecs.text(in);
      if (!(kryo.readClassAndObject(in) instanceof AttributeValue value)) {
        throw new KryoException("attribute " + name + " without a value");
      }
      all.put(name, value);
    }
    return Attributes.of(all);
  }

  /** Descriptors, whose files may be many. */
  private static final class Datasets {
    private final AttachingSerializer<List<Part>> parts = new AttachingSerializer<>(Codecs.PARTS);

    void write(Kryo kryo, Output out, DatasetDescriptor d) {
      Codecs.text(out, d.format());
      Codecs.text(out, d.joinDim());
      parts.write(kryo, out, d.parts());
      map(kryo, out, d.options());
    }

    DatasetDescriptor read(Kryo kryo, Input in) {
      String format = Codecs.text(in);
      String joinDim = Codecs.text(in);
      List<Part> files = parts.next(kryo, in);
      Map<String, String> options = new TreeMap<>();
      map(kryo, in).forEach((k, v) -> options.put(String.valueOf(k), String.valueOf(v)));
      return new DatasetDescriptor(format, joinDim, files, options);
    }
  }
}
