package org.isobar.io.netcdf.nc4;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.storage.Encoder;
import org.isobar.io.netcdf.storage.PartFile;
import org.isobar.io.netcdf.storage.SpillFile;

/**
 * The data of a file being written: what lies where, and what has come.
 *
 * <p>Deflated chunks lie in the order of the schema; variables of the same dimensions and chunks
 * alternate, since they are computed together.
 */
final class FileBody implements AutoCloseable {
  private final Path target;
  private final FileModel model;
  private final PartFile file;
  private final SpillFile spill;
  private final Placement placement;
  private final Compressors compressors;
  private final boolean deflates;
  private final HeldMemory memory = new HeldMemory();
  private final ConcurrentLinkedQueue<Workspace> workspaces = new ConcurrentLinkedQueue<>();
  private final List<Optional<WrittenVariable>> written = new ArrayList<>();
  private final List<Optional<Encoder>> encoders = new ArrayList<>();
  private final List<Optional<ChunkPlaces>> places = new ArrayList<>();
  private final long[] begins;

  private FileBody(Path target, FileModel model, long[] begins, long fixed, PartFile file) {
    this.target = target;
    this.model = model;
    this.begins = begins;
    this.file = file;
    this.spill = new SpillFile(target);
    this.placement = new Placement(file, spill, fixed, memory);
    List<ModelVariable> deflated =
        model.variables().stream().filter(v -> v.storage().deflate() > 0).toList();
    this.deflates = !deflated.isEmpty();
    this.compressors =
        Compressors.of(
            model.schema().storage().deflate(),
            deflated.stream().mapToLong(v -> v.cells() * v.valueBytes()).sum());
  }

  /** Creates the file and lays out what has a fixed place. */
  static FileBody create(Path target, FileModel model) {
    int n = model.variables().size();
    long[] begins = new long[n];
    long at = Metadata.SUPERBLOCK_BYTES;
    for (int v = 0; v < n; v++) {
      ModelVariable variable = model.variables().get(v);
      begins[v] = at;
      at = Math.ceilDiv(Math.addExact(at, fixedBytes(variable)), 8) * 8;
    }
    PartFile file = PartFile.create(target, at);
    FileBody body = new FileBody(target, model, begins, at, file);
    try {
      body.begin();
    } catch (RuntimeException | Error e) {
      body.close();
      throw e;
    }
    return body;
  }

  private static long fixedBytes(ModelVariable v) {
    if (v.strings() || v.storage().deflate() > 0) {
      return 0;
    }
    long cells =
        v.chunked() ? Math.multiplyExact(v.grid().count(), v.grid().chunkCells()) : v.cells();
    return Math.multiplyExact(cells, v.valueBytes());
  }

  private void begin() {
    Map<String, Turns> turns = turns();
    for (int v = 0; v < begins.length; v++) {
      ModelVariable variable = model.variables().get(v);
      encoders.add(
          variable.metadata().type() instanceof VariableType.Numeric
              ? Optional.of(Encoder.of(target.toString(), variable.metadata()))
              : Optional.empty());
      if (variable.strings()) {
        written.add(Optional.empty());
        places.add(Optional.empty());
      } else if (variable.chunked()) {
        begin(variable, begins[v], turns);
      } else {
        places.add(Optional.empty());
        written.add(
            Optional.of(
                new ContiguousVariable(file, begins[v], variable.shape(), variable.valueBytes())));
      }
    }
  }

  private void begin(ModelVariable v, long begin, Map<String, Turns> turns) {
    ChunkGrid grid = v.grid();
    ChunkSink sink;
    if (v.storage().deflate() > 0) {
      ChunkPlaces.Noted noted = new ChunkPlaces.Noted((int) grid.count());
      Turns own = Objects.requireNonNull(turns.get(v.name()));
      sink = new ChunkSink.Deflated(placement, noted, v.valueBytes(), own.first(), own.step());
      places.add(Optional.of(noted));
    } else {
      ChunkPlaces.Regular regular =
          new ChunkPlaces.Regular(begin, grid.chunkCells() * v.valueBytes());
      sink = new ChunkSink.Plain(file, regular);
      places.add(Optional.of(regular));
    }
    PartialChunks partials = new PartialChunks(grid, v.valueBytes(), memory, spill);
    written.add(Optional.of(new ChunkedVariable(grid, partials, sink, v.fill())));
  }

  /** What is computed together. */
  private record Alike(List<String> dims, LongList chunk) {}

  /** The turn of a variable's first chunk, and how many turns until its next. */
  private record Turns(long first, long step) {}

  /** The turns of the deflated variables. */
  private Map<String, Turns> turns() {
    Map<Alike, List<ModelVariable>> groups = new LinkedHashMap<>();
    for (ModelVariable v : model.variables()) {
      if (v.storage().deflate() > 0) {
        groups
            .computeIfAbsent(
                new Alike(v.metadata().dims(), v.storage().chunk().orElseThrow()),
                k -> new ArrayList<>())
            .add(v);
      }
    }
    Map<String, Turns> turns = new HashMap<>();
    long first = 0;
    for (List<ModelVariable> group : groups.values()) {
      for (int i = 0; i < group.size(); i++) {
        turns.put(group.get(i).name(), new Turns(first + i, group.size()));
      }
      first += group.size() * group.getFirst().grid().count();
    }
    return turns;
  }

  /** What encodes a numeric variable. */
  Encoder encoder(int variable) {
    return encoders.get(variable).orElseThrow();
  }

  /** Takes values of a variable that does not hold strings. */
  void write(int variable, Region region, Cells cells) {
    Workspace taken = workspaces.poll();
    Workspace workspace = taken == null ? workspace() : taken;
    try {
      written.get(variable).orElseThrow().write(region, cells, workspace);
    } finally {
      workspace.shrink();
      workspaces.add(workspace);
    }
  }

  private Workspace workspace() {
    return new Workspace(deflates ? Optional.of(compressors.create()) : Optional.empty());
  }

  /** The file, as long as it has not its name. */
  Path temporary() {
    return file.path();
  }

  /** Number of cells of a variable of which the values are there. */
  long covered(int variable) {
    return written.get(variable).orElseThrow().covered();
  }

  /** Writes the metadata and gives the file its name. */
  void commit(Map<String, List<String>> strings) {
    new Metadata(target.toString(), model, strings, begins, places).write(file, placement.end());
    file.commit();
  }

  @Override
  public void close() {
    try (file;
        spill;
        memory) {
      workspaces.forEach(Workspace::close);
      workspaces.clear();
    }
  }
}
