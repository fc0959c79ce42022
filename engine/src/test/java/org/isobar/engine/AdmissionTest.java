package org.isobar.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.isobar.engine.runtime.Cancellation;
import org.isobar.error.CancelledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AdmissionTest {
  private final Admission admission = new Admission(100);
  private final Cancellation none = new Cancellation();

  private Thread entering(long bytes, Runnable then) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              admission.enter(bytes, none);
              then.run();
            });
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void jobsThatFitTogetherRunTogether() {
    admission.enter(60, none);
    admission.enter(40, none);
    admission.leave(60);
    admission.leave(40);
  }

  @Test
  void aJobWaitsUntilThereIsRoom() throws Exception {
    admission.enter(60, none);
    CountDownLatch entered = new CountDownLatch(1);
    Thread second = entering(50, entered::countDown);
    awaitWaiting(second);
    assertEquals(1, entered.getCount());

    admission.leave(60);

    assertTrue(entered.await(10, TimeUnit.SECONDS));
  }

  @Test
  void aJobThatIsLargerThanTheLimitRunsAlone() {
    admission.enter(1000, none);
    admission.leave(1000);
  }

  @Test
  void aSmallJobDoesNotOvertakeALargeOne() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    admission.enter(60, none);
    Thread large = entering(90, () -> order.add("large"));
    awaitWaiting(large);
    Thread small = entering(40, () -> order.add("small"));
    awaitWaiting(small);

    admission.leave(60);
    large.join();
    admission.leave(90);
    small.join();

    assertEquals(List.of("large", "small"), order);
  }

  @Test
  void aJobThatIsCancelledWhileItWaitsMakesRoomInTheQueue() throws Exception {
    admission.enter(60, none);
    Cancellation cancellation = new Cancellation();
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> admission.enter(90, cancellation));
    cancellation.cancel("not wanted any more");

    Throwable failure = assertThrows(Exception.class, waiting::get).getCause();

    assertEquals("not wanted any more", assertThrowsCancelled(failure).getMessage());
    admission.enter(40, none);
  }

  private static CancelledException assertThrowsCancelled(Throwable failure) {
    return assertThrows(
        CancelledException.class,
        () -> {
          throw failure;
        });
  }
}
