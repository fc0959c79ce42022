package org.isobar.engine.wire;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.DatasetDescriptor.Part;
import org.isobar.dataset.Fingerprint;
import org.isobar.engine.wire.AttachingSerializer.Codec;
import org.isobar.error.PlanException;

/** Bytes of the values that can be large, and of text. */
final class Codecs {
  private static final int LEAST_PART = 12;

  private Codecs() {}

  static void text(Output out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeVarInt(bytes.length, true);
    out.writeBytes(bytes);
  }

  static String text(Input in) {
    return new String(in.readBytes(Lengths.read(in, 1)), StandardCharsets.UTF_8);
  }

  /** Indices as differences of neighbours: codes of months take a byte each. */
  static final Codec<Indices> INDICES =
      new Codec<>() {
        @Override
        public void write(Output out, Indices value) {
          out.writeVarInt(value.size(), true);
          int last = 0;
          for (int i = 0; i < value.size(); i++) {
            out.writeVarInt(value.get(i) - last, false);
            last = value.get(i);
          }
        }

        @Override
        public Indices read(Input in) {
          int[] values = new int[Lengths.read(in, 1)];
          int last = 0;
          for (int i = 0; i < values.length; i++) {
            last += in.readVarInt(false);
            values[i] = last;
          }
          return Indices.of(values);
        }
      };

  /** Files of a dataset. */
  static final Codec<List<Part>> PARTS =
      new Codec<>() {
        @Override
        public void write(Output out, List<Part> value) {
          out.writeVarInt(value.size(), true);
          for (Part part : value) {
            text(out, part.location());
            out.writeVarLong(part.fingerprint().size(), false);
            out.writeVarLong(part.fingerprint().modifiedMillis(), false);
            out.writeLong(part.fingerprint().headerHash());
            out.writeVarLong(part.start(), false);
            out.writeVarLong(part.length(), false);
          }
        }

        @Override
        public List<Part> read(Input in) {
          int n = Lengths.read(in, LEAST_PART);
          List<Part> parts = new ArrayList<>(n);
          for (int i = 0; i < n; i++) {
            String location = text(in);
            Fingerprint fingerprint =
                new Fingerprint(in.readVarLong(false), in.readVarLong(false), in.readLong());
            parts.add(
                new Part(location, fingerprint, in.readVarLong(false), in.readVarLong(false)));
          }
          return List.copyOf(parts);
        }
      };

  /** Arrays, their values little-endian. */
  static final Codec<NdArray> ARRAY =
      new Codec<>() {
        @Override
        public void write(Output out, NdArray value) {
          out.writeVarInt(value.dims().size(), true);
          for (Dim dim : value.dims()) {
            text(out, dim.name());
            out.writeVarLong(dim.size(), true);
          }
          text(out, value.dtype().name());
          out.writeBytes(bytes(value));
        }

        @Override
        public NdArray read(Input in) {
          int rank = Lengths.read(in, 2);
          List<Dim> dims = new ArrayList<>(rank);
          for (int d = 0; d < rank; d++) {
            dims.add(new Dim(text(in), in.readVarLong(true)));
          }
          return array(dims, DType.valueOf(text(in)), in);
        }
      };

  private static byte[] bytes(NdArray value) {
    long size = value.segment().byteSize();
    if (size > Integer.MAX_VALUE - 8) {
      throw new PlanException(
          value
              + " of "
              + size
              + " bytes is too large to be sent to other processes; write it to a file first");
    }
    byte[] bytes = new byte[(int) size];
    copy(value.dtype(), value.segment(), ByteOrder.nativeOrder(), MemorySegment.ofArray(bytes));
    return bytes;
  }

  private static NdArray array(List<Dim> dims, DType type, Input in) {
    int left = in.limit() - in.position();
    // The array's constructor is not asked: it allocates first.
    if (Region.all(dims).size() != left / type.bytes() || left % type.bytes() != 0) {
      throw new KryoException("array " + dims + " of type " + type + " in " + left + " bytes");
    }
    MemorySegment from = MemorySegment.ofArray(in.readBytes(left));
    MemorySegment values =
        switch (type) {
          case FLOAT32 -> MemorySegment.ofArray(new float[left / 4]);
          case INT32 -> MemorySegment.ofArray(new int[left / 4]);
          case INT64 -> MemorySegment.ofArray(new long[left / 8]);
          case FLOAT64 -> MemorySegment.ofArray(new double[left / 8]);
          case INT8, UINT8, INT16, UINT16, UINT32, UINT64 ->
              throw new KryoException("arrays in memory are not of type " + type);
        };
    copy(type, from, ByteOrder.LITTLE_ENDIAN, values);
    return NdArray.ofSegment(dims, type, values);
  }

  /** Copies values; both sides are little-endian where the machine is. */
  private static void copy(DType type, MemorySegment from, ByteOrder order, MemorySegment to) {
    boolean swap = ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN;
    ByteOrder target =
        swap && order == ByteOrder.LITTLE_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    long n = from.byteSize() / type.bytes();
    if (type.bytes() == 4) {
      MemorySegment.copy(
          from,
          ValueLayout.JAVA_INT_UNALIGNED.withOrder(order),
          0,
          to,
          ValueLayout.JAVA_INT_UNALIGNED.withOrder(target),
          0,
          n);
    } else {
      MemorySegment.copy(
          from,
          ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order),
          0,
          to,
          ValueLayout.JAVA_LONG_UNALIGNED.withOrder(target),
          0,
          n);
    }
  }
}
