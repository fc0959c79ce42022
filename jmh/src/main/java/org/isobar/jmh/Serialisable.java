package org.isobar.jmh;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** Whether an object survives being turned into bytes and back, in words. */
final class Serialisable {
  /** Whether what came back is still of use: throws, or returns false, if it is not. */
  interface Use<T> {
    boolean works(T object) throws Exception;
  }

  private Serialisable() {}

  /** By {@code java.io.Serializable}. */
  static <T> String byJava(T object, Use<T> use) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(object);
      }
      return outcome(bytes.size(), back(bytes.toByteArray()), use);
    } catch (Exception | StackOverflowError e) {
      return why(e);
    }
  }

  // What is read was written a moment before.
  @SuppressWarnings("BanSerializableRead")
  private static Object back(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  /** By Kryo with any class allowed and no registration: as a grid would try it. */
  static <T> String byKryo(T object, Use<T> use) {
    try {
      Kryo kryo = new Kryo();
      kryo.setRegistrationRequired(false);
      kryo.setReferences(true);
      kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
      Output out = new Output(1 << 16, 1 << 28);
      kryo.writeClassAndObject(out, object);
      Object back = kryo.readClassAndObject(new Input(out.toBytes()));
      return outcome(out.position(), back, use);
    } catch (Exception | StackOverflowError e) {
      return why(e);
    }
  }

  private static <T> String outcome(int bytes, Object back, Use<T> use) {
    try {
      @SuppressWarnings("unchecked")
      boolean works = use.works((T) back);
      return bytes + " bytes" + (works ? "" : ", but of no use afterwards");
    } catch (Exception e) {
      return bytes + " bytes, but of no use afterwards: " + why(e);
    }
  }

  private static String why(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return "no: " + cause.getClass().getSimpleName() + " (" + message + ")";
  }
}
