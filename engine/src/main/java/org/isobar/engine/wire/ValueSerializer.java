package org.isobar.engine.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** A type given by two functions. */
final class ValueSerializer<T> extends Serializer<T> {
  /** Writes a value. */
  @FunctionalInterface
  interface Writer<T> {
    void write(Kryo kryo, Output out, T value);
  }

  /** Reads what the writer wrote. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Kryo kryo, Input in);
  }

  private final Writer<T> writer;
  private final Reader<T> reader;

  ValueSerializer(Writer<T> writer, Reader<T> reader) {
    super(false, true);
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public void write(Kryo kryo, Output out, T value) {
    writer.write(kryo, out, value);
  }

  @Override
  public T read(Kryo kryo, Input in, Class<? extends T> type) {
    return reader.read(kryo, in);
  }
}
