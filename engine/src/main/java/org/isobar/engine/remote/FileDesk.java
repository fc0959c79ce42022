package org.isobar.engine.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.isobar.Dataset;
import org.isobar.data.DType;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileMetadata;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.wire.Blob;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/**
 * Opens and writes files for a driver that does not see them. What is written is closed with the
 * conversation; a file that was not committed vanishes then.
 */
final class FileDesk implements AutoCloseable {
  private final MemberFiles files;
  private final String host;
  private final Map<Long, Begun> begun = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** A file that is being written. What goes wrong on the way is told when it is to be whole. */
  private static final class Begun {
    private final BlockWriter writer;
    private @Nullable RuntimeException failure;

    Begun(BlockWriter writer) {
      this.writer = writer;
    }

    synchronized void change(Runnable change) {
      if (failure != null) {
        return;
      }
      try {
        change.run();
      } catch (RuntimeException e) {
        failure = e;
      } catch (Error e) {
        // The file has a hole now, and nobody reads the answer to a part.
        failure = new DatasetException("values of the output were lost: " + e, e);
        throw e;
      }
    }

    synchronized void commit() {
      if (failure != null) {
        throw failure;
      }
      writer.commit();
    }

    synchronized void close() {
      failure = new DatasetException("the file was closed");
      writer.close();
    }
  }

  FileDesk(MemberFiles files, String host) {
    this.files = files;
    this.host = host;
  }

  /** Whether a request has to be done before those that follow, and has no answer. */
  static boolean isPart(FileRequest request) {
    return switch (request) {
      case FileRequest.Write w -> true;
      case FileRequest.WrittenElsewhere w -> true;
      case FileRequest.WriteText w -> true;
      case FileRequest.Close c -> true;
      default -> false;
    };
  }

  /** Does what is asked; failures are answers, too. */
  FileReply answer(long number, FileRequest request) {
    try {
      return switch (request) {
        case FileRequest.Expand e -> new FileReply.Texts(expand(e));
        case FileRequest.Recognise r ->
            new FileReply.Texts(
                List.of(
                    org.isobar.dataset.Providers.recognising(files.here(r.folder(), r.location()))
                        .format()));
        case FileRequest.Inspect i -> new FileReply.Header(inspect(i));
        case FileRequest.Read r -> read(r);
        case FileRequest.ReadText r -> {
          try (BlockReader reader = provider(r.folder(), r.format()).open(r.part(), r.options())) {
            yield new FileReply.Texts(reader.readText(r.variable()));
          }
        }
        case FileRequest.Create c -> create(number, c);
        case FileRequest.Commit c -> {
          file(c.file()).commit();
          yield new FileReply.Well();
        }
        case FileRequest.Write w -> {
          Begun file = file(w.file());
          file.change(() -> file.writer.write(w.variable(), w.region(), values(w), 0));
          yield new FileReply.Well();
        }
        case FileRequest.WrittenElsewhere w -> {
          Begun file = file(w.file());
          file.change(() -> file.writer.wroteElsewhere(w.variable(), w.region()));
          yield new FileReply.Well();
        }
        case FileRequest.WriteText w -> {
          Begun file = file(w.file());
          file.change(() -> file.writer.writeText(w.variable(), w.values()));
          yield new FileReply.Well();
        }
        case FileRequest.Close c -> {
          Begun file = begun.remove(c.file());
          if (file != null) {
            file.close();
          }
          yield new FileReply.Well();
        }
      };
    } catch (RuntimeException | Error e) {
      return new FileReply.Failed(Trouble.of(e, host));
    }
  }

  private org.isobar.dataset.DatasetProvider provider(String folder, String format) {
    return files.located(folder).get(format);
  }

  /** The driver is to name the files as it names others, so that other members find them, too. */
  private List<String> expand(FileRequest.Expand e) {
    String here = files.here(e.folder(), e.location());
    return Dataset.files(here).stream()
        .map(f -> f.equals(here) ? e.location() : files.there(e.folder(), e.location(), f))
        .toList();
  }

  private FileMetadata inspect(FileRequest.Inspect i) {
    FileMetadata found = provider(i.folder(), i.format()).inspect(i.location(), i.options());
    return new FileMetadata(
        i.location(),
        found.format(),
        found.fingerprint(),
        found.dims(),
        found.variables(),
        found.attributes());
  }

  private FileReply read(FileRequest.Read r) {
    double[] values = new double[Math.toIntExact(r.region().size())];
    try (BlockReader reader = provider(r.folder(), r.format()).open(r.part(), r.options())) {
      boolean mayMiss = reader.read(r.variable(), r.region(), values, 0);
      return new FileReply.Numbers(mayMiss, Blob.ofDoubles(values, 0, values.length));
    }
  }

  private FileReply create(long number, FileRequest.Create c) {
    Providers located = files.located(c.folder());
    Path target = Path.of(c.folder()).resolve(c.target());
    BlockWriter writer = located.get(c.format()).create(target, c.schema());
    Begun file = new Begun(writer);
    begun.put(number, file);
    if (closed) {
      file.close();
    }
    Optional<org.isobar.dataset.SharedPart> part = writer.shared();
    return new FileReply.Begun(part);
  }

  private static double[] values(FileRequest.Write w) {
    return Packer.unpack(w.narrow() ? DType.FLOAT32 : DType.FLOAT64, w.values(), w.region().size());
  }

  private Begun file(long number) {
    Begun file = begun.get(number);
    if (file == null) {
      throw new DatasetException("file " + number + " is not being written here");
    }
    return file;
  }

  @Override
  public void close() {
    closed = true;
    for (Begun file : begun.values()) {
      try {
        file.close();
      } catch (RuntimeException e) {
        System.getLogger("org.isobar.engine.remote")
            .log(System.Logger.Level.WARNING, "a file that was not finished is left over", e);
      }
    }
    begun.clear();
  }
}
