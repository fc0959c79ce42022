package org.isobar.engine.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The types that travel and their numbers. The same on all sides, or nothing is understood: its
 * hash is compared before anything else is said.
 */
final class Catalogue {
  /** Raised when bytes change their meaning while the types stay. */
  static final int PROTOCOL = 1;

  private record Entry(int id, Class<?> type, Supplier<Serializer<?>> serializer) {}

  private final Map<Integer, Entry> entries = new TreeMap<>();
  private final Map<Class<?>, Integer> ids = new HashMap<>();

  /** Interfaces that stand for all their implementations. */
  private final Map<Class<?>, Class<?>> stands = new LinkedHashMap<>();

  Catalogue() {
    for (Class<?> open : List.of(List.class, Map.class, Set.class, Path.class)) {
      stands.put(open, open);
    }
  }

  /** Adds a type; the serializer is made anew for each coder. */
  Catalogue add(int id, Class<?> type, Supplier<Serializer<?>> serializer) {
    if (entries.putIfAbsent(id, new Entry(id, type, serializer)) != null
        || ids.putIfAbsent(type, id) != null) {
      throw new IllegalArgumentException("type " + id + " twice, or " + type + " twice");
    }
    return this;
  }

  /** Adds records and enums, numbered one after the other. */
  Catalogue addAll(int first, List<Class<?>> types) {
    int id = first;
    for (Class<?> type : types) {
      add(id++, type, () -> serializer(type));
    }
    return this;
  }

  private static Serializer<?> serializer(Class<?> type) {
    if (type.isRecord()) {
      return new RecordSerializer(type.asSubclass(Record.class));
    }
    if (type.isEnum()) {
      return new DefaultSerializers.EnumSerializer(type.asSubclass(Enum.class));
    }
    throw new IllegalArgumentException(type + " is neither a record nor an enum");
  }

  boolean knows(Class<?> type) {
    return ids.containsKey(standing(type).orElse(type));
  }

  /** The interface under which a type is written, if it is one of those. */
  Optional<Class<?>> standing(Class<?> type) {
    return stands.keySet().stream()
        .filter(open -> open.isAssignableFrom(type))
        .<Class<?>>map(open -> open)
        .findFirst();
  }

  void registerIn(Kryo kryo) {
    entries
        .values()
        .forEach(e -> kryo.register(new Registration(e.type(), e.serializer().get(), e.id())));
  }

  /** A hash of all types, their numbers and their components. */
  Hash hash() {
    StringBuilder text = new StringBuilder("protocol ").append(PROTOCOL).append('\n');
    for (Entry e : entries.values()) {
      text.append(e.id()).append(' ').append(e.type().getName());
      if (e.type().isRecord()) {
        for (RecordComponent c : e.type().getRecordComponents()) {
          text.append(' ').append(c.getName()).append(':').append(c.getType().getName());
        }
      } else if (e.type().isEnum()) {
        text.append(' ').append(Arrays.toString(e.type().getEnumConstants()));
      }
      text.append('\n');
    }
    return Hash.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
