package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Fingerprint;
import org.isobar.error.DatasetException;
import org.junit.jupiter.api.Test;

/** The contract against the simplest reader that can fulfil it. */
class ReaderContractTest extends ReaderContract {
  private static final Set<DType> ALL = Set.of(DType.values());

  @Override
  protected DatasetProvider provider() {
    return new PlainProvider();
  }

  @Override
  protected FileFormat format() {
    return FileFormat.NC5;
  }

  @Override
  protected Set<DType> types() {
    return ALL;
  }

  @Override
  protected boolean deliversFloats() {
    return false;
  }

  /** A marker, the expected values, an end mark. */
  @Override
  protected void write(Path target, ContractFile file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(target))) {
      out.writeUTF("plain");
      for (List<Double> values : file.expected().values()) {
        for (double v : values) {
          out.writeDouble(v);
        }
      }
      out.writeUTF("end");
    }
  }

  @Test
  void everyStoredValueDiffersFromAMissingOneSomewhere() {
    ContractFile file = ContractFile.of(FileFormat.NC5, ALL);
    for (String name : List.of("f", "packed", "ranged", "filled", "d")) {
      assertFalse(file.stored().get(name).equals(file.expected().get(name)), name);
    }
  }

  private static final class PlainProvider implements DatasetProvider {
    private final ContractFile file = ContractFile.of(FileFormat.NC5, ALL);

    @Override
    public String format() {
      return "plain";
    }

    @Override
    public boolean recognises(String location) {
      return Files.exists(Path.of(location));
    }

    private void check(Path path) {
      try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
        if (!in.readUTF().equals("plain")) {
          throw new IOException("no marker");
        }
        long doubles = file.expected().values().stream().mapToLong(List::size).sum();
        in.skipNBytes(8 * doubles);
        if (!in.readUTF().equals("end")) {
          throw new IOException("no end");
        }
      } catch (IOException e) {
        throw new DatasetException(path + " is damaged", e);
      }
    }

    private static Fingerprint fingerprint(Path path) {
      try {
        FileTime time = Files.getLastModifiedTime(path);
        return new Fingerprint(Files.size(path), time.toMillis(), 0);
      } catch (IOException e) {
        throw new DatasetException(path + " cannot be read", e);
      }
    }

    @Override
    public FileMetadata inspect(String location, Map<String, String> options) {
      FileSchema s = file.schema();
      Path path = Path.of(location);
      return new FileMetadata(
          location, s.format(), fingerprint(path), s.dims(), s.variables(), s.attributes());
    }

    @Override
    public BlockReader open(DatasetDescriptor.Part part, Map<String, String> options) {
      Path path = Path.of(part.location());
      Fingerprint now = fingerprint(path);
      if (!now.equals(part.fingerprint())) {
        throw new DatasetException(path + " was " + part.fingerprint() + ", is " + now);
      }
      check(path);
      return new PlainReader(path, file);
    }

    @Override
    public Set<FileFormat> writable() {
      return Set.of();
    }

    @Override
    public BlockWriter create(Path target, FileSchema schema) {
      throw new DatasetException("not writable");
    }
  }

  private static final class PlainReader implements BlockReader {
    private final Path path;
    private final ContractFile file;
    private boolean closed;

    PlainReader(Path path, ContractFile file) {
      this.path = path;
      this.file = file;
    }

    private void refuse(boolean condition, String why) {
      if (condition) {
        throw new DatasetException(path + ": " + why);
      }
    }

    @Override
    public boolean read(String variable, Region region, double[] target, int offset) {
      refuse(closed, "closed");
      refuse(!file.expected().containsKey(variable), "no numbers in " + variable);
      boolean inside = region.rank() == file.dims(variable).size();
      for (int d = 0; inside && d < region.rank(); d++) {
        inside = region.end(d) <= file.dims(variable).get(d).size();
      }
      refuse(!inside, variable + " has no " + region);
      double[] values = file.expected(variable, region);
      System.arraycopy(values, 0, target, offset, values.length);
      return true;
    }

    @Override
    public List<String> readText(String variable) {
      refuse(closed, "closed");
      refuse(!file.texts().containsKey(variable), "no text in " + variable);
      return file.texts().get(variable);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
