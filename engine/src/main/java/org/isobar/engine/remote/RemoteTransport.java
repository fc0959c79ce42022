package org.isobar.engine.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.isobar.engine.Transport;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.StageRun;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.KryoWire;
import org.isobar.error.BackendException;

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

  private final Counts counts = new Counts();
  private final Link link;
  private final DriverSettings settings;
  private final KryoWire wire = Wires.messages();
  private final DriverJobs jobs = new DriverJobs(wire);
  private final List<DriverStage> stages = new CopyOnWriteArrayList<>();
  private final Optional<Broadcast> toAll;
  private final ScheduledThreadPoolExecutor clock;
  private final Members members;
  private final RemoteFiles files;
  private int ticks;

  /**
   * A driver. Its {@link #joined}, {@link #lost} and {@link #received} are called by a {@link
   * Post}.
   */
  public RemoteTransport(Link link, Secret secret, DriverSettings settings) {
    this.link = counts.counting(link);
    this.settings = settings;
    // Ranks were started together by one launcher: nobody has to prove anything.
    this.toAll =
        secret.isPresent()
            ? Optional.empty()
            : link.ranking().map(ranks -> new Broadcast(this.link, ranks, wire, this::failAll));
    this.members = new Members(this.link, secret, wire, toAll, new Watching());
    this.files = new RemoteFiles(members, this::awaitMembers);
    this.clock = Wires.clock("isobar-driver-clock", this::tick, TICK_MILLIS);
  }

  // --- Members.

  void joined(String peer) {
    members.joined(peer);
  }

  void lost(String peer) {
    members.lost(peer);
  }

  private final class Watching implements Members.Watcher {
    @Override
    public void began(MemberLine member) {
      stages.forEach(stage -> stage.enlist(member));
    }

    @Override
    public void ended(MemberLine member) {
      files.lost(member);
      jobs.lost(member);
      stages.forEach(stage -> stage.lost(member));
    }
  }

  /** Files as the members see them. */
  public RemoteFiles files() {
    return files;
  }

  /** What went between this driver and its members until now. */
  public Traffic traffic() {
    return counts.sum();
  }

  /** Names of the members that can take tasks now. */
  public List<String> members() {
    return members.ready().stream().map(MemberLine::toString).sorted().toList();
  }

  /**
   * Waits until so many members are there.
   *
   * @throws BackendException if they are not in time; says what is known of others
   */
  public void awaitMembers(int count) {
    members.await(count, name(), settings.patience().toNanos());
  }

  // --- What comes.

  void received(String peer, byte[] frame) {
    counts.received(frame);
    try {
      Frames.Parser in = new Frames.Parser(frame);
      byte kind = in.kind();
      Blob id = Blob.of(in.bytes(Frames.ID_BYTES));
      members.find(id, peer).ifPresent(member -> received(member, kind, in, frame));
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "a frame of {0} is dropped: {1}", peer, e.getMessage());
    }
  }

  private void received(MemberLine member, byte kind, Frames.Parser in, byte[] frame) {
    switch (kind) {
      case Frames.WELCOME -> {
        if (member.welcome(in) && member.isReady()) {
          members.begin(member);
        }
      }
      case Frames.REFUSED -> members.refused(member, in.text());
      case Frames.FORGOTTEN ->
          members.beginAnew(member, in.remaining() > 0 ? in.text() : "the member has forgotten it");
      case Frames.TO_DRIVER -> receive(member, frame);
      default -> throw new BackendException("a frame of kind " + kind);
    }
  }

  private void failAll(Throwable e) {
    stages.forEach(
        stage -> stage.fail(new BackendException("the ranks cannot be told anything", e)));
  }

  private void receive(MemberLine member, byte[] frame) {
    if (!member.refusal().isEmpty()) {
      return;
    }
    Optional<Message> message;
    try {
      message = member.channel().read(frame);
    } catch (BackendException e) {
      LOG.log(Level.WARNING, "the conversation with " + member + " is at an end", e);
      members.beginAnew(member, String.valueOf(e.getMessage()));
      return;
    }
    if (message.isPresent()) {
      if (member.spoke()) {
        members.begin(member);
      }
      member.attend(() -> handle(member, message.get()));
    }
  }

  private void handle(MemberLine member, Message message) {
    stages.forEach(stage -> stage.heard(member));
    switch (message) {
      case Message.Need need ->
          jobs.find(need.job()).ifPresent(job -> member.send(job.attachments(need.hashes())));
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
      case Message.JobEnded ended -> jobs.ended(ended.job(), member);
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

  private void tick() {
    ticks++;
    // First: members end the jobs of a driver without a word, whatever becomes of its stages.
    if (ticks % TICKS_OF_A_SIGN == 0) {
      members.greet();
    }
    stages.forEach(DriverStage::tick);
  }

  // --- The transport.

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public int workers() {
    awaitMembers(1);
    return members.ready().stream().mapToInt(MemberLine::threads).max().orElse(1);
  }

  @Override
  public long defaultMemory() {
    awaitMembers(1);
    return members.ready().stream()
        .mapToLong(MemberLine::memory)
        .reduce(settings.memory(), Math::min);
  }

  @Override
  public long admittedMemory() {
    return settings.memory();
  }

  @Override
  public void run(StageRun run) {
    DriverJob job = jobs.of(run.job());
    DriverStage stage =
        new DriverStage(job, run, settings.scheduling(), counts, combining(job, run.stage()));
    stages.add(stage);
    try {
      // After it is in the list: closing fails what it finds there.
      if (members.isClosed()) {
        run.cancellation().cancel("the backend " + name() + " was closed");
      }
      members.ready().forEach(stage::enlist);
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
            && members.ready().size() == ranks;
    return combining ? ranks : 0;
  }

  @Override
  public void end(JobContext context) {
    jobs.remove(context).ifPresent(this::end);
  }

  private void end(DriverJob job) {
    job.end();
    Set<MemberLine> taking = new HashSet<>();
    boolean told = toAll.map(b -> b.knows(job)).orElse(false);
    for (MemberLine member : members.all()) {
      if (told && member.isReady()) {
        member.hear(job);
      }
      if (member.takesPartIn(job)) {
        taking.add(member);
      }
    }
    toAll.ifPresent(b -> b.forget(job));
    if (job.failed()) {
      jobs.expect(job, taking);
    }
    String why = job.failed() ? "it failed or was cancelled" : "it is done";
    for (MemberLine member : taking) {
      member.forget(job);
      member.send(new Message.EndJob(job.id(), why));
    }
    if (job.failed()) {
      jobs.awaitEnd(job);
    }
  }

  /**
   * Says good-bye to all members, for a second at most. The link stays open. Whoever waits for a
   * member's answer is told that there will be none.
   */
  @Override
  public void close() {
    members.close();
    clock.shutdownNow();
    for (DriverStage stage : stages) {
      stage.fail(new BackendException("the backend " + name() + " was closed"));
    }
    members.leave();
    toAll.ifPresent(Broadcast::close);
  }
}
