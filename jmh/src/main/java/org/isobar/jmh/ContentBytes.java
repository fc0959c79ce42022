package org.isobar.jmh;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what an object would take if it were sent: the bytes of all numbers and texts that can be
 * reached from it, those reached twice once, and a byte for each object.
 */
final class ContentBytes {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private long bytes;

  private ContentBytes() {}

  static long of(Object root) {
    ContentBytes count = new ContentBytes();
    count.add(root);
    return count.bytes;
  }

  private void add(@Nullable Object value) {
    if (value == null || !seen.add(value)) {
      return;
    }
    bytes++;
    switch (value) {
      case String s -> bytes += s.getBytes(StandardCharsets.UTF_8).length;
      case Number n -> bytes += Long.BYTES;
      case Boolean b -> {}
      case Enum<?> e -> {}
      case Class<?> c -> {}
      case Optional<?> o -> o.ifPresent(this::add);
      case Collection<?> c -> c.forEach(this::add);
      case Map<?, ?> m -> {
        m.keySet().forEach(this::add);
        m.values().forEach(this::add);
      }
      case MemorySegment m -> bytes += m.byteSize();
      default -> addParts(value);
    }
  }

  private void addParts(Object value) {
    Class<?> type = value.getClass();
    if (type.isArray()) {
      int n = Array.getLength(value);
      if (type.getComponentType().isPrimitive()) {
        bytes += (long) n * width(type.getComponentType());
      } else {
        for (int i = 0; i < n; i++) {
          add(Array.get(value, i));
        }
      }
      return;
    }
    if (!type.getName().startsWith("org.isobar.")) {
      throw new IllegalArgumentException("do not know how large a " + type.getName() + " is");
    }
    try {
      for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
        for (Field field : c.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())) {
            addField(value, field);
          }
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addField(Object value, Field field) throws IllegalAccessException {
    if (field.getType().isPrimitive()) {
      bytes += width(field.getType());
    } else {
      field.setAccessible(true);
      add(field.get(value));
    }
  }

  private static int width(Class<?> primitive) {
    if (primitive == long.class || primitive == double.class) {
      return Long.BYTES;
    }
    if (primitive == int.class || primitive == float.class) {
      return Integer.BYTES;
    }
    return primitive == short.class || primitive == char.class ? Short.BYTES : 1;
  }
}
