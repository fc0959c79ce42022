package org.isobar.engine.remote;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.isobar.data.Region;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.runtime.Subtree;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.Hash;

/** What drivers and members tell each other. Numbers of jobs are the driver's. */
sealed interface Message {
  /** Types that messages hold besides the language's, in the order of their numbers. */
  List<Class<?>> TYPES =
      Stream.of(
              ofTasks(), List.of(File.class, FileAnswer.class), FileRequest.TYPES, FileReply.TYPES)
          .<Class<?>>flatMap(List::stream)
          .toList();

  private static List<Class<?>> ofTasks() {
    return List.of(
        OpenJob.class,
        Told.class,
        Taken.class,
        Gather.class,
        Partials.class,
        Roots.class,
        After.class,
        Attachment.class,
        Values.class,
        BeginStage.class,
        Work.class,
        Shorten.class,
        EndStage.class,
        EndJob.class,
        Alive.class,
        Need.class,
        Ask.class,
        Done.class,
        Failed.class,
        Refuse.class,
        JobEnded.class,
        Unknown.class,
        Hash.class,
        TaskRange.class,
        Node.class,
        Piece.class,
        Written.class,
        SharedPart.class,
        StoredRegion.class,
        Trouble.class,
        Trouble.Kind.class);
  }

  // --- From the driver.

  /**
   * A job begins.
   *
   * @param plan as {@link org.isobar.engine.wire.KryoWire} writes it
   * @param attachments what the plan names
   * @param following those of them that come without being asked for
   * @param folder to which relative names of files refer
   * @param parts files that members on the driver's machine write to, by number of file
   */
  record OpenJob(
      long job,
      Blob plan,
      List<Hash> attachments,
      List<Hash> following,
      String folder,
      Map<Integer, SharedPart> parts)
      implements Message {
    public OpenJob {
      attachments = List.copyOf(attachments);
      following = List.copyOf(following);
      parts = Map.copyOf(parts);
    }
  }

  /** To all ranks: so much has been told to all. */
  record Told(long telling) implements Message {}

  /** To one rank: what follows comes after what is told to all, which may come later. */
  record After(long telling) implements Message {}

  /** An attachment that the member needs. */
  record Attachment(long job, Hash hash, Blob bytes) implements Message {}

  /** A region of an intermediate, as doubles. */
  record Values(long job, int intermediate, Region region, Blob values) implements Message {}

  /**
   * A stage begins; all that it needs was sent.
   *
   * @param combining whether the ranks combine their partials among themselves
   */
  record BeginStage(long job, int stage, boolean combining) implements Message {}

  /** Tasks that the member said were done count, or others did them before. */
  record Taken(long job, int stage, long lease, TaskRange tasks, boolean accepted)
      implements Message {}

  /** All tasks of the stage are done: partials go to where they meet. */
  record Gather(long job, int stage) implements Message {}

  /**
   * Tasks to run.
   *
   * @param number of this offer among those to the member for the stage, from 1 on
   * @param failures how often tasks failed before
   */
  record Work(
      long job, int stage, long number, long lease, TaskRange tasks, Map<Long, Integer> failures)
      implements Message {
    public Work {
      failures = Map.copyOf(failures);
    }
  }

  /** Others do what follows on the tasks left of a lease. */
  record Shorten(long job, int stage, long lease, TaskRange left) implements Message {}

  /** All tasks of the stage are done. */
  record EndStage(long job, int stage) implements Message {}

  /** The job is over. */
  record EndJob(long job, String why) implements Message {}

  /** Something to do with files, for a driver that does not see them. */
  record File(long number, FileRequest request) implements Message {}

  // --- From both.

  /** Somebody is there. */
  record Alive() implements Message {}

  // --- From a member.

  /** Attachments that the member does not have. */
  record Need(long job, List<Hash> hashes) implements Message {
    public Need {
      hashes = List.copyOf(hashes);
    }
  }

  /**
   * The member can take more tasks.
   *
   * @param offers number of the last offer that came
   * @param holding leases that it still works on
   */
  record Ask(long job, int stage, long offers, Set<Long> holding) implements Message {
    public Ask {
      holding = Set.copyOf(holding);
    }
  }

  /** Tasks are done, and what they gave. */
  record Done(
      long job,
      int stage,
      long lease,
      TaskRange tasks,
      List<Node> partials,
      List<Piece> pieces,
      List<Written> written)
      implements Message {
    public Done {
      written = List.copyOf(written);
      partials = List.copyOf(partials);
      pieces = List.copyOf(pieces);
    }
  }

  /** Tiles of which all partials are merged. */
  record Roots(long job, int stage, List<Node> nodes) implements Message {
    public Roots {
      nodes = List.copyOf(nodes);
    }
  }

  /** A task failed; its lease is at an end. */
  record Failed(long job, int stage, long lease, long task, Trouble trouble) implements Message {}

  /** The member cannot work on a stage any more. */
  record Refuse(long job, int stage, Trouble trouble) implements Message {}

  /** Nothing of the job runs any more. */
  record JobEnded(long job) implements Message {}

  /** The member knows nothing of a job. */
  record Unknown(long job) implements Message {}

  /** What became of a request about files. */
  record FileAnswer(long number, FileReply reply) implements Message {}

  // --- From a member to another.

  /** Merged partials that meet others at the receiver. */
  record Partials(long job, int stage, List<Node> nodes) implements Message {
    public Partials {
      nodes = List.copyOf(nodes);
    }
  }

  // --- Parts.

  /** Merged partials: a node of the tree of a tile. */
  record Node(long tile, int level, long index, List<Blob> states) {
    public Node {
      states = List.copyOf(states);
    }

    static Node of(Subtree tree) {
      return new Node(
          tree.tile(),
          tree.level(),
          tree.index(),
          tree.states().stream().map(s -> Blob.ofDoubles(s, 0, s.length)).toList());
    }

    Subtree toSubtree() {
      return new Subtree(tile, level, index, states.stream().map(Blob::toDoubles).toList());
    }
  }

  /** Values of a region of a result, in the result's type. */
  record Piece(Destination to, Region region, Blob values) {}

  /** A region of a result that the member stored in the file, or beside it, itself. */
  record Written(Destination to, Region region, StoredRegion stored) {}
}
