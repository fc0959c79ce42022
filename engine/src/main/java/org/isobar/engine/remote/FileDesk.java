package org.isobar.engine.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.isobar.Dataset;
import org.isobar.data.DType;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileMetadata;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.wire.Blob;
import org.isobar.error.DatasetException;

/**
 * Opens and writes files for a driver that does not see them. What is written is closed with the
 * conversation; a file that was not committed vanishes then.
 */
final class FileDesk implements AutoCloseable {
  private final MemberFiles files;
  private final String host;
  private final Runnable stillThere;
  private final Map<Long, FileInWork> begun = new ConcurrentHashMap<>();
  private final Set<FileInWork> parting = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * A desk for one driver.
   *
   * @param stillThere is called now and then while the driver's frames wait for a disk
   */
  FileDesk(MemberFiles files, String host, Runnable stillThere) {
    this.files = files;
    this.host = host;
    this.stillThere = stillThere;
  }

  /**
   * Does what is asked. Changes of a file and its end are done in their order by the file's thread,
   * everything else by a thread for each request; whoever brings requests does not wait for disks.
   *
   * @param reply gets the answer, failures too; changes have none
   */
  void handle(long number, FileRequest request, Consumer<FileReply> reply) {
    switch (request) {
      case FileRequest.Write w ->
          change(
              w.file(),
              w.values().size(),
              writer -> writer.write(w.variable(), w.region(), values(w), 0));
      case FileRequest.WrittenElsewhere w ->
          change(
              w.file(), 0, writer -> writer.wroteElsewhere(w.variable(), w.region(), w.stored()));
      case FileRequest.WriteText w ->
          change(w.file(), 0, writer -> writer.writeText(w.variable(), w.values()));
      case FileRequest.Commit c -> commit(c.file(), reply);
      case FileRequest.Close c -> close(c.file());
      default ->
          Thread.ofVirtual()
              .name("isobar-files")
              .start(() -> reply.accept(answer(number, request)));
    }
  }

  private void change(long file, long bytes, Consumer<BlockWriter> change) {
    // A file that is not there any more was closed; commit says so.
    Optional.ofNullable(begun.get(file)).ifPresent(f -> f.change(bytes, change));
  }

  private void commit(long number, Consumer<FileReply> reply) {
    FileInWork file = begun.get(number);
    if (file == null) {
      reply.accept(failed(new DatasetException("file " + number + " is not being written here")));
      return;
    }
    file.commit(failure -> reply.accept(failure == null ? new FileReply.Well() : failed(failure)));
  }

  private void close(long number) {
    FileInWork file = begun.remove(number);
    if (file != null) {
      parting.removeIf(FileInWork::isOver);
      parting.add(file);
      file.close();
    }
  }

  private FileReply failed(Throwable e) {
    return new FileReply.Failed(Trouble.of(e, host));
  }

  private FileReply answer(long number, FileRequest request) {
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
        default -> throw new IllegalArgumentException("no answer to " + request);
      };
    } catch (Throwable e) {
      // Whatever it is: somebody waits for the answer.
      return failed(e);
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
    FileInWork file = new FileInWork(writer, stillThere);
    begun.put(number, file);
    if (closed) {
      close(number);
    }
    Optional<org.isobar.dataset.SharedPart> part = writer.shared();
    return new FileReply.Begun(part);
  }

  private static double[] values(FileRequest.Write w) {
    return Packer.unpack(w.narrow() ? DType.FLOAT32 : DType.FLOAT64, w.values(), w.region().size());
  }

  /** Closes all files; those that were not committed vanish. Does not wait for disks. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(begun.keySet()).forEach(this::close);
  }

  /**
   * Waits until the files that were closed have vanished, not beyond a time of {@link
   * System#nanoTime}.
   */
  void awaitEnd(long nanoTime) {
    parting.forEach(file -> file.awaitEnd(nanoTime));
  }
}
