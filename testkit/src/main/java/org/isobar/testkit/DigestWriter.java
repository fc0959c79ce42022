package org.isobar.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;

/**
 * Takes a file of any size and keeps one digest per region written: a region may be written again
 * (a task that is repeated), regions may not overlap otherwise.
 */
final class DigestWriter implements BlockWriter {
  private record Variable(List<Dim> dims, DType type, Map<Region, Digest> regions) {}

  private final Path target;
  private final Path part;
  private final FileSchema schema;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private boolean open = true;

  DigestWriter(Path target, FileSchema schema) {
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.schema = schema;
    for (VariableMetadata v : schema.variables()) {
      if (v.type() instanceof VariableType.Numeric numeric) {
        List<Dim> dims = v.dims().stream().map(this::dim).toList();
        variables.put(v.path(), new Variable(dims, numeric.type(), new HashMap<>()));
      }
    }
    try {
      Files.createFile(part);
    } catch (IOException e) {
      throw new UncheckedIOException("creating " + part, e);
    }
  }

  private Dim dim(String name) {
    return schema.dims().stream()
        .filter(d -> d.name().equals(name))
        .findFirst()
        .map(d -> new Dim(name, d.size()))
        .orElseThrow(() -> new DatasetException(target + ": no dimension '" + name + "'"));
  }

  @Override
  public void write(String name, Region region, double[] values, int offset) {
    Variable variable = variables.get(name);
    if (variable == null) {
      throw new DatasetException(target + " has no numeric variable '" + name + "'");
    }
    Digest digest = digest(name, variable, region, values, offset);
    synchronized (this) {
      if (!open) {
        throw new DatasetException(target + " is closed; writing '" + name + "' " + region);
      }
      variable.regions().put(region, digest);
    }
  }

  private Digest digest(
      String name, Variable variable, Region region, double[] values, int offset) {
    List<Dim> dims = variable.dims();
    long[] at = new long[region.rank()];
    for (int d = 0; d < region.rank(); d++) {
      if (region.stride(d) != 1 || region.end(d) > dims.get(d).size()) {
        throw new DatasetException(
            target + ": region " + region + " of variable '" + name + "' " + dims);
      }
    }
    Digest digest = Digest.NONE;
    int row = at.length == 0 ? 1 : (int) region.count(at.length - 1);
    for (int i = 0; i < region.size(); i += row) {
      long index = 0;
      for (int d = 0; d < at.length; d++) {
        index = index * dims.get(d).size() + region.start(d) + at[d];
      }
      digest = digest.plus(index, values, offset + i, row, variable.type() == DType.FLOAT32);
      int d = at.length - 2;
      while (d >= 0 && ++at[d] == region.count(d)) {
        at[d--] = 0;
      }
    }
    return digest;
  }

  @Override
  public void writeText(String variable, List<String> values) {
    if (schema.variables().stream().noneMatch(v -> v.path().equals(variable))) {
      throw new DatasetException(target + " has no text variable '" + variable + "'");
    }
  }

  @Override
  public Optional<Path> temporary() {
    return Optional.of(part);
  }

  @Override
  public synchronized void commit() {
    StringBuilder text = new StringBuilder();
    variables.forEach(
        (name, variable) -> {
          Digest sum = variable.regions().values().stream().reduce(Digest.NONE, Digest::plus);
          checkComplete(name, variable, sum.count());
          text.append(Digest.line(name, sum));
        });
    try {
      Files.writeString(part, text);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("committing " + target, e);
    }
    open = false;
  }

  private void checkComplete(String name, Variable variable, long count) {
    long size = Region.all(variable.dims()).size();
    if (count != size) {
      throw new DatasetException(
          target + ": " + count + " of " + size + " values of variable '" + name + "' written");
    }
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw new UncheckedIOException("removing " + part, e);
      }
    }
  }
}
