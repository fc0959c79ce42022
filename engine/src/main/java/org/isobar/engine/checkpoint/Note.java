package org.isobar.engine.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.isobar.engine.runtime.Subtree;
import org.isobar.engine.runtime.TaskRange;

/**
 * How far a job is.
 *
 * @param build of Isobar, as {@link Build#name} has it
 * @param identity {@link JobIdentity#plan}
 * @param journal how much of the journal counts
 * @param stage the stage that runs; those before it are done
 * @param done its tasks that are done
 * @param pending what these gave and no journal has: partials that wait for neighbours
 * @param doneInAll number of tasks done, of all stages
 */
record Note(
    String build,
    String identity,
    Journal.Mark journal,
    int stage,
    List<TaskRange> done,
    List<Subtree> pending,
    long doneInAll) {
  private static final long MAGIC = 0x49534F424152434BL; // ISOBARCK
  private static final int FORMAT = 2;
  private static final int HEAD_BYTES = 12;
  private static final int SUM_BYTES = 8;
  private static final int BUFFER = 1 << 16;

  /** Writes the note to a file, which is not forced to disk. */
  void write(FileOutputStream file) throws IOException {
    CRC32C sum = new CRC32C();
    DataOutputStream out =
        new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(file, BUFFER), sum));
    out.writeLong(MAGIC);
    out.writeInt(FORMAT);
    JobIdentity.text(out, build);
    JobIdentity.text(out, identity);
    out.writeLong(journal.length());
    out.writeLong(journal.sum());
    out.writeInt(stage);
    out.writeLong(doneInAll);
    out.writeInt(done.size());
    for (TaskRange range : done) {
      out.writeLong(range.begin());
      out.writeLong(range.end());
    }
    out.writeInt(pending.size());
    for (Subtree node : pending) {
      write(out, node);
    }
    out.writeLong(sum.getValue());
    out.flush();
  }

  private static void write(DataOutputStream out, Subtree node) throws IOException {
    out.writeLong(node.tile());
    out.writeInt(node.level());
    out.writeLong(node.index());
    out.writeInt(node.states().size());
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    for (double[] state : node.states()) {
      out.writeInt(state.length);
      for (int at = 0; at < state.length; ) {
        buffer.clear();
        for (; at < state.length && buffer.hasRemaining(); at++) {
          buffer.putDouble(state[at]);
        }
        out.write(buffer.array(), 0, buffer.position());
      }
    }
  }

  /**
   * Reads a note.
   *
   * @throws IOException if it is damaged or of another format; in words
   */
  static Note read(Path file) throws IOException {
    long size = Files.size(file);
    if (size < HEAD_BYTES + SUM_BYTES) {
      throw new IOException("it is cut short: it has " + size + " bytes");
    }
    try (InputStream raw = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new BufferedInputStream(raw, BUFFER))) {
      if (in.readLong() != MAGIC) {
        throw new IOException("its first bytes are not those of a checkpoint");
      }
      int format = in.readInt();
      if (format != FORMAT) {
        throw new IOException(
            "it has format " + format + ", and this version of Isobar reads format " + FORMAT);
      }
    }
    requireWhole(file, size);
    try (InputStream raw = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new BufferedInputStream(raw, BUFFER))) {
      in.skipNBytes(HEAD_BYTES);
      return read(in, size);
    } catch (EOFException e) {
      throw new IOException("it ends too early", e);
    }
  }

  private static void requireWhole(Path file, long size) throws IOException {
    CRC32C sum = new CRC32C();
    try (InputStream raw = Files.newInputStream(file);
        DataInputStream in =
            new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(raw, BUFFER), sum))) {
      in.skipNBytes(size - SUM_BYTES);
      long is = sum.getValue();
      if (in.readLong() != is) {
        throw new IOException("it is damaged or cut short: its checksum is not the one in it");
      }
    }
  }

  private static Note read(DataInputStream in, long size) throws IOException {
    String build = JobIdentity.text(in);
    String identity = JobIdentity.text(in);
    Journal.Mark journal = new Journal.Mark(in.readLong(), in.readLong());
    int stage = in.readInt();
    long doneInAll = in.readLong();
    List<TaskRange> done = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      done.add(new TaskRange(in.readLong(), in.readLong()));
    }
    List<Subtree> pending = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      pending.add(node(in, size));
    }
    return new Note(build, identity, journal, stage, done, pending, doneInAll);
  }

  private static Subtree node(DataInputStream in, long size) throws IOException {
    long tile = in.readLong();
    int level = in.readInt();
    long index = in.readLong();
    List<double[]> states = new ArrayList<>();
    byte[] bytes = new byte[BUFFER];
    for (int n = in.readInt(); n > 0; n--) {
      int length = in.readInt();
      if (length < 0 || (long) length * Double.BYTES > size) {
        throw new IOException("a partial of " + length + " values");
      }
      double[] state = new double[length];
      for (int at = 0; at < length; ) {
        int part = Math.min(length - at, BUFFER / Double.BYTES);
        in.readFully(bytes, 0, part * Double.BYTES);
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(state, at, part);
        at += part;
      }
      states.add(state);
    }
    return new Subtree(tile, level, index, states);
  }
}
