package org.isobar.engine.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.StoredRegion;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.runtime.Cancellation;
import org.isobar.engine.runtime.Forest;
import org.isobar.engine.runtime.JoinedFiles;
import org.isobar.engine.runtime.PartialSink;
import org.isobar.engine.runtime.RegionSink;
import org.isobar.engine.runtime.Subtree;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.Blob;

/** Neighbouring tasks of a lease that are handed up together, and what they gave so far. */
final class Portion implements PartialSink, RegionSink {
  private record Place(Destination to, Region region) {}

  private final long lease;
  private final TaskRange tasks;
  private final Plan plan;
  private final JoinedFiles files;
  private final Cancellation cancellation;
  private final Optional<Forest> forest;
  private final Map<Place, Blob> pieces = new LinkedHashMap<>();
  private final Map<Place, StoredRegion> stored = new LinkedHashMap<>();

  /** Guarded by the pool. */
  private long next;

  private long done;

  Portion(
      long lease,
      TaskRange tasks,
      Plan plan,
      JoinedFiles files,
      Optional<Forest> forest,
      Cancellation cancellation) {
    this.cancellation = cancellation;
    this.lease = lease;
    this.tasks = tasks;
    this.plan = plan;
    this.files = files;
    this.forest = forest;
    this.next = tasks.begin();
  }

  long lease() {
    return lease;
  }

  TaskRange tasks() {
    return tasks;
  }

  boolean hasNext() {
    return next < tasks.end();
  }

  long take() {
    return next++;
  }

  long left() {
    return tasks.end() - next;
  }

  /** Counts a task that is done; whether all are. */
  boolean finishOne() {
    return ++done == tasks.size();
  }

  @Override
  public void partial(long tile, long run, double[][] states) {
    forest.orElseThrow().partial(tile, run, states);
  }

  /**
   * Stores a region, or keeps it to be handed up.
   *
   * @throws org.isobar.error.CancelledException if the job is over: of a task that was late others
   *     have given the same, and the file it went to may stand under its name by now
   */
  @Override
  public void write(Destination to, Region region, double[] values, int offset) {
    cancellation.check();
    Optional<StoredRegion> here = files.write(to, region, values, offset);
    if (here.isPresent()) {
      synchronized (this) {
        stored.put(new Place(to, region), here.get());
      }
      return;
    }
    DType type = Packer.type(plan, to);
    Blob packed = Packer.pack(type, values, offset, Math.toIntExact(region.size()));
    synchronized (this) {
      // A task that runs twice gives the same again.
      pieces.put(new Place(to, region), packed);
    }
  }

  /** What the partials that were merged take, in bytes; without pieces. */
  long bytes() {
    return forest.map(Forest::bytes).orElse(0L);
  }

  /** Takes away what the tasks gave, merged. */
  List<Subtree> partials() {
    return forest.map(Forest::take).orElse(List.of());
  }

  synchronized List<Message.Piece> pieces() {
    List<Message.Piece> all = new ArrayList<>();
    pieces.forEach((place, blob) -> all.add(new Message.Piece(place.to(), place.region(), blob)));
    return all;
  }

  synchronized List<Message.Written> written() {
    List<Message.Written> all = new ArrayList<>();
    stored.forEach((place, s) -> all.add(new Message.Written(place.to(), place.region(), s)));
    return all;
  }
}
