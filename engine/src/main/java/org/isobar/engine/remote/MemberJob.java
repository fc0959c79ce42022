package org.isobar.engine.remote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.Cancellation;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.JoinedFiles;
import org.isobar.engine.runtime.Subtree;
import org.isobar.engine.wire.Attachments;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.Hash;
import org.isobar.engine.wire.KryoWire;
import org.isobar.error.BackendException;
import org.jspecify.annotations.Nullable;

/**
 * The part of a job that runs in a member. Messages are handled by one thread at a time, in their
 * order; those that come before the plan is whole wait for it. Any thread may end the job: from
 * then on it gets no files and no stages. Whoever holds a job's monitor may take the pool's, and
 * not the other way round.
 */
final class MemberJob {
  private final Message.OpenJob opening;
  private final DriverLine line;
  private final MemberSettings settings;
  private final WorkerPool pool;
  private final MemberFiles files;
  private final Kernels kernels;
  private final Cancellation cancellation = new Cancellation();
  private final Map<Hash, Blob> attachments = new HashMap<>();
  private final Set<Hash> missing = new LinkedHashSet<>();
  private final ArrayDeque<Message> early = new ArrayDeque<>();
  private final Map<Integer, MemberStage> stages = new LinkedHashMap<>();
  private final Map<Integer, Combination> combinations = new HashMap<>();

  /** Of stages that have not begun here. */
  private final Map<Integer, List<Message.Partials>> earlyPartials = new HashMap<>();

  private volatile @Nullable JobContext context;
  private volatile @Nullable JoinedFiles joined;
  private boolean ended;

  MemberJob(
      Message.OpenJob opening,
      DriverLine line,
      MemberSettings settings,
      WorkerPool pool,
      MemberFiles files,
      Kernels kernels) {
    this.opening = opening;
    this.line = line;
    this.settings = settings;
    this.pool = pool;
    this.files = files;
    this.kernels = kernels;
  }

  long id() {
    return opening.job();
  }

  String host() {
    return settings.host();
  }

  Cancellation cancellation() {
    return cancellation;
  }

  JobContext context() {
    JobContext open = context;
    if (open == null) {
      throw new IllegalStateException("job " + id() + " is not open");
    }
    return open;
  }

  /** Files that this member writes to itself. */
  JoinedFiles files() {
    JoinedFiles open = joined;
    if (open == null) {
      throw new IllegalStateException("job " + id() + " is not open");
    }
    return open;
  }

  void send(Message message) {
    line.send(message);
  }

  /** Whether less than so many bytes wait to be sent to the driver. */
  boolean hasRoom(long most) {
    return line.hasRoom(most);
  }

  void sendWhenRoom(Message message, long bytes, long most) {
    line.sendWhenRoom(message, bytes, most);
  }

  /** Begins: asks for the attachments that this process does not have. */
  void open(AttachmentStore store, KryoWire wire) {
    for (Hash hash : opening.attachments()) {
      store.get(hash).ifPresentOrElse(b -> attachments.put(hash, b), () -> missing.add(hash));
    }
    if (missing.isEmpty()) {
      decode(wire);
      return;
    }
    List<Hash> wanted =
        missing.stream().filter(hash -> !opening.following().contains(hash)).toList();
    if (!wanted.isEmpty()) {
      send(new Message.Need(id(), wanted));
    }
  }

  void attach(Message.Attachment attachment, AttachmentStore store, KryoWire wire) {
    Hash hash = Hash.of(attachment.bytes().bytes());
    boolean told = opening.following().contains(hash);
    if (!hash.equals(attachment.hash()) || !(missing.remove(hash) || told)) {
      throw new BackendException("an attachment that was not asked for: " + attachment.hash());
    }
    store.put(hash, attachment.bytes());
    if (context != null) {
      return;
    }
    attachments.put(hash, attachment.bytes());
    if (missing.isEmpty()) {
      decode(wire);
      while (!early.isEmpty()) {
        handle(early.remove());
      }
    }
  }

  private void decode(KryoWire wire) {
    if (!(wire.decode(opening.plan(), Attachments.of(attachments)) instanceof Plan plan)) {
      throw new BackendException("job " + id() + " came without a plan");
    }
    attachments.clear();
    // Neither under the lock: they wait for disks, and whoever ends jobs does not.
    joined = new JoinedFiles(plan, opening.parts(), files.located(opening.folder()));
    JobContext made =
        JobContext.ofMember(plan, kernels, files.readers(opening.folder()), cancellation);
    boolean late;
    synchronized (this) {
      context = made;
      late = ended;
    }
    if (late) {
      free();
    }
  }

  void handle(Message message) {
    if (cancellation.isCancelled()) {
      return;
    }
    if (!missing.isEmpty()) {
      early.add(message);
      return;
    }
    switch (message) {
      case Message.Values v -> store(v);
      case Message.BeginStage begin -> begin(begin.stage(), begin.combining());
      case Message.Taken taken ->
          combination(taken.stage())
              .ifPresent(c -> c.taken(taken.lease(), taken.tasks(), taken.accepted()));
      case Message.Gather gather -> combination(gather.stage()).ifPresent(Combination::gather);
      case Message.Work work -> {
        MemberStage stage = stages.get(work.stage());
        if (stage != null) {
          pool.change(stage, () -> stage.work(work));
        }
      }
      case Message.Shorten shorten -> {
        MemberStage stage = stages.get(shorten.stage());
        if (stage != null) {
          pool.change(stage, () -> stage.shorten(shorten));
        }
      }
      case Message.EndStage end -> {
        MemberStage stage = stages.get(end.stage());
        if (stage != null) {
          pool.stop(stage);
        }
        synchronized (combinations) {
          combinations.remove(end.stage());
        }
      }
      default -> throw new BackendException("a member does not expect " + message.getClass());
    }
  }

  private void store(Message.Values v) {
    double[] values = v.values().toDoubles();
    if (values.length != v.region().size()) {
      throw new BackendException(values.length + " values for the region " + v.region());
    }
    context().writeIntermediate(v.intermediate(), v.region(), values);
  }

  private Optional<Combination> combination(int stage) {
    synchronized (combinations) {
      return Optional.ofNullable(combinations.get(stage));
    }
  }

  /** Takes what another rank sent; any thread's. */
  void meet(Message.Partials partials) {
    Combination there;
    synchronized (combinations) {
      there = combinations.get(partials.stage());
      if (there == null) {
        earlyPartials.computeIfAbsent(partials.stage(), s -> new ArrayList<>()).add(partials);
        return;
      }
    }
    meet(there, partials);
  }

  private static void meet(Combination there, Message.Partials partials) {
    there.arrived(partials.nodes().stream().map(Message.Node::toSubtree).toList());
  }

  private Optional<Combination> combine(int index, Stage stage, boolean combining) {
    if (!combining || !(stage instanceof ReduceStage reduce)) {
      return Optional.empty();
    }
    Audience audience = line.audience().orElseThrow();
    Combination.Ways ways =
        new Combination.Ways() {
          @Override
          public void toRank(int rank, List<Subtree> nodes) {
            audience.send(rank, new Message.Partials(id(), index, sent(nodes)));
          }

          @Override
          public void toDriver(List<Subtree> roots) {
            send(new Message.Roots(id(), index, sent(roots)));
          }

          private List<Message.Node> sent(List<Subtree> nodes) {
            return nodes.stream().map(Message.Node::of).toList();
          }
        };
    Combination made =
        new Combination(
            reduce, kernels, audience.ranking().rank(), audience.ranking().size(), ways);
    List<Message.Partials> early;
    synchronized (combinations) {
      combinations.put(index, made);
      early = earlyPartials.remove(index);
    }
    if (early != null) {
      early.forEach(partials -> meet(made, partials));
    }
    return Optional.of(made);
  }

  private void begin(int index, boolean combining) {
    Plan plan = context().plan();
    if (index < 0 || index >= plan.stages().size() || stages.containsKey(index)) {
      throw new BackendException("stage " + index + " of job " + id() + " cannot begin");
    }
    Stage planned = plan.stages().get(index);
    MemberStage stage =
        new MemberStage(
            this,
            index,
            planned,
            pool.threads(),
            settings.interceptor(),
            combine(index, planned, combining));
    synchronized (this) {
      if (!ended) {
        stages.put(index, stage);
        pool.add(stage);
      }
    }
  }

  /** Stops all; then, once no task runs, frees everything and tells. */
  void end(String why, Runnable then) {
    cancellation.cancel(why);
    List<MemberStage> all;
    synchronized (this) {
      ended = true;
      all = List.copyOf(stages.values());
    }
    all.forEach(pool::stop);
    Thread.ofVirtual()
        .name("isobar-job-end")
        .start(
            () -> {
              pool.awaitIdle(all);
              free();
              then.run();
            });
  }

  /** Whoever ends the job a second time waits for the first. */
  private synchronized void free() {
    JobContext open = context;
    JoinedFiles written = joined;
    context = null;
    joined = null;
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      if (written != null) {
        written.close();
      }
    }
  }
}
