package org.isobar.io.netcdf.nc4;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.JoinedWriter;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.Encoder;
import org.isobar.io.netcdf.storage.PartFile;
import org.isobar.io.netcdf.storage.SideFile;
import org.isobar.io.netcdf.storage.WriteChecks;

/**
 * Stores regions of a NetCDF-4 file that another process of this machine has begun. What is not
 * deflated goes to its place. Deflated chunks, whose places are not known here, go to a file beside
 * it. Parts of chunks are left to the other process.
 */
public final class Netcdf4Joined implements JoinedWriter {
  private final Path part;
  private final PartFile file;
  private final SideFile side;
  private final Workspaces workspaces;
  private final Map<String, Variable> variables = new HashMap<>();

  /** How regions of a variable are stored. */
  private interface Way {
    Optional<StoredRegion> write(Region region, Cells cells, Workspace workspace);
  }

  private record Variable(ModelVariable model, Encoder encoder, Way way) {}

  private Netcdf4Joined(Path part, PartFile file, FileModel model) {
    this.part = part;
    this.file = file;
    this.side = new SideFile(part);
    this.workspaces = new Workspaces(model);
    FixedPlaces fixed = FixedPlaces.of(model);
    for (int v = 0; v < model.variables().size(); v++) {
      ModelVariable variable = model.variables().get(v);
      if (variable.metadata().type() instanceof VariableType.Numeric) {
        Encoder encoder = Encoder.of(part.toString(), variable.metadata());
        variables.put(variable.name(), new Variable(variable, encoder, way(variable, v, fixed)));
      }
    }
  }

  /**
   * Joins the writing of a file, if it is the one that is meant, and who began it can read what
   * would be put beside it.
   */
  public static Optional<JoinedWriter> join(SharedPart shared, FileSchema schema) {
    Path part = Path.of(shared.location());
    Optional<PartFile> file = PartFile.join(shared);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    FileModel model = FileModel.of(part, schema);
    if (model.variables().stream().anyMatch(Netcdf4Joined::goesBeside)
        && !SideFile.isPossible(part)) {
      file.get().close();
      return Optional.empty();
    }
    return Optional.of(new Netcdf4Joined(part, file.get(), model));
  }

  private static boolean goesBeside(ModelVariable v) {
    return v.metadata().type() instanceof VariableType.Numeric
        && v.chunked()
        && v.storage().deflate() != 0;
  }

  private Way way(ModelVariable v, int number, FixedPlaces fixed) {
    if (!v.chunked()) {
      ContiguousVariable whole =
          new ContiguousVariable(file, fixed.begins()[number], v.shape(), v.valueBytes());
      return (region, cells, workspace) -> {
        whole.write(region, cells, workspace);
        return Optional.of(StoredRegion.IN_PLACE);
      };
    }
    ChunkEncoder encoder = new ChunkEncoder(v.grid(), v.fill());
    if (v.storage().deflate() == 0) {
      ChunkSink sink = new ChunkSink.Plain(file, fixed.chunks(number, v));
      return (region, cells, workspace) -> inPlace(encoder, sink, region, cells, workspace);
    }
    return (region, cells, workspace) -> beside(encoder, v.valueBytes(), region, cells, workspace);
  }

  private static Optional<StoredRegion> inPlace(
      ChunkEncoder encoder, ChunkSink sink, Region region, Cells cells, Workspace workspace) {
    if (!encoder.covers(region)) {
      return Optional.empty();
    }
    encoder
        .grid()
        .forEach(
            region,
            chunk ->
                sink.put(
                    chunk,
                    chunk(encoder, region, chunk, cells, workspace),
                    encoder.chunkBytes(),
                    workspace));
    return Optional.of(StoredRegion.IN_PLACE);
  }

  private static byte[] chunk(
      ChunkEncoder encoder, Region region, long chunk, Cells cells, Workspace workspace) {
    Region box = encoder.grid().cells(chunk);
    return encoder.padded(box, encoder.dense(region, box, cells, workspace), workspace);
  }

  private Optional<StoredRegion> beside(
      ChunkEncoder encoder, int valueBytes, Region region, Cells cells, Workspace workspace) {
    if (!encoder.covers(region)) {
      return Optional.empty();
    }
    List<Integer> sizes = new ArrayList<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    encoder
        .grid()
        .forEach(
            region,
            chunk -> {
              byte[] plain = chunk(encoder, region, chunk, cells, workspace);
              int size = workspace.deflate(plain, encoder.chunkBytes(), valueBytes);
              all.write(workspace.deflated(), 0, size);
              sizes.add(size);
            });
    byte[] bytes = all.toByteArray();
    long position = side.append(bytes, bytes.length);
    return Optional.of(new StoredRegion(side.location(), position, sizes));
  }

  @Override
  public Optional<StoredRegion> write(String variable, Region region, double[] values, int offset) {
    Variable v = variables.get(variable);
    if (v == null) {
      throw new DatasetException("no numeric variable '" + variable + "' in " + part);
    }
    WriteChecks.requireInside(part, variable, v.model().shape(), region);
    WriteChecks.requireValues(variable, region, offset, (long) values.length - offset);
    if (region.size() == 0) {
      return Optional.of(StoredRegion.IN_PLACE);
    }
    Cells cells =
        (from, count, out, at) ->
            v.encoder().encode(values, offset + from, count, out, at, ByteOrder.LITTLE_ENDIAN);
    return workspaces.with(workspace -> v.way().write(region, cells, workspace));
  }

  @Override
  public void close() {
    try (file;
        side) {
      workspaces.close();
    }
  }
}
