package org.isobar.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.error.DatasetException;

/** Opens {@link MemoryFile}s, also through files on disk whose text is a location in memory. */
public final class MemoryProvider implements DatasetProvider {
  @Override
  public String format() {
    return "memory";
  }

  @Override
  public boolean recognises(String location) {
    return MemoryFile.at(resolve(location)).isPresent();
  }

  /** The location that a small file holds, or the location itself. */
  private static String resolve(String location) {
    try {
      Path p = Path.of(location);
      return Files.isRegularFile(p) ? Files.readString(p) : location;
    } catch (IOException e) {
      return location;
    }
  }

  private static MemoryFile file(String location) {
    return MemoryFile.at(resolve(location))
        .orElseThrow(() -> new DatasetException(location + ": no such file in memory"));
  }

  @Override
  public FileMetadata inspect(String location, Map<String, String> options) {
    FileMetadata m = file(location).inspect();
    return new FileMetadata(
        location, m.format(), m.fingerprint(), m.dims(), m.variables(), m.attributes());
  }

  @Override
  public BlockReader open(DatasetDescriptor.Part part, Map<String, String> options) {
    return new Reader(file(part.location()));
  }

  @Override
  public Set<FileFormat> writable() {
    return Set.of(FileFormat.NC1, FileFormat.NC2, FileFormat.NC5);
  }

  @Override
  public BlockWriter create(Path target, FileSchema schema) {
    throw new DatasetException(target + ": files in memory are not written");
  }

  private static final class Reader implements BlockReader {
    private final MemoryFile file;
    private boolean closed;

    Reader(MemoryFile file) {
      this.file = file;
      file.countOpen();
    }

    @Override
    public boolean read(String variable, Region region, double[] target, int offset) {
      double[] stored = file.numbers(variable);
      long[] shape = file.shape(variable);
      List<Dim> dims =
          java.util.stream.IntStream.range(0, shape.length)
              .mapToObj(d -> new Dim("d" + d, shape[d]))
              .toList();
      double[] unpacked = unpack(stored, file.variable(variable).attributes());
      NdArray.ofDoubles(dims, unpacked).read(region, target, offset);
      return true;
    }

    private static double[] unpack(double[] stored, Attributes a) {
      double scale = a.number("scale_factor").orElse(1);
      double offset = a.number("add_offset").orElse(0);
      double fill = a.number("_FillValue").orElse(Double.NaN);
      double[] out = new double[stored.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = stored[i] == fill ? Double.NaN : stored[i] * scale + offset;
      }
      return out;
    }

    @Override
    public List<String> readText(String variable) {
      return file.texts(variable);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        file.countClose();
      }
    }
  }

  /** Attributes of a packed variable. */
  public static Attributes packed(DType type, double scale, double offset, double fill) {
    return Attributes.NONE
        .with("scale_factor", DType.FLOAT32, scale)
        .with("add_offset", DType.FLOAT32, offset)
        .with("_FillValue", type, fill);
  }
}
