package org.isobar.engine.remote;

import java.util.ArrayList;
import java.util.HashMap;
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
import org.isobar.engine.runtime.Subtree;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.Blob;
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
  private final Map<Long, Trouble> troubles = new HashMap<>();
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

  DriverStage(DriverJob job, StageRun run, StageScheduler.Settings settings, Counts counts) {
    this.job = job;
    this.run = run;
    this.counts = counts;
    this.stage = run.stage();
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
      if (isOver() || job.excludes(member) || enlisted.containsKey(member.worker())) {
        return;
      }
      Enlisted who = new Enlisted(member);
      enlisted.put(member.worker(), who);
      member.prepare(job, reads);
      member.send(new Message.BeginStage(job.id(), run.index()));
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
      if (receipt != StageScheduler.Receipt.ACCEPTED) {
        offerToWaiting();
        return;
      }
      // Counts as done from now on; the stage does not end before it is merged.
      merging++;
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

  private void take(Message.Done done) {
    Optional<Combiner> combiner = run.combiner();
    for (Message.Node node : done.partials()) {
      combiner
          .orElseThrow(() -> new BackendException("partials of a stage that does not fold"))
          .subtree(
              new Subtree(
                  node.tile(),
                  node.level(),
                  node.index(),
                  node.states().stream().map(Blob::toDoubles).toList()));
    }
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
      fail(exception(trouble, task, " failed: "));
      return;
    }
    troubles.put(task, trouble);
    run.retried(task, trouble.message() + " (on " + trouble.host() + ")");
    scheduler.failed(member.worker(), failed.lease(), task, trouble.message(), System.nanoTime());
    checkFailure();
    offerToWaiting();
  }

  private IsobarException exception(Trouble trouble, long task, String how) {
    boolean named = trouble.kind() == Trouble.Kind.IO || trouble.kind() == Trouble.Kind.BUG;
    Trouble told =
        named
            ? new Trouble(
                trouble.kind(),
                describe(task) + how + trouble.message(),
                trouble.host(),
                trouble.file(),
                trouble.region(),
                trouble.stack())
            : trouble;
    return told.toException(task, stage.where(task));
  }

  private String describe(long task) {
    return "task "
        + task
        + " of "
        + stage.tasks()
        + " of '"
        + stage.label()
        + "' ("
        + stage.where(task)
        + ")";
  }

  private void checkFailure() {
    if (scheduler.failure().isPresent() && failure == null) {
      StageScheduler.Failure why = scheduler.failure().get();
      Trouble trouble = troubles.get(why.task());
      String how = " failed " + why.attempts() + " times: ";
      fail(
          trouble != null
              ? exception(trouble, why.task(), how)
              : new TaskException(
                  describe(why.task()) + how + why.cause(),
                  why.task(),
                  "",
                  stage.where(why.task()),
                  new BackendException(why.cause())));
    }
  }

  /** A member cannot work on the stage. */
  synchronized void refused(MemberLine member, Trouble why) {
    job.exclude(member, why);
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
      for (int silent : scheduler.expire(System.nanoTime())) {
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
      while (failure == null && !(scheduler.isDone() && merging == 0)) {
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
      enlisted.clear();
    }
    members.forEach(m -> m.send(new Message.EndStage(job.id(), run.index())));
  }
}
