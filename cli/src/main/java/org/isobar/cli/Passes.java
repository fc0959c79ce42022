package org.isobar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.Isobar;
import org.isobar.WriteOptions;
import org.isobar.cli.operator.CommandException;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.expr.Expr;
import org.isobar.expr.Read;
import org.isobar.run.Checkpoints;
import org.isobar.run.RunOptions;

/**
 * Many files that are written some at a time. What can be known before is checked of all of them
 * before the first ones are written, so that what is refused has changed nothing.
 *
 * @param operator name of the operator that asks for it
 * @param options of the files that are written together
 */
record Passes(
    String operator, Backend backend, Function<List<Field>, WriteOptions> options, RunOptions run) {
  /** So many files are written in one pass. */
  private static final int AT_ONCE = 32;

  void write(Map<Path, Dataset> files) {
    requireUnlike(files.keySet());
    List<Map<Path, Dataset>> passes = cut(files);
    if (passes.size() > 1) {
      requireInputsKept(files);
      requireNoNotes(passes);
      passes.forEach(some -> Isobar.explainAll(backend, some, options(some), run));
    }
    passes.forEach(some -> Isobar.writeAll(backend, some, options(some), run));
  }

  private WriteOptions options(Map<Path, Dataset> files) {
    return options.apply(files.values().stream().flatMap(d -> d.fields().stream()).toList());
  }

  private static List<Map<Path, Dataset>> cut(Map<Path, Dataset> files) {
    List<Map<Path, Dataset>> passes = new ArrayList<>();
    for (Map.Entry<Path, Dataset> file : files.entrySet()) {
      if (passes.isEmpty() || passes.getLast().size() == AT_ONCE) {
        passes.add(new LinkedHashMap<>());
      }
      passes.getLast().put(file.getKey(), file.getValue());
    }
    return passes;
  }

  /** Names that lead to the same file, by links say. */
  private void requireUnlike(Collection<Path> targets) {
    Map<Path, Path> names = new HashMap<>();
    for (Path target : targets) {
      Path other = names.put(real(target), target);
      if (other != null) {
        throw new CommandException(
            operator,
            "two pieces would be written to >" + other + "<, also called >" + target + "<");
      }
    }
  }

  /** What a pass replaced, a later one could not read. */
  private void requireInputsKept(Map<Path, Dataset> files) {
    Set<Path> inputs = new HashSet<>();
    inputs(files.values()).forEach(i -> inputs.add(real(i)));
    for (Path target : files.keySet()) {
      if (inputs.contains(real(target))) {
        throw new CommandException(
            operator,
            "the piece >"
                + target
                + "< would replace an input while others of the "
                + files.size()
                + " are still to be made of it; choose another prefix");
      }
    }
  }

  private void requireNoNotes(List<Map<Path, Dataset>> passes) {
    Checkpoints kept = run.checkpoints().orElse(Checkpoints.keep().resume(true));
    for (Map<Path, Dataset> some : passes) {
      Path notes = kept.of(some.keySet().iterator().next());
      if (!kept.resume() && Files.exists(notes)) {
        throw new CommandException(
            operator,
            notes
                + " holds what an earlier run had done; resume from it (--resume), or remove it to"
                + " begin anew");
      }
    }
  }

  private static Set<Path> inputs(Collection<Dataset> datasets) {
    Set<Path> files = new HashSet<>();
    Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Expr> open = new ArrayList<>();
    datasets.forEach(d -> d.fields().forEach(f -> open.add(f.expr())));
    while (!open.isEmpty()) {
      Expr e = open.removeLast();
      if (seen.add(e)) {
        if (e instanceof Read read) {
          read.variable().dataset().parts().stream()
              .map(DatasetDescriptor.Part::location)
              .forEach(l -> files.add(Path.of(l)));
        }
        open.addAll(e.children());
      }
    }
    return files;
  }

  /** The file that a name means, as far as this process sees it. */
  private Path real(Path name) {
    Path plain = name.toAbsolutePath().normalize();
    if (!backend.files().isHere()) {
      return plain;
    }
    try {
      return plain.toRealPath();
    } catch (IOException none) {
      return besideOthers(plain);
    }
  }

  /** A file that is not there yet, in a folder that may be called otherwise. */
  private static Path besideOthers(Path plain) {
    Path folder = plain.getParent();
    Path name = plain.getFileName();
    try {
      return folder == null || name == null ? plain : folder.toRealPath().resolve(name);
    } catch (IOException none) {
      return plain;
    }
  }
}
