package org.isobar.engine.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.runtime.Forest;
import org.isobar.engine.runtime.MeetingTree;
import org.isobar.engine.runtime.Subtree;
import org.isobar.engine.runtime.TaskRange;

/**
 * A rank's part in combining the partials of a stage. What its own tasks gave it keeps until the
 * driver says that they count, and merges as far as neighbours meet; when there is much of it, or
 * all tasks are done, it goes to the ranks where it meets the others' ({@link Homes}), and from
 * there on to the root of each tile, which goes to the driver. Each pair of neighbours merges once,
 * in the tree that all backends share: where makes no difference. Thread-safe.
 */
final class Combination {
  /** Merged partials that a rank keeps of its own tasks, in bytes. */
  private static final long MOST_BYTES = 32 << 20;

  /** Where nodes go. */
  interface Ways {
    /** To the rank where they meet others. */
    void toRank(int rank, List<Subtree> nodes);

    /** Whole tiles, to the driver. */
    void toDriver(List<Subtree> roots);
  }

  private record Portion(long lease, TaskRange tasks) {}

  private final int rank;
  private final long mostBytes;
  private final Homes homes;
  private final Ways ways;
  private final MeetingTree tree;
  private final Forest own;
  private final Map<Portion, List<Subtree>> kept = new ConcurrentHashMap<>();

  /** At least what the own nodes take. */
  private long bytes;

  Combination(ReduceStage stage, Kernels kernels, int rank, int ranks, Ways ways) {
    this(stage, kernels, rank, ranks, ways, MOST_BYTES);
  }

  /** One that keeps so many bytes of what its own tasks gave. */
  Combination(ReduceStage stage, Kernels kernels, int rank, int ranks, Ways ways, long mostBytes) {
    this.mostBytes = mostBytes;
    this.rank = rank;
    this.homes = new Homes(stage.runs(), ranks);
    this.ways = ways;
    this.tree = new MeetingTree(stage, kernels, node -> homes.of(node) == rank);
    this.own = new Forest(stage, kernels);
  }

  /** Keeps what tasks gave until it is known whether they count. */
  void keep(long lease, TaskRange tasks, List<Subtree> nodes) {
    kept.put(new Portion(lease, tasks), nodes);
  }

  /** The driver has counted tasks, or had them from another rank. */
  void taken(long lease, TaskRange tasks, boolean accepted) {
    List<Subtree> nodes = kept.remove(new Portion(lease, tasks));
    if (nodes == null || !accepted) {
      return;
    }
    List<Subtree> sent = List.of();
    synchronized (own) {
      nodes.forEach(own::subtree);
      bytes += bytes(nodes);
      if (bytes > mostBytes) {
        bytes = own.bytes();
        sent = bytes > mostBytes ? takeOwn() : sent;
      }
    }
    spread(sent);
  }

  private List<Subtree> takeOwn() {
    bytes = 0;
    return own.take();
  }

  private static long bytes(List<Subtree> nodes) {
    return nodes.stream()
        .flatMap(node -> node.states().stream())
        .mapToLong(state -> (long) state.length * Double.BYTES)
        .sum();
  }

  /** All tasks of the stage are done. */
  void gather() {
    List<Subtree> all;
    synchronized (own) {
      all = takeOwn();
    }
    spread(all);
  }

  /** Takes nodes that meet others here. */
  void arrived(List<Subtree> nodes) {
    spread(nodes);
  }

  private void spread(List<Subtree> nodes) {
    Map<Integer, List<Subtree>> away = new TreeMap<>();
    for (Subtree node : nodes) {
      if (homes.isRoot(node) || homes.of(node) == rank) {
        tree.add(node);
      } else {
        away.computeIfAbsent(homes.of(node), r -> new ArrayList<>()).add(node);
      }
    }
    List<Subtree> roots = new ArrayList<>();
    for (Subtree node : tree.takeLeaving()) {
      if (homes.isRoot(node)) {
        roots.add(node);
      } else {
        away.computeIfAbsent(homes.of(node), r -> new ArrayList<>()).add(node);
      }
    }
    away.forEach(ways::toRank);
    if (!roots.isEmpty()) {
      ways.toDriver(roots);
    }
  }
}
