package org.isobar.engine.wire;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.isobar.engine.kernel.KernelProvider;
import org.isobar.error.BackendException;
import org.isobar.error.IsobarException;
import org.isobar.error.PlanException;
import org.isobar.expr.Expr;

/**
 * Turns plans and messages into bytes and back. Only types of its catalogue travel; each has a
 * fixed number; nothing is believed of the bytes that come: lengths beyond them, unknown types and
 * values that a type's constructor refuses are errors. Thread-safe.
 *
 * <p>Equal expressions are written once. Large constants, index lists and file lists are attached
 * under the hash of their content, so that they need to be sent to a process only once.
 */
public final class KryoWire {
  private static final int FIRST_MESSAGE = 150;
  private static final int FIRST_OPERATION = 300;
  private static final int MOST_MESSAGES = FIRST_OPERATION - FIRST_MESSAGE;
  private static final int COPIES = 16;

  static {
    // Without it the library uses sun.misc.Unsafe, about which the JDK warns, and which will go.
    if (System.getProperty("kryo.unsafe") == null) {
      System.setProperty("kryo.unsafe", "false");
    }
  }

  private final Catalogue catalogue = new Catalogue();
  private final Hash hash;
  private final Pool<Coder> coders;

  private KryoWire(List<Class<?>> messages, List<Class<?>> operations) {
    if (messages.size() > MOST_MESSAGES) {
      throw new IllegalArgumentException(messages.size() + " kinds of messages");
    }
    LanguageTypes.addTo(catalogue);
    PlanTypes.addTo(catalogue);
    catalogue.addAll(FIRST_MESSAGE, messages).addAll(FIRST_OPERATION, operations);
    this.hash = catalogue.hash();
    this.coders =
        new Pool<>(true, false, COPIES) {
          @Override
          protected Coder create() {
            return new Coder(catalogue);
          }
        };
  }

  /**
   * A wire for plans, for the operations that kernel providers on the class path name, and for
   * messages.
   *
   * @param messages records and enums, in an order that is the same on all sides
   */
  public static KryoWire of(List<Class<?>> messages) {
    List<Class<?>> operations = new ArrayList<>();
    ServiceLoader.load(KernelProvider.class).forEach(p -> operations.addAll(p.operations()));
    operations.sort(Comparator.comparing(Class::getName));
    return new KryoWire(messages, operations);
  }

  /** What both sides have to agree on: the hash of protocol, types, numbers and components. */
  public Hash hash() {
    return hash;
  }

  /** Whether values of a type travel. */
  public boolean knows(Class<?> type) {
    return catalogue.knows(type);
  }

  /**
   * A value as bytes.
   *
   * @throws PlanException if it holds something that cannot travel: an operation that no kernel
   *     provider names, or an array above 2 GiB
   */
  public Encoded encode(Object value) {
    Coder coder = coders.obtain();
    Map<Hash, Blob> attachments = new LinkedHashMap<>();
    coder.attachTo(attachments);
    try {
      Output out = new Output(512, -1);
      // Inputs before what is made of them, so that long chains need no deep stack.
      List<Expr> nodes = ExprWalk.inputsFirst(value);
      out.writeVarInt(nodes.size(), true);
      for (Expr node : nodes) {
        coder.writeClassAndObject(out, node);
      }
      coder.writeClassAndObject(out, value);
      return new Encoded(Blob.of(out.toBytes()), attachments);
    } catch (IsobarException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new PlanException(
          "this cannot be sent to other processes: "
              + e.getMessage()
              + " (operations of your own are named by KernelProvider.operations)",
          e);
    } finally {
      release(coder);
    }
  }

  /**
   * The value of some bytes.
   *
   * @throws BackendException if they are not what {@link #encode} of the same catalogue makes
   */
  public Object decode(Blob body, Attachments attachments) {
    Coder coder = coders.obtain();
    coder.attachedIn(attachments);
    try {
      Input in = new Input(body.bytes());
      int nodes = Lengths.read(in, 1);
      for (int i = 0; i < nodes; i++) {
        coder.readClassAndObject(in);
      }
      Object value = coder.readClassAndObject(in);
      if (value == null || in.position() != in.limit()) {
        throw new BackendException("a message of " + body.size() + " bytes has a rest, or nothing");
      }
      return value;
    } catch (BackendException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new BackendException(
          "a message of " + body.size() + " bytes that is not understood: " + e.getMessage(), e);
    } finally {
      release(coder);
    }
  }

  private void release(Coder coder) {
    coder.reset();
    coders.free(coder);
  }
}
