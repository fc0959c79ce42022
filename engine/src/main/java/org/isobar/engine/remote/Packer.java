package org.isobar.engine.remote;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.isobar.data.DType;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ResultSpec;
import org.isobar.engine.wire.Blob;
import org.isobar.error.BackendException;

/** Values of results on their way: in the type in which the result is kept, no wider. */
final class Packer {
  private Packer() {}

  /** The type in which values for a destination travel. */
  static DType type(Plan plan, Destination to) {
    return switch (to) {
      case Destination.ToIntermediate i -> DType.FLOAT64;
      case Destination.ToResult(int index) ->
          switch (plan.results().get(index)) {
            // A file packs from doubles.
            case ResultSpec.InFile f -> DType.FLOAT64;
            case ResultSpec.InMemory m -> m.dtype();
          };
    };
  }

  static Blob pack(DType type, double[] values, int offset, int count) {
    ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(count, type.bytes()));
    out.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = offset; i < offset + count; i++) {
      switch (type) {
        case FLOAT32 -> out.putFloat((float) values[i]);
        case INT32 -> out.putInt((int) values[i]);
        case INT64 -> out.putLong((long) values[i]);
        case FLOAT64 -> out.putDouble(values[i]);
        case INT8, UINT8, INT16, UINT16, UINT32, UINT64 -> throw none(type);
      }
    }
    return Blob.of(out.array());
  }

  /**
   * The values of a blob.
   *
   * @throws BackendException if it does not hold as many as the region
   */
  static double[] unpack(DType type, Blob blob, long count) {
    if (blob.size() != count * type.bytes()) {
      throw new BackendException(
          blob.size() + " bytes for " + count + " values of type " + type + " of a result");
    }
    ByteBuffer in = ByteBuffer.wrap(blob.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case FLOAT32 -> in.getFloat();
            case INT32 -> in.getInt();
            case INT64 -> in.getLong();
            case FLOAT64 -> in.getDouble();
            case INT8, UINT8, INT16, UINT16, UINT32, UINT64 -> throw none(type);
          };
    }
    return values;
  }

  private static IllegalStateException none(DType type) {
    return new IllegalStateException("no result in memory is of type " + type);
  }
}
