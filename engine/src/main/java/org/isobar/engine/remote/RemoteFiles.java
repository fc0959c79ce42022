package org.isobar.engine.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileView;
import org.isobar.engine.runtime.Providers;
import org.isobar.error.BackendException;
import org.isobar.error.CancelledException;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/**
 * Files as the members of a grid see them: a member opens and writes them for this process. Of
 * several members the first by name that can do something does it. Thread-safe.
 */
public final class RemoteFiles implements FileView {
  private final Members members;
  private final IntConsumer awaiting;
  private final String folder = Path.of("").toAbsolutePath().toString();
  private final Map<String, DatasetProvider> providers = new HashMap<>();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  private record Pending(MemberLine member, CompletableFuture<FileReply> reply) {}

  /** A request that a member took. */
  record Taken(MemberLine member, long number, FileReply reply) {}

  /**
   * The files of a driver's members, in the formats that this process knows, too.
   *
   * @param awaiting waits for so many members
   */
  RemoteFiles(Members members, IntConsumer awaiting) {
    this.members = members;
    this.awaiting = awaiting;
    for (DatasetProvider known : Providers.load().all()) {
      providers.put(known.format(), new RemoteProvider(this, known));
    }
  }

  /** What opens and writes files by members. */
  public Providers providers() {
    return Providers.of(List.copyOf(providers.values()));
  }

  /** The folder to which relative names refer. */
  String folder() {
    return folder;
  }

  @Override
  public boolean isHere() {
    return false;
  }

  @Override
  public List<String> expand(String location) {
    return texts(new FileRequest.Expand(folder, location));
  }

  @Override
  public DatasetProvider recognising(String location) {
    String format = texts(new FileRequest.Recognise(folder, location)).getFirst();
    DatasetProvider provider = providers.get(format);
    if (provider == null) {
      throw new DatasetException(
          location + " is of format '" + format + "', which this process does not know");
    }
    return provider;
  }

  List<String> texts(FileRequest request) {
    if (first(request).reply() instanceof FileReply.Texts texts) {
      return texts.values();
    }
    throw unexpected();
  }

  static BackendException unexpected() {
    return new BackendException("a member gave an answer to another question");
  }

  /**
   * Asks one member after the other until one can.
   *
   * @throws DatasetException what the first one said, if none can
   */
  Taken first(FileRequest request) {
    awaiting.accept(1);
    @Nullable RuntimeException first = null;
    for (MemberLine member :
        members.ready().stream().sorted(Comparator.comparing(MemberLine::toString)).toList()) {
      try {
        long number = numbers.incrementAndGet();
        return new Taken(member, number, call(member, number, request));
      } catch (DatasetException | BackendException | UncheckedIOException e) {
        first = first == null ? e : first;
      }
    }
    throw first == null ? new BackendException("no member is left to see files") : first;
  }

  FileReply call(MemberLine member, FileRequest request) {
    return call(member, numbers.incrementAndGet(), request);
  }

  private FileReply call(MemberLine member, long number, FileRequest request) {
    Pending waiting = new Pending(member, new CompletableFuture<>());
    pending.put(number, waiting);
    try {
      if (!members.has(member)) {
        throw gone(member);
      }
      member.send(new Message.File(number, request));
      FileReply reply = waiting.reply().get();
      if (reply instanceof FileReply.Failed failed) {
        throw thrown(failed.trouble());
      }
      return reply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BackendException known
          ? known
          : new BackendException("a member's answer is lost", e);
    } finally {
      pending.remove(number);
    }
  }

  private static RuntimeException thrown(Trouble trouble) {
    return trouble.kind() == Trouble.Kind.IO
        ? new UncheckedIOException(
            new IOException(trouble.message() + " (on " + trouble.host() + ")"))
        : trouble.toException(-1, "");
  }

  /** Sends what has no answer; waits while much is under way. */
  void tell(MemberLine member, FileRequest request, long bytes) {
    if (!members.has(member)) {
      throw gone(member);
    }
    member.sendWhenRoom(new Message.File(numbers.incrementAndGet(), request), bytes);
  }

  /** A file is not needed any more; a member that is gone has removed it. */
  void close(MemberLine member, long file) {
    if (members.has(member)) {
      member.send(new Message.File(numbers.incrementAndGet(), new FileRequest.Close(file)));
    }
  }

  static BackendException gone(MemberLine member) {
    return new BackendException("member " + member + ", which saw to a file, is gone");
  }

  void answered(MemberLine member, Message.FileAnswer answer) {
    Optional.ofNullable(pending.get(answer.number()))
        .filter(p -> p.member().equals(member))
        .ifPresent(p -> p.reply().complete(answer.reply()));
  }

  void lost(MemberLine member) {
    for (Pending p : pending.values()) {
      if (p.member().equals(member)) {
        p.reply().completeExceptionally(gone(member));
      }
    }
  }
}
