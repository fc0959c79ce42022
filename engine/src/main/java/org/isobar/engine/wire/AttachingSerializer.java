package org.isobar.engine.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/**
 * A value that may be large: small ones stand in the message, large ones are attached to it and
 * named by their hash.
 */
final class AttachingSerializer<T> extends Serializer<T> {
  /** Values of more bytes are attached. */
  static final int LARGEST_INLINE = 256;

  /** Bytes of a value, without references to others. */
  interface Codec<T> {
    void write(Output out, T value);

    T read(Input in);
  }

  private final Codec<T> codec;

  AttachingSerializer(Codec<T> codec) {
    super(false, true);
    this.codec = codec;
  }

  @Override
  public void write(Kryo kryo, Output out, T value) {
    Output own = new Output(LARGEST_INLINE, -1);
    codec.write(own, value);
    byte[] bytes = own.toBytes();
    boolean attached = bytes.length > LARGEST_INLINE;
    out.writeBoolean(attached);
    if (attached) {
      Hash hash = Hash.of(bytes);
      ((Coder) kryo).attach(hash, Blob.of(bytes));
      out.writeBytes(hash.digest());
    } else {
      out.writeVarInt(bytes.length, true);
      out.writeBytes(bytes);
    }
  }

  @Override
  public T read(Kryo kryo, Input in, Class<? extends T> type) {
    return next(kryo, in);
  }

  T next(Kryo kryo, Input in) {
    if (in.readBoolean()) {
      Hash hash = Hash.ofDigest(in.readBytes(Hash.BYTES));
      return codec.read(new Input(((Coder) kryo).attached(hash).bytes()));
    }
    int n = Lengths.read(in, 1);
    return codec.read(new Input(in.readBytes(n)));
  }
}
