package org.isobar.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.WriteOptions;
import org.isobar.cli.grammar.OutputOptions;
import org.isobar.cli.operator.Action;
import org.isobar.cli.operator.CommandException;
import org.isobar.cli.operator.Settings;
import org.isobar.cli.operator.TimeAxes;
import org.isobar.coord.Axis;
import org.isobar.data.Dim;
import org.isobar.run.RunOptions;

/**
 * Writes results as the options say, each file all at once.
 *
 * @param operator name of the operator that asks for it
 * @param history the line that the history of outputs begins with; blank for none
 */
record Outputs(
    String operator, OutputOptions options, String history, Backend backend, RunOptions run) {
  private static final String EXTENSION = ".nc";
  private static final String NO_SUFFIX = "NULL";

  void write(Path target, Dataset result) {
    refuseFolders(target);
    Dataset out = laidOut(result);
    out.write(target, backend, writeOptions(out.fields()), run);
  }

  /** Writes each piece to a file of its own, whose name begins with the prefix. */
  void write(Path prefix, List<Action.Piece> pieces, Settings settings) {
    Map<Path, Dataset> files = new LinkedHashMap<>();
    for (Action.Piece p : pieces) {
      Path target = Path.of(prefix + p.suffix() + extension(p.source().location(), settings));
      refuseFolders(target);
      if (files.put(target, laidOut(p.source().dataset())) != null) {
        throw new CommandException(operator, "two pieces would be written to >" + target + "<");
      }
    }
    new Passes(operator, backend, this::writeOptions, run).write(files);
  }

  /** Of the input {@code x.nc4} the {@code .nc4}; {@code .nc} where it has no such extension. */
  private static String extension(String input, Settings settings) {
    Optional<String> set = settings.fileSuffix();
    if (set.isPresent()) {
      return set.get().equals(NO_SUFFIX) ? "" : set.get();
    }
    int dot = input.lastIndexOf('.');
    String own = dot < 0 ? "" : input.substring(dot);
    return own.startsWith(EXTENSION) ? own : EXTENSION;
  }

  /** The plan of writing a file and its price; nothing is read. */
  String explain(Path target, Dataset result) {
    Dataset out = laidOut(result);
    String text = out.explain(target, backend, writeOptions(out.fields()), run).text();
    return text.endsWith("\n") ? text : text + "\n";
  }

  private void refuseFolders(Path target) {
    if (target.toString().isBlank()) {
      throw new CommandException(
          operator, "the name of the output is empty; is a variable of the shell not set?");
    }
    if (!backend.files().isHere()) {
      // Whoever creates the file sees whether it can.
      return;
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new CommandException(operator, "cannot write >" + target + "<: no folder " + folder);
    }
    if (Files.isDirectory(target)) {
      throw new CommandException(operator, "cannot write >" + target + "<: it is a folder");
    }
  }

  private Dataset laidOut(Dataset result) {
    Dataset out = result;
    if (options.timeAxis().isPresent()) {
      out =
          switch (options.timeAxis().get()) {
            case RELATIVE -> out.map(TimeAxes::relative);
            case ABSOLUTE -> out.map(TimeAxes::absolute);
          };
    }
    if (options.reduceDims()) {
      out = out.map(Outputs::reduced);
    }
    if (options.sorted()) {
      List<String> names = new ArrayList<>(out.names());
      names.sort(Comparator.naturalOrder());
      out = out.select(names.toArray(String[]::new)).withAttributes(result.attributes());
    }
    return out;
  }

  private static Field reduced(Field f) {
    Field out = f;
    for (var d : f.dims()) {
      if (d.size() == 1) {
        out = out.isel(d.name(), 0);
      }
    }
    return out;
  }

  private WriteOptions writeOptions(List<Field> fields) {
    WriteOptions keep =
        WriteOptions.DEFAULT
            .keepDims(!options.reduceDims())
            .history(history)
            .deflate(options.deflate());
    WriteOptions typed = options.type().map(keep::type).orElse(keep);
    return chunked(options.format().map(typed::format).orElse(typed), fields);
  }

  private WriteOptions chunked(WriteOptions plain, List<Field> fields) {
    WriteOptions out = plain;
    if (options.chunks() != OutputOptions.ChunkKind.AUTO) {
      for (Field f : fields) {
        out = chunked(out, f);
      }
    }
    return out;
  }

  /** Chunks along the map of a field; a step and a level of it is one at most. */
  private WriteOptions chunked(WriteOptions plain, Field f) {
    WriteOptions out = plain;
    boolean lines = options.chunks() == OutputOptions.ChunkKind.LINES;
    int rank = f.dims().size();
    for (Dim d : f.dims().subList(Math.max(rank - 2, 0), rank)) {
      boolean along = f.coordinates().dimOf(Axis.T).filter(d.name()::equals).isEmpty();
      if (along && rank > 1) {
        boolean row = lines && !d.equals(f.dims().getLast());
        out = out.chunk(d.name(), row ? 1 : d.size());
      }
    }
    return out;
  }
}
