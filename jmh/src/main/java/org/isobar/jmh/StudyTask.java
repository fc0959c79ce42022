package org.isobar.jmh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.isobar.data.Region;
import org.isobar.dataset.VariableRef;
import org.isobar.engine.wire.Attachments;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.Encoded;
import org.isobar.engine.wire.Hash;
import org.isobar.engine.wire.KryoWire;

/** A task as Isobar sends it: which variable of which dataset, and where. */
record StudyTask(VariableRef variable, Region region) {
  private static final KryoWire WIRE = KryoWire.of(List.of(StudyTask.class));

  Encoded encode() {
    return WIRE.encode(this);
  }

  static Object decode(byte[] bytes, Map<Hash, Blob> attachments) {
    return WIRE.decode(Blob.of(bytes), Attachments.of(attachments));
  }

  /** A task as names and numbers, for who has no other way. */
  @SuppressWarnings("ArrayRecordComponent")
  record Named(String file, String variable, int[] origin, int[] shape) {
    byte[] encode() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeUTF(file);
        out.writeUTF(variable);
        out.writeByte(origin.length);
        for (int d = 0; d < origin.length; d++) {
          out.writeInt(origin[d]);
          out.writeInt(shape[d]);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    static Named decode(byte[] bytes) throws IOException {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      String file = in.readUTF();
      String variable = in.readUTF();
      int rank = in.readByte();
      int[] origin = new int[rank];
      int[] shape = new int[rank];
      for (int d = 0; d < rank; d++) {
        origin[d] = in.readInt();
        shape[d] = in.readInt();
      }
      return new Named(file, variable, origin, shape);
    }
  }
}
