package org.isobar.engine.runtime;

import java.util.Optional;

/** The answer of a {@link StageScheduler} to a worker that asks for work. */
public sealed interface Offer {

  /**
   * Tasks to run, in order.
   *
   * @param lease number of the lease, for acknowledgements
   * @param cut what another worker is to be told, if tasks were taken from it
   */
  record Work(long lease, TaskRange tasks, Optional<Cut> cut) implements Offer {}

  /** Nothing to do now; ask again later. */
  record Wait() implements Offer {}

  /** All is done, or the stage has failed. */
  record Over() implements Offer {}

  /**
   * A lease that became shorter. The message may be lost: what the worker does of the tasks that
   * were taken from it counts if it comes first.
   */
  record Cut(int worker, long lease, TaskRange left) {}
}
