package org.isobar.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Providers;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/** A file laid out by hand, as other programs write theirs. */
final class RawFile {
  private final List<FileDim> dims = new ArrayList<>();
  private final List<VariableMetadata> variables = new ArrayList<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Map<String, List<String>> texts = new LinkedHashMap<>();

  RawFile dim(String name, int size) {
    dims.add(new FileDim(name, size, false));
    return this;
  }

  RawFile unlimited(String name, int size) {
    dims.add(new FileDim(name, size, true));
    return this;
  }

  /** A variable of floats; attributes as {@code "units=K; axis=Y"}. */
  RawFile floats(String name, String on, String attributes, double... data) {
    return variable(name, DType.FLOAT32, on, texts(attributes), data);
  }

  RawFile variable(String name, DType type, String on, Attributes attributes, double... data) {
    List<String> names = Arrays.stream(on.split(" ", -1)).filter(d -> !d.isEmpty()).toList();
    variables.add(VariableMetadata.of(name, names, new VariableType.Numeric(type), attributes));
    values.put(name, data.clone());
    return this;
  }

  /** A variable of characters, the last dimension of which runs along the letters of a word. */
  RawFile chars(String name, String on, String... words) {
    List<String> names = List.of(on.split(" ", -1));
    variables.add(VariableMetadata.of(name, names, new VariableType.Chars(), Attributes.NONE));
    texts.put(name, List.of(words));
    return this;
  }

  /** Latitudes and longitudes in degrees over dimensions of their names. */
  RawFile grid(double[] lat, double[] lon) {
    return dim("lat", lat.length)
        .dim("lon", lon.length)
        .floats("lat", "lat", "units=degrees_north", lat)
        .floats("lon", "lon", "units=degrees_east", lon);
  }

  private static Attributes texts(String attributes) {
    Attributes out = Attributes.NONE;
    for (String a : attributes.split("; ", -1)) {
      int equals = a.indexOf('=');
      if (equals > 0) {
        out = out.with(a.substring(0, equals), a.substring(equals + 1));
      }
    }
    return out;
  }

  Path write(Path file) {
    FileSchema schema = new FileSchema(FileFormat.NC1, dims, variables, Attributes.NONE);
    try (BlockWriter writer = Providers.ofFormat("netcdf").create(file, schema)) {
      for (VariableMetadata v : variables) {
        long[] shape = v.dims().stream().mapToLong(this::size).toArray();
        if (texts.containsKey(v.path())) {
          writer.writeText(v.path(), texts.get(v.path()));
          continue;
        }
        double[] data = values.get(v.path());
        if (data.length > 0) {
          writer.write(v.path(), Region.all(shape), data, 0);
        }
      }
      writer.commit();
    }
    return file;
  }

  private long size(String dim) {
    return dims.stream().filter(d -> d.name().equals(dim)).findFirst().orElseThrow().size();
  }
}
