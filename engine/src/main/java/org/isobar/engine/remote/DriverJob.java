package org.isobar.engine.remote;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.Grid;
import org.isobar.engine.plan.Intermediate;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ProduceStage;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.Encoded;
import org.isobar.engine.wire.Hash;
import org.isobar.expr.Expr;
import org.isobar.expr.Read;

/** A job of this driver: its plan as bytes, and who takes part in it. */
final class DriverJob {
  /** Intermediates are sent in pieces of so many values. */
  private static final long PIECE = 1 << 16;

  private final long id;
  private final JobContext context;
  private final Encoded plan;
  private final String folder;
  private final Set<MemberLine> excluded = new HashSet<>();
  private Optional<Trouble> exclusion = Optional.empty();
  private volatile boolean failed;
  private volatile boolean ended;

  DriverJob(long id, JobContext context, Encoded plan, String folder) {
    this.id = id;
    this.context = context;
    this.plan = plan;
    this.folder = folder;
  }

  long id() {
    return id;
  }

  JobContext context() {
    return context;
  }

  /**
   * The beginning of what members have to know.
   *
   * @param following attachments that are sent to the member without its asking
   */
  Message.OpenJob opening(List<Hash> following) {
    return new Message.OpenJob(
        id,
        plan.body(),
        List.copyOf(plan.attachments().keySet()),
        following,
        folder,
        context.sharedParts());
  }

  /** Bytes of plan and attachments. */
  Encoded plan() {
    return plan;
  }

  /** Sends attachments that a member lacks, one by one. */
  Outbox.Source attachments(List<Hash> wanted) {
    return to -> {
      for (Hash hash : wanted) {
        Blob blob = plan.attachments().get(hash);
        if (blob != null) {
          to.accept(new Message.Attachment(id, hash, blob));
        }
      }
    };
  }

  /** A member takes no part any more. */
  synchronized void exclude(MemberLine member, Trouble why) {
    excluded.add(member);
    exclusion = Optional.of(why);
  }

  synchronized boolean excludes(MemberLine member) {
    return excluded.contains(member);
  }

  synchronized Optional<Trouble> exclusion() {
    return exclusion;
  }

  void fail() {
    failed = true;
  }

  boolean failed() {
    return failed;
  }

  /** From now on its values may be freed; members need none of them any more. */
  void end() {
    ended = true;
  }

  /**
   * Sends an intermediate, piece by piece. A job may end before all of it is sent, or any: then its
   * end is, lest a stage that was to follow begins with a part of the values.
   */
  Outbox.Source values(int intermediate) {
    Intermediate what =
        context.plan().intermediates().stream()
            .filter(i -> i.id() == intermediate)
            .findFirst()
            .orElseThrow();
    return to -> {
      Grid pieces = pieces(what.dims());
      for (long i = 0; i < pieces.count(); i++) {
        Region region = pieces.region(i);
        double[] values = new double[(int) region.size()];
        if (!read(intermediate, region, values)) {
          to.accept(new Message.EndJob(id, "it is over"));
          return;
        }
        to.accept(
            new Message.Values(id, intermediate, region, Blob.ofDoubles(values, 0, values.length)));
      }
    };
  }

  /** Reads a region of an intermediate; false if the job has ended, and all it held may be gone. */
  private boolean read(int intermediate, Region region, double[] values) {
    try {
      context.readIntermediate(intermediate, region, values);
    } catch (RuntimeException e) {
      if (!ended) {
        throw e;
      }
    }
    return !ended;
  }

  private static Grid pieces(List<Dim> dims) {
    long[] tile = new long[dims.size()];
    long cells = 1;
    for (int d = tile.length - 1; d >= 0; d--) {
      tile[d] = Math.max(1, Math.min(dims.get(d).size(), PIECE / cells));
      cells *= tile[d];
    }
    return new Grid(LongList.of(dims.stream().mapToLong(Dim::size).toArray()), LongList.of(tile));
  }

  /** The intermediates that the tasks of a stage read. */
  static Set<Integer> read(Stage stage) {
    List<Expr> open = new ArrayList<>();
    switch (stage) {
      case ReduceStage reduce -> {
        for (Fold fold : reduce.folds()) {
          open.add(fold.input());
          fold.weights().ifPresent(open::add);
        }
      }
      case ProduceStage produce -> produce.products().forEach(p -> open.add(p.expr()));
    }
    Set<Integer> ids = new java.util.TreeSet<>();
    Set<Expr> seen = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    while (!open.isEmpty()) {
      Expr e = open.removeLast();
      if (seen.add(e)) {
        if (e instanceof Read read) {
          Intermediate.referred(read).ifPresent(ids::add);
        }
        open.addAll(e.children());
      }
    }
    return ids;
  }

  Plan planned() {
    return context.plan();
  }
}
