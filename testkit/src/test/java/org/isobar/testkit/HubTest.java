package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobar.data.Region;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.DatasetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks and interceptors behave behind the hub as they do without. */
class HubTest {
  @TempDir Path folder;
  private Hub hub;
  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void open() {
    Path file = folder.resolve("hub");
    hub = Hub.open(file);
    System.setProperty(Hub.PROPERTY, file.toString());
  }

  @AfterEach
  void close() {
    System.clearProperty(Hub.PROPERTY);
    hub.close();
  }

  /** As another process would: on a thread that has no line yet. */
  private static <E extends Throwable> E failureOf(Class<E> type, Runnable action) {
    return assertThrows(type, () -> onNewThread(action));
  }

  private static void onNewThread(Runnable action) throws Throwable {
    Throwable[] failure = new Throwable[1];
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    action.run();
                  } catch (Throwable e) {
                    failure[0] = e;
                  }
                });
    thread.join();
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  @Test
  void hooksSeeWhatIsReadAndTheirFailuresComeBack() throws Throwable {
    ReadHook hook =
        new ReadHook() {
          @Override
          public void opening(String location) {
            seen.add("open " + location);
          }

          @Override
          public void reading(String location, String variable, Region region) {
            seen.add(location + " " + variable + " " + region);
            if (variable.equals("ill")) {
              throw new UncheckedIOException(new IOException("the disk is ill"));
            }
            if (variable.equals("damaged")) {
              throw new DatasetException("damaged");
            }
          }
        };
    Region region = Region.of(new long[] {1, 2}, new long[] {3, 4});
    try (ReadHook.Installed installed = ReadHook.install(hook)) {
      ReadHook far = HubClient.hook(installed.id());
      onNewThread(() -> far.opening("file"));
      onNewThread(() -> far.reading("file", "v", region));
      onNewThread(() -> far.closed("file"));
      assertEquals(
          "the disk is ill",
          failureOf(UncheckedIOException.class, () -> far.reading("f", "ill", region))
              .getCause()
              .getMessage());
      failureOf(DatasetException.class, () -> far.reading("f", "damaged", region));
      assertEquals(List.of("open file", "file v " + region), seen.subList(0, 2));
    }
    onNewThread(() -> HubClient.hook("no such id").opening("file"));
    assertEquals(4, seen.size());
  }

  @Test
  void interceptorsRunBodiesAsOftenAsTheyLike() throws Throwable {
    hub.interceptor(
        new TaskInterceptor() {
          @Override
          public long order(int stage, long position, long tasks) {
            return tasks - 1 - position;
          }

          @Override
          public void run(int stage, long task, int attempt, Runnable body) {
            for (long i = 0; i < task; i++) {
              body.run();
            }
            if (attempt > 0) {
              throw new IllegalStateException("attempt " + attempt);
            }
          }
        });
    TaskInterceptor far = HubClient.interceptor();
    int[] runs = new int[1];
    onNewThread(
        () -> {
          assertEquals(7, far.order(1, 2, 10));
          far.run(0, 3, 0, () -> runs[0]++);
        });
    assertEquals(3, runs[0]);
    assertEquals(
        "attempt 2",
        failureOf(IllegalStateException.class, () -> far.run(0, 1, 2, () -> runs[0]++))
            .getMessage());
    assertEquals(4, runs[0]);
    IOException cause = new IOException("from the task itself");
    UncheckedIOException own =
        failureOf(
            UncheckedIOException.class,
            () ->
                far.run(
                    0,
                    2,
                    0,
                    () -> {
                      throw new UncheckedIOException(cause);
                    }));
    assertEquals(cause, own.getCause());
  }

  @Test
  void tasksBehindAnInterceptorReadBehindHooks() throws Throwable {
    ReadHook ill =
        new ReadHook() {
          @Override
          public void opening(String location) {
            throw new UncheckedIOException(new IOException("ill"));
          }
        };
    try (ReadHook.Installed installed = ReadHook.install(ill)) {
      Runnable body = () -> HubClient.hook(installed.id()).opening("file");
      failureOf(UncheckedIOException.class, () -> HubClient.interceptor().run(0, 0, 0, body));
    }
  }
}
