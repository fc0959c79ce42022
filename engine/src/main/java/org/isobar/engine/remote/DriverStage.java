package org.isobar.engine.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.Combiner;
import org.isobar.engine.runtime.Offer;
import org.isobar.engine.runtime.StageRun;
import org.isobar.engine.runtime.StageScheduler;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.error.BackendException;
import org.isobar.error.IsobarException;
import org.isobar.error.TaskException;
import org.jspecify.annotations.Nullable;

/** A stage that runs: the scheduler, and the members that work on it. */
final class DriverStage {
  private static final long POLL_MILLIS = 50;

  /** An answer that is on its way for longer is taken for lost. */
  private static final long ANSWER_NANOS = 5_000_000_000L;

  private final DriverJob job;
  private final StageRun run;
  private final Counts counts;
  private final Stage stage;
  private final StageScheduler scheduler;
  private final Set<Integer> reads;
  private final Map<Integer, Enlisted> enlisted = new LinkedHashMap<>();
  private final Troubles troubles;
  private final Gathering gathering;
  private int merging;
  private @Nullable Throwable failure;

  /** A member that works on the stage. */
  private static final class Enlisted {
    final MemberLine member;
    long offers;
    long offeredAt;
    Message.@Nullable Ask waiting;

    Enlisted(MemberLine member) {
      this.member = member;
    }
  }

  /**
   * A stage.
   *
   * @param ranks number of members, which all stay, if they combine partials among themselves; else
   *     0
   */
  DriverStage(
      DriverJob job, StageRun run, StageScheduler.Settings settings, Counts counts, int ranks) {
    this.job = job;
    this.run = run;
    this.counts = counts;
    this.stage = run.stage();
    this.troubles = new Troubles(stage);
    this.gathering = new Gathering(stage, ranks);
    this.scheduler = new StageScheduler(stage.tasks(), settings);
    this.reads = DriverJob.read(stage);
    run.doneBefore().forEach(scheduler::skip);
  }

  DriverJob job() {
    return job;
  }

  int index() {
    return run.index();
  }

  /** Lets a member take part. */
  void enlist(MemberLine member) {
    synchronized (this) {
      // Of ranks that combine partials each has to be there, even if there is nothing left to do.
      boolean late = isOver() && !(gathering.isInUse() && failure == null);
      if (late || job.excludes(member) || enlisted.containsKey(member.worker())) {
        return;
      }
      Enlisted who = new Enlisted(member);
      enlisted.put(member.worker(), who);
      member.prepare(job, reads);
      member.send(new Message.BeginStage(job.id(), run.index(), gathering.isInUse()));
      if (gathering.isInUse()) {
        gathering.add(member);
        gather();
      }
      if (isOver()) {
        return;
      }
      // Not waiting for its question saves a journey to and fro.
      Message.Ask first = new Message.Ask(job.id(), run.index(), 0, Set.of());
      offer(who, first, System.nanoTime());
    }
  }

  private boolean isOver() {
    return failure != null || scheduler.isDone();
  }

  /** A member is gone. */
  synchronized void lost(MemberLine member) {
    failIfCombining(member, "is gone");
    if (enlisted.remove(member.worker()) != null && !isOver()) {
      long before = scheduler.done();
      scheduler.lost(member.worker());
      run.retried(before, "member " + member + " is gone; what it had not handed up runs again");
      checkFailure();
      offerToWaiting();
    }
    notifyAll();
  }

  /** A member has forgotten the job: what it held is free. */
  synchronized void forgotten(MemberLine member) {
    failIfCombining(member, "has forgotten its job");
    if (enlisted.remove(member.worker()) != null) {
      scheduler.retired(member.worker());
    }
  }

  synchronized void heard(MemberLine member) {
    if (enlisted.containsKey(member.worker())) {
      scheduler.heard(member.worker(), System.nanoTime());
    }
  }

  synchronized void ask(MemberLine member, Message.Ask ask) {
    Enlisted who = enlisted.get(member.worker());
    if (who == null || isOver()) {
      return;
    }
    long now = System.nanoTime();
    if (ask.offers() < who.offers && now - who.offeredAt < ANSWER_NANOS) {
      scheduler.heard(member.worker(), now);
      return;
    }
    offer(who, ask, now);
  }

  private void offer(Enlisted who, Message.Ask ask, long now) {
    switch (scheduler.ask(who.member.worker(), ask.holding(), now)) {
      case Offer.Work work -> {
        who.waiting = null;
        who.offeredAt = now;
        who.offers++;
        counts.range();
        who.member.send(
            new Message.Work(
                job.id(),
                run.index(),
                who.offers,
                work.lease(),
                work.tasks(),
                scheduler.failures(work.tasks())));
        work.cut().ifPresent(this::tellOfCut);
      }
      case Offer.Wait wait -> who.waiting = ask;
      case Offer.Over over -> who.waiting = null;
    }
  }

  private void tellOfCut(Offer.Cut cut) {
    Enlisted victim = enlisted.get(cut.worker());
    if (victim != null) {
      victim.member.send(new Message.Shorten(job.id(), run.index(), cut.lease(), cut.left()));
    }
  }

  private void offerToWaiting() {
    if (isOver()) {
      return;
    }
    long now = System.nanoTime();
    for (Enlisted who : List.copyOf(enlisted.values())) {
      Message.Ask ask = who.waiting;
      if (ask != null) {
        offer(who, ask, now);
      }
    }
  }

  /** Takes what tasks gave, unless others gave it before. */
  void done(MemberLine member, Message.Done done) {
    TaskRange tasks = done.tasks();
    synchronized (this) {
      if (isOver() || tasks.isEmpty() || tasks.end() > stage.tasks()) {
        return;
      }
      StageScheduler.Receipt receipt =
          scheduler.acknowledge(member.worker(), done.lease(), tasks, System.nanoTime());
      boolean accepted = receipt == StageScheduler.Receipt.ACCEPTED;
      if (gathering.isInUse()) {
        // Before it is told to gather what counts.
        member.send(new Message.Taken(job.id(), index(), done.lease(), tasks, accepted));
      }
      if (!accepted) {
        offerToWaiting();
        return;
      }
      // Counts as done from now on; the stage does not end before it is merged.
      merging++;
      gather();
    }
    try {
      run.accept(tasks, () -> take(done));
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      synchronized (this) {
        merging--;
        offerToWaiting();
        notifyAll();
      }
    }
  }

  /** What all tasks gave meets among the ranks, and comes here as whole tiles. */
  private void gather() {
    gathering.begin(scheduler.isDone(), new Message.Gather(job.id(), index()));
  }

  /** Takes whole tiles. */
  void roots(Message.Roots roots) {
    synchronized (this) {
      if (failure != null) {
        return;
      }
    }
    try {
      merge(roots.nodes());
    } catch (RuntimeException | Error e) {
      fail(e);
      return;
    }
    counts.combined(roots.nodes().size());
    synchronized (this) {
      gathering.took(roots.nodes().size());
      notifyAll();
    }
  }

  private void merge(List<Message.Node> nodes) {
    Optional<Combiner> combiner = run.combiner();
    for (Message.Node node : nodes) {
      combiner
          .orElseThrow(() -> new BackendException("partials of a stage that does not fold"))
          .subtree(node.toSubtree());
    }
  }

  /** What a rank held of the stage is lost, and it alone had it. */
  private void failIfCombining(MemberLine member, String why) {
    if (gathering.needs(member)) {
      fail(
          new BackendException(
              member + " " + why + ", and with it partial results of '" + stage.label() + "'"));
    }
  }

  private void take(Message.Done done) {
    merge(done.partials());
    done.written().forEach(w -> job.context().wroteElsewhere(w.to(), w.region(), w.stored()));
    for (Message.Piece piece : done.pieces()) {
      DType type = Packer.type(job.planned(), piece.to());
      double[] values = Packer.unpack(type, piece.values(), piece.region().size());
      job.context().write(piece.to(), piece.region(), values, 0);
    }
  }

  synchronized void failed(MemberLine member, Message.Failed failed) {
    if (isOver()) {
      return;
    }
    Trouble trouble = failed.trouble();
    long task = failed.task();
    if (trouble.kind() != Trouble.Kind.IO) {
      fail(troubles.exception(task, trouble));
      return;
    }
    troubles.add(task, trouble);
    run.retried(task, trouble.message() + " (on " + trouble.host() + ")");
    scheduler.failed(member.worker(), failed.lease(), task, trouble.message(), System.nanoTime());
    checkFailure();
    offerToWaiting();
  }

  private void checkFailure() {
    if (failure == null) {
      scheduler.failure().ifPresent(why -> fail(troubles.exception(why)));
    }
  }

  /**
   * A member cannot work on the stage.
   *
   * @param whole whether it knows nothing of the job any more
   */
  synchronized void refused(MemberLine member, Trouble why, boolean whole) {
    job.exclude(member, why);
    if (whole && gathering.needs(member)) {
      fail(why.toException(-1, ""));
    }
    if (enlisted.remove(member.worker()) != null) {
      scheduler.retired(member.worker());
    }
    if (isOver()) {
      return;
    }
    if (enlisted.isEmpty()) {
      fail(why.toException(-1, ""));
    } else {
      run.retried(
          scheduler.done(), "member " + member + " takes no part any more: " + why.message());
      offerToWaiting();
    }
  }

  synchronized void fail(Throwable e) {
    if (failure == null) {
      failure = e;
      job.fail();
    }
    notifyAll();
  }

  /** Time passes. */
  synchronized void tick() {
    if (!isOver()) {
      long now = System.nanoTime();
      for (Enlisted who : enlisted.values()) {
        if (who.member.isAttended()) {
          scheduler.heard(who.member.worker(), now);
        }
      }
      for (int silent : scheduler.expire(now)) {
        Enlisted who = enlisted.get(silent);
        run.retried(
            scheduler.done(),
            "member "
                + (who == null ? silent : who.member)
                + " is silent; what it had not handed up runs again");
      }
      checkFailure();
      offerToWaiting();
    }
  }

  synchronized boolean hasMembers() {
    return !enlisted.isEmpty();
  }

  /**
   * Waits until all tasks are done and merged.
   *
   * @param patience nanoseconds that may pass without a member
   * @throws IsobarException why the stage failed or was cancelled
   */
  void await(long patience) {
    long lonely = System.nanoTime();
    boolean interrupted = false;
    synchronized (this) {
      while (failure == null && !(scheduler.isDone() && merging == 0 && gathering.isComplete())) {
        if (run.cancellation().isCancelled()) {
          job.fail();
          break;
        }
        long now = System.nanoTime();
        lonely = enlisted.isEmpty() ? lonely : now;
        if (now - lonely > patience) {
          fail(
              new BackendException(
                  "no member is left for '"
                      + stage.label()
                      + "' since "
                      + (now - lonely) / 1_000_000_000
                      + " s; "
                      + scheduler.done()
                      + " of "
                      + stage.tasks()
                      + " tasks were done"));
        }
        try {
          // Cancellation is not announced here: it is polled.
          wait(POLL_MILLIS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable failed = failure;
    switch (failed) {
      case null -> run.cancellation().check();
      case IsobarException e -> throw e;
      case Error e -> throw e;
      default ->
          throw new TaskException("what tasks gave cannot be taken: " + failed, -1, "", "", failed);
    }
  }

  /** Tells the members that the stage is over. */
  void end() {
    List<MemberLine> members = new ArrayList<>();
    synchronized (this) {
      enlisted.values().forEach(e -> members.add(e.member));
      gathering.members().stream().filter(m -> !members.contains(m)).forEach(members::add);
      enlisted.clear();
    }
    members.forEach(m -> m.send(new Message.EndStage(job.id(), run.index())));
  }
}
