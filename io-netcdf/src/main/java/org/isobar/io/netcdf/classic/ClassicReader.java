package org.isobar.io.netcdf.classic;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.Decoder;
import org.isobar.io.netcdf.storage.SourceFile;
import org.jspecify.annotations.Nullable;

/** Reads values of a classic file by positioned reads into one small buffer. */
final class ClassicReader implements BlockReader {
  /** Text comes whole; a damaged header must not make it larger than memory. */
  private static final long LARGEST_TEXT = 128L << 20;

  private static final int BYTES_PER_STRING = 64;

  private final String location;
  private final RandomAccessFile file;
  private final ClassicHeader header;
  private final Map<String, ClassicVariable> variables = new HashMap<>();
  private final Map<String, Decoder> decoders = new HashMap<>();
  private final SmallRecords smallRecords;
  private @Nullable RegionReader regions;
  private boolean closed;

  private ClassicReader(String location, RandomAccessFile file, ClassicHeader header) {
    this.location = location;
    this.file = file;
    this.header = header;
    this.smallRecords = new SmallRecords(file, header);
    header.variables().forEach(v -> variables.put(v.name(), v));
  }

  static ClassicReader open(SourceFile source) throws IOException {
    RandomAccessFile file = new RandomAccessFile(source.path().toFile(), "r");
    try {
      return new ClassicReader(
          source.location(), file, HeaderParser.parse(source.location(), file));
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  @Override
  public boolean read(String variable, Region region, double[] target, int offset) {
    ClassicVariable v = numbers(variable, region);
    if (region.size() == 0) {
      return false;
    }
    Doubles doubles = new Doubles(decoder(v), target, offset);
    transfer(v, region, locate(v, region), doubles);
    return doubles.missing;
  }

  @Override
  public Optional<Boolean> readFloats(String variable, Region region, float[] target, int offset) {
    ClassicVariable v = numbers(variable, region);
    Decoder decoder = decoder(v);
    if (!decoder.deliversFloats()) {
      return Optional.empty();
    }
    if (region.size() == 0) {
      return Optional.of(false);
    }
    Floats floats = new Floats(decoder, target, offset);
    transfer(v, region, locate(v, region), floats);
    return Optional.of(floats.missing);
  }

  private ClassicVariable numbers(String variable, Region region) {
    ClassicVariable v = find(variable);
    if (v.type() == NcType.CHAR) {
      throw new DatasetException(
          "variable '" + variable + "' of " + location + " is text, not numbers");
    }
    requireInside(v, region);
    return v;
  }

  private Decoder decoder(ClassicVariable v) {
    return decoders.computeIfAbsent(
        v.name(), n -> Decoder.of(location, v.metadata(Optional.empty())));
  }

  private static final class Doubles implements RegionReader.Sink {
    private final Decoder decoder;
    private final double[] target;
    private int at;
    private boolean missing;

    Doubles(Decoder decoder, double[] target, int at) {
      this.decoder = decoder;
      this.target = target;
      this.at = at;
    }

    @Override
    public void accept(byte[] bytes, int offset, int count) {
      missing |= decoder.decode(bytes, offset, ByteOrder.BIG_ENDIAN, count, target, at);
      at += count;
    }
  }

  private static final class Floats implements RegionReader.Sink {
    private final Decoder decoder;
    private final float[] target;
    private int at;
    private boolean missing;

    Floats(Decoder decoder, float[] target, int at) {
      this.decoder = decoder;
      this.target = target;
      this.at = at;
    }

    @Override
    public void accept(byte[] bytes, int offset, int count) {
      missing |= decoder.decodeFloats(bytes, offset, ByteOrder.BIG_ENDIAN, count, target, at);
      at += count;
    }
  }

  @Override
  public List<String> readText(String variable) {
    ClassicVariable v = find(variable);
    if (v.type() != NcType.CHAR) {
      throw new DatasetException(
          "variable '" + variable + "' of " + location + " holds numbers, not text");
    }
    int rank = v.shape().size();
    Region all = Region.all(v.shape().toArray());
    int length = rank == 0 ? 1 : (int) v.shape().get(rank - 1);
    long rows = rank == 0 ? 1 : all.with(rank - 1, 0, 1).size();
    if (all.size() > LARGEST_TEXT || rows > LARGEST_TEXT / BYTES_PER_STRING) {
      throw new DatasetException(
          "the text of variable '"
              + variable
              + "' of "
              + location
              + " is too large: "
              + rows
              + " strings of "
              + length
              + " bytes");
    }
    if (all.size() == 0) {
      return Collections.nCopies((int) (length == 0 ? rows : 0), "");
    }
    Runs runs = locate(v, all);
    Bytes bytes = new Bytes(new byte[(int) all.size()]);
    transfer(v, all, runs, bytes);
    return strings(bytes.all, (int) rows, length);
  }

  private static final class Bytes implements RegionReader.Sink {
    private final byte[] all;
    private int at;

    Bytes(byte[] all) {
      this.all = all;
    }

    @Override
    public void accept(byte[] bytes, int offset, int count) {
      System.arraycopy(bytes, offset, all, at, count);
      at += count;
    }
  }

  private static List<String> strings(byte[] bytes, int rows, int length) {
    List<String> out = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      int end = (row + 1) * length;
      while (end > row * length && bytes[end - 1] == 0) {
        end--;
      }
      out.add(HeaderInput.text(Arrays.copyOfRange(bytes, row * length, end)));
    }
    return out;
  }

  private ClassicVariable find(String name) {
    if (closed) {
      throw new DatasetException("the reader of " + location + " is closed");
    }
    ClassicVariable v = variables.get(name);
    if (v == null) {
      throw new DatasetException(
          "no variable '"
              + name
              + "' in "
              + location
              + "; it has "
              + header.variables().stream().map(ClassicVariable::name).toList());
    }
    return v;
  }

  private void requireInside(ClassicVariable v, Region region) {
    if (!v.contains(region)) {
      throw new DatasetException(
          "region "
              + region
              + " leaves variable '"
              + v.name()
              + "' of "
              + location
              + " with the shape "
              + v.shape());
    }
  }

  /** Where a region lies; refused if the file ends before. */
  private Runs locate(ClassicVariable v, Region region) {
    Runs runs = Runs.of(v.begin(), region, v.steps(header.recordSize()), v.type().bytes());
    long size;
    try {
      size = file.length();
    } catch (IOException e) {
      throw failed(v, region, e);
    }
    if (runs.end() > size) {
      throw new DatasetException(
          location
              + " is truncated: "
              + region
              + " of variable '"
              + v.name()
              + "' ends at byte "
              + runs.end()
              + ", the file at "
              + size);
    }
    return runs;
  }

  /** Its buffer is taken only where values are read. */
  private RegionReader regions() {
    RegionReader made = regions == null ? new RegionReader() : regions;
    regions = made;
    return made;
  }

  private void transfer(ClassicVariable v, Region region, Runs runs, RegionReader.Sink sink) {
    try {
      Optional<SmallRecords.Held> held = smallRecords.around(v, region);
      if (held.isPresent()) {
        byte[] bytes = held.get().bytes;
        RegionReader.Source memory =
            (position, to, count) -> System.arraycopy(bytes, (int) position, to, 0, count);
        regions().read(memory, held.get().runs(v, region), v.type().bytes(), sink);
      } else {
        regions().read(RegionReader.of(file), runs, v.type().bytes(), sink);
      }
    } catch (EOFException e) {
      throw new DatasetException(
          location + " became shorter while " + region + " of variable '" + v.name() + "' was read",
          e);
    } catch (IOException e) {
      throw failed(v, region, e);
    }
  }

  private UncheckedIOException failed(ClassicVariable v, Region region, IOException e) {
    return new UncheckedIOException(
        "cannot read "
            + region
            + " of variable '"
            + v.name()
            + "' of "
            + location
            + ": "
            + e.getMessage(),
        e);
  }

  @Override
  public void close() {
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + location + ": " + e.getMessage(), e);
    }
  }
}
