package org.isobar.engine.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.engine.wire.Blob;

/** A family of files that members read and write. */
final class RemoteProvider implements DatasetProvider {
  private final RemoteFiles files;
  private final DatasetProvider known;

  /** A provider of the same format as one that this process has, which says what can be written. */
  RemoteProvider(RemoteFiles files, DatasetProvider known) {
    this.files = files;
    this.known = known;
  }

  @Override
  public String format() {
    return known.format();
  }

  @Override
  public boolean recognises(String location) {
    try {
      return files
          .texts(new FileRequest.Recognise(files.folder(), location))
          .equals(List.of(format()));
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public FileMetadata inspect(String location, Map<String, String> options) {
    if (files.first(new FileRequest.Inspect(files.folder(), format(), location, options)).reply()
        instanceof FileReply.Header header) {
      return header.metadata();
    }
    throw RemoteFiles.unexpected();
  }

  @Override
  public BlockReader open(DatasetDescriptor.Part part, Map<String, String> options) {
    return new Reader(part, options);
  }

  /** Asks for each variable anew: headers name few that are read. */
  private final class Reader implements BlockReader {
    private final DatasetDescriptor.Part part;
    private final Map<String, String> options;

    Reader(DatasetDescriptor.Part part, Map<String, String> options) {
      this.part = part;
      this.options = options;
    }

    @Override
    public boolean read(String variable, Region region, double[] target, int offset) {
      FileRequest request =
          new FileRequest.Read(files.folder(), format(), part, options, variable, region);
      if (files.first(request).reply() instanceof FileReply.Numbers numbers) {
        double[] values = Packer.unpack(DType.FLOAT64, numbers.values(), region.size());
        System.arraycopy(values, 0, target, offset, values.length);
        return numbers.mayMiss();
      }
      throw RemoteFiles.unexpected();
    }

    @Override
    public List<String> readText(String variable) {
      return files.texts(
          new FileRequest.ReadText(files.folder(), format(), part, options, variable));
    }

    @Override
    public void close() {}
  }

  @Override
  public Set<FileFormat> writable() {
    return known.writable();
  }

  @Override
  public BlockWriter create(Path target, FileSchema schema) {
    RemoteFiles.Taken begun =
        files.first(new FileRequest.Create(files.folder(), format(), target, schema));
    if (begun.reply() instanceof FileReply.Begun answer) {
      return new Writer(begun.member(), begun.number(), answer.part());
    }
    throw RemoteFiles.unexpected();
  }

  /**
   * A file that a member coordinates. What is written goes there in order and is not waited for;
   * what went wrong is told by {@link #commit}.
   */
  private final class Writer implements BlockWriter {
    private final MemberLine member;
    private final long file;
    private final Optional<SharedPart> part;

    Writer(MemberLine member, long file, Optional<SharedPart> part) {
      this.member = member;
      this.file = file;
      this.part = part;
    }

    @Override
    public Optional<SharedPart> shared() {
      return part;
    }

    @Override
    public void write(String variable, Region region, double[] values, int offset) {
      int n = Math.toIntExact(region.size());
      boolean narrow = areFloats(values, offset, n);
      Blob blob = Packer.pack(narrow ? DType.FLOAT32 : DType.FLOAT64, values, offset, n);
      files.tell(member, new FileRequest.Write(file, variable, region, narrow, blob), blob.size());
    }

    private static boolean areFloats(double[] values, int offset, int n) {
      for (int i = offset; i < offset + n; i++) {
        if (Double.compare((float) values[i], values[i]) != 0) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void wroteElsewhere(String variable, Region region, StoredRegion stored) {
      files.tell(member, new FileRequest.WrittenElsewhere(file, variable, region, stored), 0);
    }

    @Override
    public void writeText(String variable, List<String> values) {
      files.tell(member, new FileRequest.WriteText(file, variable, values), 0);
    }

    @Override
    public void commit() {
      files.call(member, new FileRequest.Commit(file));
    }

    @Override
    public void close() {
      files.close(member, file);
    }
  }
}
