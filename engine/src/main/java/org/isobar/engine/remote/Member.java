package org.isobar.engine.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.KryoWire;
import org.isobar.error.BackendException;

/**
 * Runs tasks for drivers that know the shared secret, several at once. A driver that was not heard
 * for too long, or is gone, loses its jobs.
 */
public final class Member implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.isobar.engine.remote");
  private static final long TICK_MILLIS = 500;

  /** Files on a slow disk keep a process that leaves for so long, however many there are. */
  private static final long PARTING_NANOS = 5_000_000_000L;

  static final long ATTACHMENT_BYTES = 64L << 20;

  /** Conversations that were begun and not proved are few, whoever knocks. */
  private static final int MOST_KNOCKING = 256;

  private final Link link;
  private final Secret secret;
  private final MemberSettings settings;
  private final KryoWire wire = Wires.messages();
  private final Kernels kernels = Kernels.load();
  private final MemberFiles files;
  private final WorkerPool pool;
  private final AttachmentStore attachments = new AttachmentStore(ATTACHMENT_BYTES);
  private final Map<Blob, Knock> knocks = new LinkedHashMap<>();
  private final Map<Blob, DriverLine> lines = new ConcurrentHashMap<>();

  /** The same by the names under which drivers talk to all ranks. */
  private final Map<Blob, DriverLine> audiences = new ConcurrentHashMap<>();

  private final ScheduledThreadPoolExecutor clock;
  private int ticks;

  /**
   * A driver that has said hello and has not proved that it knows the secret.
   *
   * @param nonce the driver's
   * @param welcome the frame that answers it
   * @param proof what the driver has to send
   */
  private record Knock(String peer, Blob nonce, Blob welcome, Blob proof, Secret key) {}

  /**
   * A member. Its {@link #received} and {@link #lost} are to be called by a {@link Post}.
   *
   * @param providers what opens and writes files
   */
  public Member(Link link, Secret secret, MemberSettings settings, Providers providers) {
    this.link = link;
    this.secret = secret;
    this.settings = settings;
    this.files = new MemberFiles(providers, settings.prefixes());
    this.pool = new WorkerPool(settings.threads(), "isobar-member");
    this.clock = Wires.clock("isobar-member-clock", this::tick, TICK_MILLIS);
  }

  /** A frame of a driver came. Whatever is wrong with it, this process goes on. */
  void received(String peer, byte[] frame) {
    Blob id;
    try {
      Frames.Parser in = new Frames.Parser(frame);
      byte kind = in.kind();
      byte[] bytes = in.bytes(Frames.ID_BYTES);
      id = Blob.of(bytes);
      switch (kind) {
        case Frames.HELLO -> hello(peer, bytes, in);
        case Frames.PROOF -> proof(peer, id, in);
        case Frames.BYE -> {
          DriverLine line = lines.get(id);
          // Anybody can say bye, but only where the conversation's random number is known.
          if (line != null && line.peer().equals(peer)) {
            end(id, "its driver has left");
          }
        }
        case Frames.TO_ALL -> {
          // First of all: the others wait.
          link.ranking().ifPresent(ranking -> ranking.relay(link, frame));
          DriverLine line = audiences.get(id);
          if (line != null) {
            receiveForAll(line, frame);
          }
        }
        case Frames.TO_RANK -> {
          DriverLine line = audiences.get(id);
          if (line != null) {
            line.audience()
                .flatMap(audience -> audience.ofRank(peer, frame))
                .ifPresent(message -> meet(line, message));
          }
        }
        case Frames.TO_MEMBER -> {
          DriverLine line = lines.get(id);
          if (line != null) {
            receive(id, line, frame);
          } else {
            link.send(peer, Frames.frame(Frames.FORGOTTEN, bytes));
          }
        }
        default -> throw new BackendException("a frame of kind " + kind);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "a frame of {0} is dropped: {1}", peer, e.getMessage());
    }
  }

  private void hello(String peer, byte[] id, Frames.Parser in) {
    int protocol = in.number();
    byte[] hash = in.bytes(Wires.HASH_BYTES);
    byte[] theirs = in.bytes(Frames.NONCE_BYTES);
    if (protocol != Wires.PROTOCOL || !java.util.Arrays.equals(hash, Wires.bytes(wire.hash()))) {
      String why =
          settings.host()
              + " speaks protocol "
              + Wires.PROTOCOL
              + " with the catalogue "
              + wire.hash()
              + "; run the same version of Isobar, with the same operations, on all sides";
      link.send(peer, Frames.frame(Frames.REFUSED, id, why));
      return;
    }
    Blob conversation = Blob.of(id);
    if (lines.containsKey(conversation)) {
      return;
    }
    Knock knock;
    synchronized (knocks) {
      // A driver says hello until it is answered, several times where this member was slow. It
      // proves itself to the first answer, so all answers are the same.
      Knock before = knocks.get(conversation);
      knock =
          before != null && before.peer().equals(peer) && before.nonce().equals(Blob.of(theirs))
              ? before
              : knock(peer, id, theirs);
      knocks.put(conversation, knock);
      while (knocks.size() > MOST_KNOCKING) {
        knocks.remove(knocks.keySet().iterator().next());
      }
    }
    link.send(peer, knock.welcome().bytes());
  }

  private Knock knock(String peer, byte[] id, byte[] theirs) {
    byte[] mine = Frames.random(Frames.NONCE_BYTES);
    byte[] facts = Wires.facts(settings.threads(), settings.memory(), settings.host());
    byte[] proof = secret.prove(Wires.MEMBER, id, theirs, mine, facts);
    return new Knock(
        peer,
        Blob.of(theirs),
        Blob.of(Frames.frame(Frames.WELCOME, id, mine, proof, facts)),
        Blob.of(secret.prove(Wires.DRIVER, id, mine, theirs)),
        secret.derive(Wires.KEY, id, theirs, mine));
  }

  private void proof(String peer, Blob id, Frames.Parser in) {
    Knock knock;
    synchronized (knocks) {
      knock = knocks.remove(id);
    }
    if (knock == null || !knock.peer().equals(peer)) {
      return;
    }
    if (!Secret.same(knock.proof().bytes(), in.bytes(Secret.PROOF_BYTES))) {
      LOG.log(Level.WARNING, "{0} does not know the shared secret", peer);
      link.send(
          peer,
          Frames.frame(Frames.REFUSED, id.bytes(), settings.host() + " has another shared secret"));
      return;
    }
    Channel channel =
        new Channel(Frames.TO_DRIVER, Frames.TO_MEMBER, id.bytes(), knock.key(), wire);
    byte[] all = in.rest();
    Runnable onFailure = () -> end(id, "its driver cannot be reached");
    Optional<Audience> audience =
        all.length == Frames.ID_BYTES
            ? link.ranking().map(r -> new Audience(all, link, r, wire, e -> onFailure.run()))
            : Optional.empty();
    DriverLine line =
        new DriverLine(
            peer,
            channel,
            audience,
            link,
            files,
            settings.host(),
            this::handle,
            onFailure,
            pool::wake);
    lines.put(id, line);
    if (audience.isPresent()) {
      audiences.put(Blob.of(all), line);
      // What the driver tells all comes another way: it waits for this.
      line.send(new Message.Alive());
    }
  }

  private void receiveForAll(DriverLine line, byte[] frame) {
    line.heard();
    line.audience().flatMap(a -> a.ofDriver(frame)).ifPresent(line.order()::told);
  }

  private void meet(DriverLine line, Message message) {
    if (!(message instanceof Message.Partials partials)) {
      throw new BackendException("a rank does not expect " + message.getClass());
    }
    MemberJob job = line.jobs().get(partials.job());
    if (job == null && !line.audience().orElseThrow().keepEarly(partials)) {
      // It began in the meantime, or is over.
      job = line.jobs().get(partials.job());
    }
    if (job != null) {
      MemberJob there = job;
      guarded(line, there, () -> there.meet(partials));
    }
  }

  private void receive(Blob id, DriverLine line, byte[] frame) {
    line.heard();
    Optional<Message> message;
    try {
      message = line.channel().read(frame);
    } catch (BackendException e) {
      // The order of frames is lost: nothing that follows can be trusted. Another conversation can,
      // but of ranks, which hear what all are told in the first one alone.
      LOG.log(Level.WARNING, "the conversation with " + line.peer() + " ends", e);
      end(id, "its driver is not understood: " + e.getMessage());
      byte kind = line.audience().isPresent() ? Frames.REFUSED : Frames.FORGOTTEN;
      String why = settings.host() + ": " + e.getMessage();
      link.send(line.peer(), Frames.frame(kind, id.bytes(), why));
      return;
    }
    message.ifPresent(line.order()::said);
  }

  private void handle(DriverLine line, Message message) {
    switch (message) {
      case Message.OpenJob open -> open(line, open);
      case Message.Attachment a -> withJob(line, a.job(), job -> job.attach(a, attachments, wire));
      case Message.Values v -> withJob(line, v.job(), job -> job.handle(v));
      case Message.BeginStage b -> withJob(line, b.job(), job -> job.handle(b));
      case Message.Work w -> withJob(line, w.job(), job -> job.handle(w));
      case Message.Shorten s -> withJob(line, s.job(), job -> job.handle(s));
      case Message.Taken t -> withJob(line, t.job(), job -> job.handle(t));
      case Message.Gather g -> withJob(line, g.job(), job -> job.handle(g));
      case Message.EndStage e -> withJob(line, e.job(), job -> job.handle(e));
      case Message.EndJob e -> {
        MemberJob job = line.jobs().remove(e.job());
        if (job == null) {
          line.send(new Message.JobEnded(e.job()));
        } else {
          job.end(e.why(), () -> line.send(new Message.JobEnded(e.job())));
        }
      }
      case Message.File file -> line.handle(file);
      case Message.Alive a -> {}
      default -> throw new BackendException("a member does not expect " + message.getClass());
    }
  }

  private void open(DriverLine line, Message.OpenJob open) {
    MemberJob job = new MemberJob(open, line, settings, pool, files, kernels);
    if (line.jobs().putIfAbsent(open.job(), job) == null) {
      if (line.isClosed()) {
        line.jobs().remove(open.job(), job);
        return;
      }
      guarded(line, job, () -> job.open(attachments, wire));
      line.audience()
          .map(audience -> audience.opened(open.job()))
          .ifPresent(early -> early.forEach(partials -> meet(line, partials)));
    }
  }

  private interface Action {
    void on(MemberJob job);
  }

  private void withJob(DriverLine line, long id, Action action) {
    MemberJob job = line.jobs().get(id);
    if (job == null) {
      line.send(new Message.Unknown(id));
    } else {
      guarded(line, job, () -> action.on(job));
    }
  }

  /** What goes wrong in a job ends the member's part in it, not the member. */
  private void guarded(DriverLine line, MemberJob job, Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "job " + job.id() + " cannot go on here", e);
      line.jobs().remove(job.id(), job);
      Trouble trouble = Trouble.of(e, settings.host());
      job.end("it failed", () -> line.send(new Message.Refuse(job.id(), -1, trouble)));
    }
  }

  private void tick() {
    ticks++;
    long patience = Math.max(1, settings.driverSilence().toMillis() / TICK_MILLIS);
    lines.forEach(
        (id, line) -> {
          if (line.tick() > patience) {
            end(id, "its driver was silent for " + settings.driverSilence().toSeconds() + " s");
          } else if (ticks % 2 == 0) {
            line.send(new Message.Alive());
          }
        });
    if (ticks % 2 == 0) {
      pool.askAgain();
    }
  }

  /** A process is gone: so are its jobs. */
  void lost(String peer) {
    lines.forEach(
        (id, line) -> {
          if (line.peer().equals(peer)) {
            end(id, "its driver is gone");
          }
        });
  }

  private void end(Blob id, String why) {
    DriverLine line = lines.remove(id);
    if (line == null) {
      return;
    }
    audiences.values().remove(line);
    // First: of jobs that begin now their own thread sees it.
    line.close();
    List<MemberJob> jobs = new ArrayList<>(line.jobs().values());
    line.jobs().clear();
    if (!jobs.isEmpty()) {
      LOG.log(Level.DEBUG, "{0} jobs of {1} end: {2}", jobs.size(), line.peer(), why);
    }
    jobs.forEach(job -> job.end(why, () -> {}));
  }

  /** Number of jobs that this member takes part in. */
  public int jobs() {
    return lines.values().stream().mapToInt(line -> line.jobs().size()).sum();
  }

  /** Ends all jobs; their drivers have the tasks done elsewhere. */
  @Override
  public void close() {
    clock.shutdownNow();
    List<DriverLine> all = List.copyOf(lines.values());
    List.copyOf(lines.keySet()).forEach(id -> end(id, "the member was closed"));
    long end = System.nanoTime() + PARTING_NANOS;
    all.forEach(line -> line.awaitEnd(end));
    pool.close();
    files.close();
  }
}
