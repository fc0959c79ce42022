package org.isobar.io.netcdf.nc4;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.isobar.data.Region;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.Encoder;
import org.isobar.io.netcdf.storage.WriteChecks;

/**
 * Writes a NetCDF-4 file, or one of the classic model. Threads shuffle and deflate the chunks of
 * their regions at once; what the file holds does not depend on them.
 *
 * <p>Regions should cover whole chunks where they can, and come in order: parts are kept until a
 * chunk is complete, chunks until those before them are there, some in memory, the rest in a file
 * without a name.
 */
public final class Netcdf4Writer implements BlockWriter {
  private final Path target;
  private final FileModel model;
  private final FileBody body;
  private final Map<String, List<String>> strings = new ConcurrentHashMap<>();

  private Netcdf4Writer(Path target, FileModel model, FileBody body) {
    this.target = target;
    this.model = model;
    this.body = body;
  }

  /**
   * Starts a file.
   *
   * @throws DatasetException if the format cannot hold the schema, or the file cannot be created
   */
  public static Netcdf4Writer create(Path target, FileSchema schema) {
    FileModel model = FileModel.of(target, schema);
    return new Netcdf4Writer(target, model, FileBody.create(target, model));
  }

  @Override
  public Optional<Path> temporary() {
    return Optional.of(body.temporary());
  }

  @Override
  public Optional<SharedPart> shared() {
    return body.shared();
  }

  @Override
  public void wroteElsewhere(String variable, Region region, StoredRegion stored) {
    int v = find(variable);
    WriteChecks.requireInside(target, variable, model.variables().get(v).shape(), region);
    body.wroteElsewhere(v, region, stored);
  }

  @Override
  public void write(String variable, Region region, double[] values, int offset) {
    int v = find(variable);
    VariableMetadata metadata = model.variables().get(v).metadata();
    if (!(metadata.type() instanceof VariableType.Numeric)) {
      throw new DatasetException("variable '" + variable + "' of " + target + " is text");
    }
    WriteChecks.requireInside(target, variable, model.variables().get(v).shape(), region);
    WriteChecks.requireValues(variable, region, offset, (long) values.length - offset);
    Encoder encoder = body.encoder(v);
    body.write(
        v,
        region,
        (from, count, out, at) ->
            encoder.encode(values, offset + from, count, out, at, ByteOrder.LITTLE_ENDIAN));
  }

  @Override
  public void writeText(String variable, List<String> values) {
    int v = find(variable);
    long[] shape = model.variables().get(v).shape();
    switch (model.variables().get(v).metadata().type()) {
      case VariableType.Strings s -> {
        WriteChecks.requireStrings(target, variable, shape, values);
        strings.put(variable, List.copyOf(values));
      }
      case VariableType.Chars c -> {
        byte[] all = WriteChecks.characters(target, variable, shape, values);
        body.write(
            v,
            Region.all(shape),
            (from, count, out, at) -> System.arraycopy(all, from, out, at, count));
      }
      case VariableType.Numeric n ->
          throw new DatasetException(
              "variable '" + variable + "' of " + target + " holds numbers, not text");
      case VariableType.Other o -> throw new IllegalStateException(o.description());
    }
  }

  private int find(String name) {
    for (int v = 0; v < model.variables().size(); v++) {
      if (model.variables().get(v).name().equals(name)) {
        return v;
      }
    }
    throw new DatasetException(
        "no variable '"
            + name
            + "' in "
            + target
            + "; it has "
            + model.variables().stream().map(ModelVariable::name).toList());
  }

  @Override
  public void commit() {
    for (int v = 0; v < model.variables().size(); v++) {
      ModelVariable variable = model.variables().get(v);
      Optional<List<String>> texts = Optional.ofNullable(strings.get(variable.name()));
      long covered = variable.strings() ? texts.map(List::size).orElse(0) : body.covered(v);
      WrittenVariable.requireComplete(target, variable.name(), covered, variable.cells());
    }
    body.commit(strings);
  }

  @Override
  public void close() {
    body.close();
  }
}
