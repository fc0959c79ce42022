package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Intermediate;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.runtime.Cancellation;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.ReaderPool;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.Encoded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a driver sends of a job when its turn comes. */
class DriverJobTest {
  /** Three pieces. */
  private static final int CELLS = 2 * (1 << 16) + 5;

  private final ReaderPool readers = new ReaderPool(Providers.of(List.of()), 1);
  private final JobContext context = context();
  private final DriverJob job =
      new DriverJob(1, context, new Encoded(Blob.of(new byte[0]), Map.of()), "/");

  private JobContext context() {
    Intermediate line = new Intermediate(0, List.of(new Dim("x", CELLS)), false);
    Plan plan = new Plan(List.of(), List.of(line), List.of(), List.of(), 0, 0);
    JobContext context = JobContext.ofMember(plan, Kernels.load(), readers, new Cancellation());
    context.writeIntermediate(0, Region.all(CELLS), new double[CELLS]);
    return context;
  }

  @AfterEach
  void close() {
    context.close();
    readers.close();
  }

  private List<Message> sent(Runnable afterTheFirst) {
    List<Message> sent = new ArrayList<>();
    job.values(0)
        .send(
            message -> {
              sent.add(message);
              if (sent.size() == 1) {
                afterTheFirst.run();
              }
            });
    return sent;
  }

  @Test
  void anIntermediateIsSentInPieces() {
    assertEquals(3, sent(() -> {}).size());
  }

  /**
   * Whoever sends hears of no failure: with one, the conversation would be at an end. The member
   * hears of the end: a stage that it still begins is not to run on a part of the values.
   */
  @Test
  void ofAJobThatEndsMeanwhileTheEndIsSentInPlaceOfTheRest() {
    List<Message> sent =
        sent(
            () -> {
              job.end();
              context.close();
            });
    assertEquals(2, sent.size());
    assertInstanceOf(Message.Values.class, sent.get(0));
    assertInstanceOf(Message.EndJob.class, sent.get(1));
    List<Message> late = sent(() -> {});
    assertEquals(1, late.size());
    assertInstanceOf(Message.EndJob.class, late.getFirst());
  }

  @Test
  void valuesThatAreNotThereAreAFailureWhileTheJobLasts() {
    context.close();
    assertThrows(IllegalStateException.class, () -> sent(() -> {}));
  }

  /** Frames of a message may be on their way: what follows them would not be understood. */
  @Test
  void aPeerThatCannotBeReachedIsAFailureEvenThen() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            sent(
                () -> {
                  job.end();
                  throw new IllegalArgumentException("no way there");
                }));
  }
}
