package org.isobar.backend.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The one thing that Hazelcast carries for us: bytes to a member, and bytes back. Either frames for
 * it, or the question of a client for frames.
 */
final class GridCall
    implements Callable<byte[]>, IdentifiedDataSerializable, HazelcastInstanceAware {
  static final int FACTORY = 7101;
  private static final int ID = 1;

  /** Under this key an instance keeps its {@link Exchange}. */
  static final String EXCHANGE = "isobar.exchange";

  static final byte[] TAKEN = {1};

  /** The member knows nothing of Isobar, or not yet. */
  static final byte[] NOBODY = {0};

  private String from;
  private byte[] batch;
  private boolean poll;
  private @Nullable HazelcastInstance instance;

  private GridCall(String from, byte[] batch, boolean poll) {
    this.from = from;
    this.batch = batch;
    this.poll = poll;
  }

  static GridCall deliver(String from, byte[] batch) {
    return new GridCall(from, batch, false);
  }

  static GridCall poll(String client) {
    return new GridCall(client, new byte[0], true);
  }

  /** Makes empty ones, to be read into. */
  static DataSerializableFactory factory() {
    return id -> {
      if (id != ID) {
        throw new IllegalArgumentException("no call has the number " + id);
      }
      return new GridCall("", new byte[0], false);
    };
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance hazelcast) {
    instance = hazelcast;
  }

  @Override
  public byte[] call() {
    Object found = instance == null ? null : instance.getUserContext().get(EXCHANGE);
    if (!(found instanceof Exchange exchange)) {
      return NOBODY.clone();
    }
    if (poll) {
      return exchange.poll(from);
    }
    exchange.deliver(from, batch);
    return TAKEN.clone();
  }

  @Override
  public int getFactoryId() {
    return FACTORY;
  }

  @Override
  public int getClassId() {
    return ID;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeString(from);
    out.writeBoolean(poll);
    out.writeByteArray(batch);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    String sender = in.readString();
    poll = in.readBoolean();
    byte[] bytes = in.readByteArray();
    from = sender == null ? "" : sender;
    batch = bytes == null ? new byte[0] : bytes;
  }
}
