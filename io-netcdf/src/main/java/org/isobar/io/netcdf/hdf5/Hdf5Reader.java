package org.isobar.io.netcdf.hdf5;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.error.ShapeException;
import org.isobar.io.netcdf.storage.Decoder;

/** Reads the values of one NetCDF-4 file. */
final class Hdf5Reader implements BlockReader {
  private static final long MAX_TEXT = 256 << 20;

  /** Text is small beside its file, also where it is compressed; damaged shapes are not. */
  private static final long MAX_TEXT_RATIO = 64;

  private static final long MIN_TEXT = 1 << 20;

  @SuppressWarnings("ArrayRecordComponent") // never compared, never modified
  private record Numbers(NumberSink sink, ValueReader values, long[] shape) {}

  private final H5Source source;
  private final Snapshot snapshot;
  private final ChunkDecoder decoder;
  private final ChunkCache cache;
  private final Map<String, Numbers> opened = new HashMap<>();
  private boolean closed;

  Hdf5Reader(H5Source source, Snapshot snapshot) {
    this.source = source;
    this.snapshot = snapshot;
    this.decoder = new ChunkDecoder(source);
    this.cache = new ChunkCache(decoder);
  }

  @Override
  public boolean read(String variable, Region region, double[] target, int offset) {
    Numbers numbers = numbers(variable);
    check(variable, region, numbers.shape, target.length, offset);
    numbers.sink.begin(target, offset);
    numbers.values.read(region);
    return numbers.sink.end();
  }

  @Override
  public Optional<Boolean> readFloats(String variable, Region region, float[] target, int offset) {
    Numbers numbers = numbers(variable);
    if (!numbers.sink.deliversFloats()) {
      return Optional.empty();
    }
    check(variable, region, numbers.shape, target.length, offset);
    numbers.sink.begin(target, offset);
    numbers.values.read(region);
    return Optional.of(numbers.sink.end());
  }

  private Numbers numbers(String variable) {
    requireOpen();
    Numbers numbers = opened.get(variable);
    if (numbers == null) {
      numbers = open(variable);
      opened.put(variable, numbers);
    }
    return numbers;
  }

  private void requireOpen() {
    if (closed) {
      throw new DatasetException("the reader of " + source.location() + " is closed");
    }
  }

  private Numbers open(String path) {
    VariableMetadata metadata = readable(path);
    StoredVariable stored = stored(path);
    NumberSink sink = new NumberSink(Decoder.of(source.location(), metadata), stored);
    return new Numbers(
        sink, new ValueReader(source, snapshot, stored, decoder, cache, sink), stored.shape());
  }

  private void check(String variable, Region region, long[] shape, int length, int offset) {
    boolean inside = region.rank() == shape.length;
    for (int d = 0; inside && d < shape.length; d++) {
      inside = region.end(d) <= shape[d];
    }
    if (!inside) {
      throw new DatasetException(what(variable, region, shape) + " leaves the variable");
    }
    if (offset < 0 || region.size() > length - offset) {
      throw new ShapeException(
          what(variable, region, shape) + ", into " + (length - offset) + " values");
    }
  }

  private String what(String variable, Region region, long[] shape) {
    return "region "
        + region
        + " of '"
        + variable
        + "' with shape "
        + Arrays.toString(shape)
        + " in "
        + source.location();
  }

  private VariableMetadata readable(String path) {
    VariableMetadata metadata =
        snapshot
            .metadata()
            .variable(path)
            .orElseThrow(
                () ->
                    new DatasetException(
                        source.location()
                            + " has no variable '"
                            + path
                            + "'; it has "
                            + snapshot.metadata().variables().stream()
                                .map(VariableMetadata::path)
                                .toList()));
    if (metadata.unreadable().isPresent()) {
      throw new DatasetException(
          "variable '"
              + path
              + "' of "
              + source.location()
              + " cannot be read: "
              + metadata.unreadable().get()
              + remedy(path));
    }
    return metadata;
  }

  private String remedy(String path) {
    return snapshot.variable(path).filter(v -> v.filters().unsupported().isPresent()).isPresent()
        ? "; rewrite the file with another filter, for instance: h5repack -f GZIP=4 "
            + source.location()
            + " new.nc"
        : "";
  }

  private StoredVariable stored(String path) {
    return snapshot
        .variable(path)
        .orElseThrow(() -> new DatasetException(source.location() + ": no data of '" + path + "'"));
  }

  @Override
  public List<String> readText(String variable) {
    requireOpen();
    VariableMetadata metadata = readable(variable);
    StoredVariable stored = stored(variable);
    return switch (metadata.type()) {
      case VariableType.Chars c -> TextReader.chars(stored, bytes(stored));
      case VariableType.Strings s ->
          TextReader.strings(snapshot.superblock().structure(source), stored, bytes(stored));
      case VariableType.Numeric n -> throw notText(variable, "numeric");
      case VariableType.Other o -> throw notText(variable, o.description());
    };
  }

  private DatasetException notText(String variable, String type) {
    return new DatasetException(
        "variable '" + variable + "' of " + source.location() + " is not text but " + type);
  }

  private byte[] bytes(StoredVariable variable) {
    long most = Math.min(MAX_TEXT, MIN_TEXT + MAX_TEXT_RATIO * source.length());
    long n = variable.elementBytes();
    for (long s : variable.shape()) {
      if (s > most / Math.max(1, n)) {
        throw new DatasetException(
            "text variable '"
                + variable.path()
                + "' of shape "
                + Arrays.toString(variable.shape())
                + " in "
                + source.location()
                + " is larger than the "
                + most
                + " bytes that are read at once from a file of "
                + source.length());
      }
      n *= s;
    }
    byte[] bytes = new byte[(int) n];
    Sink sink = new ByteSink(bytes, variable);
    new ValueReader(source, snapshot, variable, decoder, cache, sink)
        .read(Region.all(variable.shape()));
    return bytes;
  }

  @Override
  public void close() {
    closed = true;
    decoder.close();
    source.close();
  }
}
