package org.isobar.io.netcdf.nc4;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.storage.Encoder;
import org.isobar.io.netcdf.storage.PartFile;
import org.isobar.io.netcdf.storage.SideFiles;
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
  private final SideFiles sides;
  private final Workspaces workspaces;
  private final HeldMemory memory = new HeldMemory();
  private final List<Optional<WrittenVariable>> written = new ArrayList<>();
  private final List<Optional<Encoder>> encoders = new ArrayList<>();
  private final List<Optional<ChunkPlaces>> places = new ArrayList<>();
  private final FixedPlaces fixed;

  private FileBody(Path target, FileModel model, FixedPlaces fixed, PartFile file) {
    this.target = target;
    this.model = model;
    this.fixed = fixed;
    this.file = file;
    this.spill = new SpillFile(target);
    this.sides = new SideFiles(file.path());
    this.placement = new Placement(file, spill, fixed.end(), memory);
    this.workspaces = new Workspaces(model);
  }

  /** Creates the file and lays out what has a fixed place. */
  static FileBody create(Path target, FileModel model) {
    FixedPlaces fixed = FixedPlaces.of(model);
    FileBody body = new FileBody(target, model, fixed, PartFile.create(target, fixed.end()));
    try {
      body.begin();
    } catch (RuntimeException | Error e) {
      body.close();
      throw e;
    }
    return body;
  }

  private void begin() {
    Map<String, Turns> turns = turns();
    for (int v = 0; v < model.variables().size(); v++) {
      ModelVariable variable = model.variables().get(v);
      encoders.add(
          variable.metadata().type() instanceof VariableType.Numeric
              ? Optional.of(Encoder.of(target.toString(), variable.metadata()))
              : Optional.empty());
      if (variable.strings()) {
        written.add(Optional.empty());
        places.add(Optional.empty());
      } else if (variable.chunked()) {
        begin(variable, fixed.chunks(v, variable), turns);
      } else {
        places.add(Optional.empty());
        written.add(
            Optional.of(
                new ContiguousVariable(
                    file, fixed.begins()[v], variable.shape(), variable.valueBytes())));
      }
    }
  }

  private void begin(ModelVariable v, ChunkPlaces.Regular regular, Map<String, Turns> turns) {
    ChunkGrid grid = v.grid();
    ChunkSink sink;
    if (v.storage().deflate() > 0) {
      ChunkPlaces.Noted noted = new ChunkPlaces.Noted((int) grid.count());
      Turns own = Objects.requireNonNull(turns.get(v.name()));
      sink = new ChunkSink.Deflated(placement, noted, v.valueBytes(), own.first(), own.step());
      places.add(Optional.of(noted));
    } else {
      sink = new ChunkSink.Plain(file, regular);
      places.add(Optional.of(regular));
    }
    PartialChunks partials = new PartialChunks(grid, v.valueBytes(), memory, spill);
    ChunkEncoder encoder = new ChunkEncoder(grid, v.fill());
    written.add(Optional.of(new ChunkedVariable(encoder, partials, sink)));
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
    WrittenVariable to = written.get(variable).orElseThrow();
    workspaces.with(
        workspace -> {
          to.write(region, cells, workspace);
          return region;
        });
  }

  /** Takes what another process stored of a variable that does not hold strings. */
  void wroteElsewhere(int variable, Region region, StoredRegion stored) {
    if (!stored.location().isEmpty()) {
      sides.requireOwn(stored.location());
    }
    written.get(variable).orElseThrow().wroteElsewhere(region, stored, sides);
  }

  /** How other processes of this machine find the file; they may put others beside it. */
  Optional<SharedPart> shared() {
    return file.sharedWithSideFiles();
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
    new Metadata(target.toString(), model, strings, fixed.begins(), places)
        .write(file, placement.end());
    file.commit();
  }

  @Override
  public void close() {
    try (file;
        spill;
        memory;
        sides) {
      workspaces.close();
    }
  }
}
