package org.isobar.engine.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;

/**
 * A record, component by component in the order of its declaration. What is read goes through the
 * record's constructor, which checks it.
 */
final class RecordSerializer extends Serializer<Record> {
  private final Class<?>[] types;
  private final Method[] accessors;
  private final Constructor<? extends Record> constructor;

  RecordSerializer(Class<? extends Record> type) {
    super(false, true);
    RecordComponent[] components = type.getRecordComponents();
    this.types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    this.accessors =
        Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
    try {
      this.constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its constructor: " + type, e);
    }
    // Records of other packages need not be public.
    constructor.setAccessible(true);
    Arrays.stream(accessors).forEach(a -> a.setAccessible(true));
  }

  @Override
  public void write(Kryo kryo, Output out, Record record) {
    for (int i = 0; i < types.length; i++) {
      Object value = Objects.requireNonNull(get(record, accessors[i]));
      Class<?> type = types[i];
      if (type == int.class) {
        out.writeVarInt((int) value, false);
      } else if (type == long.class) {
        out.writeVarLong((long) value, false);
      } else if (type == double.class) {
        out.writeDouble((double) value);
      } else if (type == boolean.class) {
        out.writeBoolean((boolean) value);
      } else {
        kryo.writeClassAndObject(out, value);
      }
    }
  }

  private static Object get(Record record, Method accessor) {
    try {
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new KryoException("cannot take " + accessor.getName() + " of " + record, e);
    }
  }

  @Override
  public Record read(Kryo kryo, Input in, Class<? extends Record> type) {
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = component(kryo, in, types[i]);
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new KryoException("no " + type.getSimpleName() + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new KryoException("cannot make a " + type.getSimpleName(), e);
    }
  }

  private static Object component(Kryo kryo, Input in, Class<?> type) {
    if (type == int.class) {
      return in.readVarInt(false);
    }
    if (type == long.class) {
      return in.readVarLong(false);
    }
    if (type == double.class) {
      return in.readDouble();
    }
    if (type == boolean.class) {
      return in.readBoolean();
    }
    Object value = kryo.readClassAndObject(in);
    if (!type.isInstance(value)) {
      throw new KryoException("a " + type.getSimpleName() + " was due, and there is " + value);
    }
    return value;
  }
}
