package org.isobar.io.netcdf.classic;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.isobar.data.Region;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.JoinedWriter;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.Encoder;
import org.isobar.io.netcdf.storage.PartFile;
import org.isobar.io.netcdf.storage.WriteChecks;

/**
 * Writes a CDF-1, CDF-2 or CDF-5 file. The number of records is known from the start, so every
 * value has its place and threads write at once without agreeing on anything.
 *
 * <p>What NetCDF-4 has and the format has not: unsigned and 64-bit attributes become int or double
 * in CDF-1 and CDF-2, arrays of strings in attributes are joined by newlines; variables of such
 * types are refused.
 */
public final class ClassicWriter implements BlockWriter {
  private static final System.Logger LOG = System.getLogger(ClassicWriter.class.getName());
  private static final int BUFFER = 256 * 1024;
  private static final int MOST_PADDING = 3;

  private final Path target;
  private final WriteLayout layout;
  private final PartFile file;
  private final Optional<HeldRecords> held;
  private final Map<String, WrittenVariable> variables = new LinkedHashMap<>();
  private final ConcurrentLinkedQueue<byte[]> buffers = new ConcurrentLinkedQueue<>();

  private ClassicWriter(
      Path target, WriteLayout layout, PartFile file, Optional<HeldRecords> held) {
    this.target = target;
    this.layout = layout;
    this.file = file;
    this.held = held;
  }

  /**
   * Starts a file and writes its header.
   *
   * @throws DatasetException if the format cannot hold the schema, or the file cannot be created
   */
  public static ClassicWriter create(Path target, FileSchema schema) {
    WriteLayout layout = new WriteLayout(target, schema);
    Map<String, WrittenVariable> variables = variables(target, layout, schema);
    if (schema.storage().deflate() > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is not deflated: only NetCDF-4 is, and this is {1}",
          target,
          schema.format());
    }
    PartFile file = PartFile.create(target, layout.fileSize());
    ClassicWriter writer = new ClassicWriter(target, layout, file, HeldRecords.of(layout));
    writer.variables.putAll(variables);
    try {
      byte[] header = layout.header();
      file.write(header, 0, header.length, 0);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
    return writer;
  }

  private static Map<String, WrittenVariable> variables(
      Path target, WriteLayout layout, FileSchema schema) {
    Map<String, WrittenVariable> variables = new LinkedHashMap<>();
    for (int i = 0; i < layout.variables().size(); i++) {
      ClassicVariable v = layout.variables().get(i);
      variables.put(
          v.name(), WrittenVariable.of(target, v, schema.variables().get(i), layout.padding(v)));
    }
    return variables;
  }

  /** Writes regions of a file that another process of this machine has begun. */
  public static Optional<JoinedWriter> join(SharedPart part, FileSchema schema) {
    return PartFile.join(part)
        .map(
            file -> {
              Path target = Path.of(part.location());
              WriteLayout layout = new WriteLayout(target, schema);
              ClassicWriter writer = new ClassicWriter(target, layout, file, Optional.empty());
              writer.variables.putAll(variables(target, layout, schema));
              return new Joined(writer);
            });
  }

  /** All cells have their places, so whoever joins writes to them. */
  private record Joined(ClassicWriter writer) implements JoinedWriter {
    @Override
    public Optional<StoredRegion> write(
        String variable, Region region, double[] values, int offset) {
      writer.write(variable, region, values, offset);
      return Optional.of(StoredRegion.IN_PLACE);
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  @Override
  public Optional<SharedPart> shared() {
    return held.isPresent() ? Optional.empty() : file.shared();
  }

  @Override
  public Optional<Path> temporary() {
    return Optional.of(file.path());
  }

  @Override
  public void wroteElsewhere(String variable, Region region, StoredRegion stored) {
    if (!stored.equals(StoredRegion.IN_PLACE)) {
      throw new DatasetException("variable '" + variable + "' of " + target + " has no chunks");
    }
    WrittenVariable v = find(variable);
    WriteChecks.requireInside(target, variable, v.variable().shape().toArray(), region);
    v.wrote(region);
  }

  @Override
  public void write(String variable, Region region, double[] values, int offset) {
    WrittenVariable v = find(variable);
    Encoder encoder =
        v.encoder()
            .orElseThrow(
                () ->
                    new DatasetException("variable '" + variable + "' of " + target + " is text"));
    WriteChecks.requireInside(target, variable, v.variable().shape().toArray(), region);
    WriteChecks.requireValues(variable, region, offset, values.length - offset);
    transfer(
        v,
        region,
        (done, n, bytes) ->
            encoder.encode(values, offset + done, n, bytes, 0, ByteOrder.BIG_ENDIAN));
  }

  @Override
  public void writeText(String variable, List<String> values) {
    WrittenVariable v = find(variable);
    if (v.encoder().isPresent()) {
      throw new DatasetException(
          "variable '" + variable + "' of " + target + " holds numbers, not text");
    }
    long[] shape = v.variable().shape().toArray();
    byte[] all = WriteChecks.characters(target, variable, shape, values);
    transfer(v, Region.all(shape), (done, n, bytes) -> System.arraycopy(all, done, bytes, 0, n));
  }

  private WrittenVariable find(String name) {
    WrittenVariable v = variables.get(name);
    if (v == null) {
      throw new DatasetException(
          "no variable '" + name + "' in " + target + "; it has " + variables.keySet());
    }
    return v;
  }

  /**
   * Supplies stored values: {@code count} of them, the first being number {@code done} of the
   * region.
   */
  private interface Source {
    void fill(int done, int count, byte[] bytes);
  }

  private void transfer(WrittenVariable v, Region region, Source source) {
    if (region.size() == 0) {
      return;
    }
    byte[] taken = buffers.poll();
    byte[] buffer = taken == null ? new byte[BUFFER + MOST_PADDING] : taken;
    ClassicVariable variable = v.variable();
    Runs runs =
        Runs.of(
            variable.begin(), region, variable.steps(layout.recordSize()), variable.type().bytes());
    int[] done = new int[1];
    runs.forEach(position -> done[0] = run(v, position, runs.runBytes(), done[0], source, buffer));
    buffers.add(buffer);
    v.wrote(region);
  }

  /** Writes one run; the number of values of the region written so far. */
  private int run(
      WrittenVariable v, long position, long bytes, int done, Source source, byte[] buffer) {
    int valueBytes = v.variable().type().bytes();
    int next = done;
    long end = position + bytes;
    for (long at = position; at < end; ) {
      int length = (int) Math.min(BUFFER, end - at);
      source.fill(next, length / valueBytes, buffer);
      int padding = v.pad(at + length, layout.recordSize(), buffer, length);
      store(buffer, length + padding, at);
      next += length / valueBytes;
      at += length;
    }
    return next;
  }

  private void store(byte[] bytes, int count, long position) {
    if (held.isPresent() && held.get().holds(position)) {
      held.get().write(bytes, count, position);
    } else {
      file.write(bytes, 0, count, position);
    }
  }

  @Override
  public void commit() {
    variables.values().forEach(v -> v.requireComplete(target));
    held.ifPresent(records -> records.writeTo(file));
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}
