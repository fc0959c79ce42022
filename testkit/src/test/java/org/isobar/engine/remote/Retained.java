package org.isobar.engine.remote;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What objects hold of the heap: about the bytes of all that can be reached from them by fields of
 * this project's classes and through collections. The heap of a simulation has all processes in it;
 * this tells what is one's.
 */
final class Retained {
  private static final int HEADER = 16;
  private static final int WORD = 8;

  /** Of an element in a collection, and of an entry in a map, beside what it refers to. */
  private static final int ELEMENT = 24;

  private static final int ENTRY = 56;

  /** Of what is not looked into: locks, numbers, threads. */
  private static final int OTHER = 48;

  private static final int TRIES = 50;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private long bytes;

  private Retained() {}

  /** The bytes; what is changed meanwhile is looked at again. */
  static long bytes(Object... roots) {
    RuntimeException last = new IllegalStateException("never looked");
    for (int i = 0; i < TRIES; i++) {
      try {
        Retained all = new Retained();
        Arrays.asList(roots).forEach(all::reach);
        while (!all.open.isEmpty()) {
          all.count(all.open.removeLast());
        }
        return all.bytes;
      } catch (RuntimeException changed) {
        last = changed;
      }
    }
    throw last;
  }

  private void reach(Object o) {
    // Links lead to other processes.
    if (o != null && !(o instanceof Link) && !(o instanceof Class<?>) && seen.add(o)) {
      open.add(o);
    }
  }

  private void count(Object o) {
    switch (o) {
      case String s -> bytes += HEADER + ELEMENT + s.length();
      case Optional<?> some -> {
        bytes += HEADER;
        some.ifPresent(this::reach);
      }
      case AtomicReference<?> some -> {
        bytes += HEADER;
        reach(some.get());
      }
      case Collection<?> some -> {
        Object[] elements = some.toArray();
        bytes += OTHER + (long) ELEMENT * elements.length;
        Arrays.asList(elements).forEach(this::reach);
      }
      case Map<?, ?> some -> {
        bytes += OTHER + (long) ENTRY * some.size();
        some.forEach(
            (key, value) -> {
              reach(key);
              reach(value);
            });
      }
      default -> {
        if (o.getClass().isArray()) {
          countArray(o);
        } else if (ours(o.getClass())) {
          countFields(o);
        } else {
          bytes += OTHER;
        }
      }
    }
  }

  private void countArray(Object array) {
    bytes += HEADER + (long) WORD * Array.getLength(array);
    if (array instanceof byte[] some) {
      bytes -= (WORD - 1L) * some.length;
    } else if (array instanceof Object[] some) {
      Arrays.asList(some).forEach(this::reach);
    }
  }

  private void countFields(Object o) {
    bytes += HEADER;
    for (Class<?> c = o.getClass(); ours(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          bytes += WORD;
          if (!field.getType().isPrimitive()) {
            reach(value(field, o));
          }
        }
      }
    }
  }

  private static boolean ours(Class<?> c) {
    return c.getName().startsWith("org.isobar.");
  }

  private static Object value(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
