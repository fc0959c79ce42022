package org.isobar.engine.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.isobar.engine.Transport;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.StageRun;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.KryoWire;
import org.isobar.error.BackendException;
import org.isobar.error.IsobarException;

/**
 * Runs the tasks of stages on members. Members may come and go while a stage runs; what one had not
 * handed up when it went runs elsewhere.
 */
public final class RemoteTransport implements Transport {
  private static final Logger LOG = System.getLogger("org.isobar.engine.remote");
  private static final long TICK_MILLIS = 200;
  private static final int TICKS_OF_A_SIGN = 5;

  /** Fewer ranks have no tree worth the name. */
  private static final int LEAST_COMBINING = 4;

  private static final long GRACE_NANOS = 1_000_000_000L;
  private static final long ENDING_NANOS = 3_000_000_000L;
  private static final long BYE_MILLIS = 1_000;

  private final Counts counts = new Counts();
  private final Link link;
  private final Secret secret;
  private final DriverSettings settings;
  private final KryoWire wire = Wires.messages();
  private final RemoteFiles files = new RemoteFiles(this);
  private final Map<Blob, MemberLine> lines = new ConcurrentHashMap<>();
  private final List<DriverStage> stages = new CopyOnWriteArrayList<>();
  private final IdentityHashMap<JobContext, DriverJob> jobs = new IdentityHashMap<>();
  private final Map<Long, Set<MemberLine>> ending = new ConcurrentHashMap<>();
  private final Optional<Broadcast> toAll;
  private final ScheduledThreadPoolExecutor clock;
  private int workers;
  private long lastJob;
  private int ticks;
  private volatile boolean closed;

  /**
   * A driver. Its {@link #joined}, {@link #lost} and {@link #received} are called by a {@link
   * Post}.
   */
  public RemoteTransport(Link link, Secret secret, DriverSettings settings) {
    this.link = counts.counting(link);
    this.secret = secret;
    this.settings = settings;
    // Ranks were started together by one launcher: nobody has to prove anything.
    this.toAll =
        secret.isPresent()
            ? Optional.empty()
            : link.ranking().map(ranks -> new Broadcast(this.link, ranks, wire, this::failAll));
    this.clock = Wires.clock("isobar-driver-clock", this::tick, TICK_MILLIS);
  }

  // --- Members.

  void joined(String peer) {
    if (closed) {
      return;
    }
    int worker;
    synchronized (this) {
      worker = ++workers;
    }
    byte[][] id = new byte[1][];
    MemberLine member =
        new MemberLine(peer, worker, link, secret, wire, toAll, () -> lose(Blob.of(id[0])));
    id[0] = member.id();
    lines.put(Blob.of(member.id()), member);
    sayHello(member);
  }

  private static void sayHello(MemberLine member) {
    // Sending may wait; whoever tells us of a peer must not.
    Thread.ofVirtual().name("isobar-hello").start(member::hello);
  }

  void lost(String peer) {
    lines.forEach(
        (id, member) -> {
          if (member.peer().equals(peer)) {
            lose(id);
          }
        });
  }

  private void lose(Blob id) {
    MemberLine member = lines.remove(id);
    if (member != null) {
      member.close();
      files.lost(member);
      ending.values().forEach(waiting -> removeFrom(waiting, member));
      stages.forEach(stage -> stage.lost(member));
    }
  }

  private static void removeFrom(Set<MemberLine> waiting, MemberLine member) {
    synchronized (waiting) {
      waiting.remove(member);
      waiting.notifyAll();
    }
  }

  /** Files as the members see them. */
  public RemoteFiles files() {
    return files;
  }

  /** Whether a conversation stands. */
  boolean has(MemberLine member) {
    return !closed && lines.get(Blob.of(member.id())) == member && member.isReady();
  }

  List<MemberLine> ready() {
    return lines.values().stream().filter(MemberLine::isReady).toList();
  }

  /** What went between this driver and its members until now. */
  public Traffic traffic() {
    return counts.sum();
  }

  /** Names of the members that can take tasks now. */
  public List<String> members() {
    return ready().stream().map(MemberLine::toString).sorted().toList();
  }

  /**
   * Waits until so many members are there.
   *
   * @throws BackendException if they are not in time; says what is known of others
   */
  public void awaitMembers(int count) {
    long patience = settings.patience().toNanos();
    long end = System.nanoTime() + patience;
    synchronized (this) {
      while (ready().size() < count && !closed) {
        long left = end - System.nanoTime();
        boolean hopeless = left < patience - GRACE_NANOS && allRefuse();
        if (left <= 0 || hopeless) {
          throw new BackendException(absent(count));
        }
        try {
          wait(Math.max(1, Math.min(left / 1_000_000, TICK_MILLIS)));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new BackendException("interrupted while waiting for members of " + name(), e);
        }
      }
    }
  }

  /** Whether there is nobody but members that have said no, which waiting does not change. */
  private boolean allRefuse() {
    return !lines.isEmpty() && lines.values().stream().noneMatch(m -> m.refusal().isEmpty());
  }

  private String absent(int count) {
    String refusals =
        lines.values().stream()
            .filter(m -> !m.isReady())
            .map(m -> m.peer() + ": " + (m.refusal().isEmpty() ? "no answer" : m.refusal()))
            .sorted()
            .collect(Collectors.joining("; "));
    return settings.name()
        + " has "
        + ready().size()
        + " members, "
        + count
        + " are needed"
        + (refusals.isEmpty() ? "" : "; " + refusals);
  }

  // --- What comes.

  void received(String peer, byte[] frame) {
    counts.received(frame);
    try {
      Frames.Parser in = new Frames.Parser(frame);
      byte kind = in.kind();
      Blob id = Blob.of(in.bytes(Frames.ID_BYTES));
      MemberLine member = lines.get(id);
      // Frames of other drivers of this process, or of conversations that are over.
      if (member == null || !member.peer().equals(peer)) {
        return;
      }
      switch (kind) {
        case Frames.WELCOME -> welcome(member, in);
        case Frames.REFUSED -> refused(id, member, in.text());
        case Frames.FORGOTTEN -> beginAnew(id, member);
        case Frames.TO_DRIVER -> receive(id, member, frame);
        default -> throw new BackendException("a frame of kind " + kind);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "a frame of {0} is dropped: {1}", peer, e.getMessage());
    }
  }

  private void welcome(MemberLine member, Frames.Parser in) {
    if (member.welcome(in) && member.isReady()) {
      begin(member);
    }
  }

  private void begin(MemberLine member) {
    synchronized (this) {
      notifyAll();
    }
    stages.forEach(stage -> stage.enlist(member));
  }

  private void failAll(Throwable e) {
    stages.forEach(
        stage -> stage.fail(new BackendException("the ranks cannot be told anything", e)));
  }

  private void refused(Blob id, MemberLine member, String why) {
    boolean talked = member.isReady();
    member.refused(why);
    LOG.log(Level.WARNING, "member {0} refuses: {1}", member, why);
    if (talked) {
      lose(id);
      lines.put(id, member);
    }
  }

  private void receive(Blob id, MemberLine member, byte[] frame) {
    if (!member.refusal().isEmpty()) {
      return;
    }
    Optional<Message> message;
    try {
      message = member.channel().read(frame);
    } catch (BackendException e) {
      LOG.log(Level.WARNING, "the conversation with " + member + " is at an end", e);
      beginAnew(id, member);
      return;
    }
    if (message.isPresent()) {
      if (member.spoke()) {
        begin(member);
      }
      member.attend(() -> handle(member, message.get()));
    }
  }

  /**
   * A conversation is at an end while its process is there: there will be another one. Not with a
   * rank: in a new conversation it would wait for all that all were told in the old one, and hear
   * nothing. It takes no part any more, but for sending on what is for others.
   */
  private void beginAnew(Blob id, MemberLine member) {
    if (toAll.isPresent()) {
      if (member.refusal().isEmpty()) {
        refused(
            id,
            member,
            "it has ended the conversation (was this process stopped for long?), and cannot be told"
                + " again what all ranks were told; start all ranks again");
      }
      return;
    }
    lose(id);
    joined(member.peer());
  }

  private void handle(MemberLine member, Message message) {
    stages.forEach(stage -> stage.heard(member));
    switch (message) {
      case Message.Need need ->
          job(need.job()).ifPresent(job -> member.send(job.attachments(need.hashes())));
      case Message.Ask ask ->
          stage(ask.job(), ask.stage()).ifPresent(stage -> stage.ask(member, ask));
      case Message.Done done ->
          stage(done.job(), done.stage()).ifPresent(stage -> stage.done(member, done));
      case Message.Failed failed ->
          stage(failed.job(), failed.stage()).ifPresent(stage -> stage.failed(member, failed));
      case Message.Refuse refuse ->
          stages.stream()
              .filter(stage -> stage.job().id() == refuse.job())
              .forEach(stage -> stage.refused(member, refuse.trouble(), refuse.stage() < 0));
      case Message.Roots roots ->
          stage(roots.job(), roots.stage()).ifPresent(stage -> stage.roots(roots));
      case Message.JobEnded ended -> {
        Set<MemberLine> waiting = ending.get(ended.job());
        if (waiting != null) {
          removeFrom(waiting, member);
        }
      }
      case Message.FileAnswer answer -> files.answered(member, answer);
      case Message.Unknown unknown -> openAgain(member, unknown.job());
      case Message.Alive alive -> {}
      default -> throw new BackendException("a driver does not expect " + message.getClass());
    }
  }

  /** The member ended the job, because it heard nothing of us for long, say. */
  private void openAgain(MemberLine member, long id) {
    for (DriverStage stage : stages) {
      if (stage.job().id() == id) {
        member.forgot(stage.job());
        stage.forgotten(member);
        stage.enlist(member);
      }
    }
  }

  private Optional<DriverStage> stage(long job, int index) {
    return stages.stream().filter(s -> s.job().id() == job && s.index() == index).findFirst();
  }

  private Optional<DriverJob> job(long id) {
    synchronized (jobs) {
      return jobs.values().stream().filter(j -> j.id() == id).findFirst();
    }
  }

  private void tick() {
    try {
      ticks++;
      stages.forEach(DriverStage::tick);
      if (ticks % TICKS_OF_A_SIGN == 0) {
        for (MemberLine member : lines.values()) {
          if (member.isReady()) {
            member.send(new Message.Alive());
          } else if (member.refusal().isEmpty()) {
            sayHello(member);
          }
        }
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a tick of the driver failed", e);
    }
  }

  // --- The transport.

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public int workers() {
    awaitMembers(1);
    return ready().stream().mapToInt(MemberLine::threads).max().orElse(1);
  }

  @Override
  public long defaultMemory() {
    awaitMembers(1);
    return ready().stream().mapToLong(MemberLine::memory).reduce(settings.memory(), Math::min);
  }

  @Override
  public long admittedMemory() {
    return settings.memory();
  }

  @Override
  public void run(StageRun run) {
    DriverJob job = jobOf(run.job());
    DriverStage stage =
        new DriverStage(job, run, settings.scheduling(), counts, combining(job, run.stage()));
    if (closed) {
      run.cancellation().cancel("the backend " + name() + " was closed");
    }
    stages.add(stage);
    try {
      ready().forEach(stage::enlist);
      if (!stage.hasMembers()) {
        stage.job().exclusion().ifPresent(why -> stage.fail(why.toException(-1, "")));
      }
      stage.await(settings.patience().toNanos());
    } finally {
      stages.remove(stage);
      stage.end();
    }
  }

  /**
   * The number of ranks, if they combine what they fold among themselves; else 0. What has one run
   * for each tile has nothing to combine, notes of a job need all partials here, and a rank that
   * takes no part any more has no place in the tree.
   */
  private int combining(DriverJob job, Stage stage) {
    int ranks = link.ranking().map(Ranking::size).orElse(0);
    boolean combining =
        toAll.isPresent()
            && ranks >= LEAST_COMBINING
            && stage instanceof ReduceStage reduce
            && reduce.runs() > 1
            && !job.context().isJournaled()
            && job.exclusion().isEmpty()
            && ready().size() == ranks;
    return combining ? ranks : 0;
  }

  private DriverJob jobOf(JobContext context) {
    synchronized (jobs) {
      DriverJob known = jobs.get(context);
      if (known != null) {
        return known;
      }
      DriverJob job =
          new DriverJob(
              ++lastJob,
              context,
              wire.encode(context.plan()),
              Path.of("").toAbsolutePath().toString());
      jobs.put(context, job);
      return job;
    }
  }

  @Override
  public void end(JobContext context) {
    DriverJob job;
    synchronized (jobs) {
      job = jobs.remove(context);
    }
    if (job == null) {
      return;
    }
    job.end();
    Set<MemberLine> waiting = new HashSet<>();
    boolean told = toAll.map(b -> b.knows(job)).orElse(false);
    for (MemberLine member : lines.values()) {
      if (told && member.isReady()) {
        member.hear(job);
      }
      if (member.takesPartIn(job)) {
        waiting.add(member);
      }
    }
    toAll.ifPresent(b -> b.forget(job));
    List<MemberLine> all = new ArrayList<>(waiting);
    if (job.failed()) {
      ending.put(job.id(), waiting);
    }
    for (MemberLine member : all) {
      member.forget(job);
      member.send(
          new Message.EndJob(job.id(), job.failed() ? "it failed or was cancelled" : "it is done"));
    }
    if (job.failed()) {
      awaitEnd(waiting);
      ending.remove(job.id());
    }
  }

  /** Waits a while for the members' last tasks of a job. */
  private static void awaitEnd(Set<MemberLine> waiting) {
    long end = System.nanoTime() + ENDING_NANOS;
    boolean interrupted = false;
    synchronized (waiting) {
      while (!waiting.isEmpty() && System.nanoTime() < end) {
        try {
          waiting.wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException e) {
          interrupted = true;
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Says good-bye to all members, for a second at most. The link stays open. Whoever waits for a
   * member's answer is told that there will be none.
   */
  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
    for (DriverStage stage : stages) {
      stage.fail(new BackendException("the backend " + name() + " was closed"));
    }
    List<MemberLine> all = List.copyOf(lines.values());
    // From here on nobody begins to wait for an answer.
    lines.clear();
    sayBye(all);
    for (MemberLine member : all) {
      member.close();
      files.lost(member);
    }
    toAll.ifPresent(Broadcast::close);
    synchronized (this) {
      notifyAll();
    }
  }

  /** A member that takes no frames keeps none of the others, nor the caller, from leaving. */
  private static void sayBye(List<MemberLine> members) {
    CountDownLatch said = new CountDownLatch(members.size());
    for (MemberLine member : members) {
      Thread.ofVirtual()
          .name("isobar-bye")
          .start(
              () -> {
                try {
                  member.bye();
                } catch (IsobarException e) {
                  LOG.log(Level.DEBUG, "no good-bye to " + member, e);
                } finally {
                  said.countDown();
                }
              });
    }
    try {
      boolean _ = said.await(BYE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
