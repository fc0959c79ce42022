package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are stopped, and go on where they were. */
class ResumeTest {

  @TempDir Path folder;
  private Path in;
  private Path out;

  @BeforeEach
  void write() {
    in = folder.resolve("in.nc");
    out = folder.resolve("out.nc");
    LongFile.write(in);
  }

  private record Outcome(int status, String err) {}

  private Outcome run(Backend backend, String... words) {
    List<String> all = new ArrayList<>(List.of("--no_history", "--memory", "8M"));
    all.addAll(List.of(words));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            all,
            Map.of(),
            Backends.lending(backend),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(status, err.toString(StandardCharsets.UTF_8));
  }

  private String[] anomaly(String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("sub", in.toString(), "-timmean", in.toString(), out.toString()));
    return words.toArray(String[]::new);
  }

  /** Some tasks of a stage behind the first are done, and others are not. */
  private static boolean isInTheMiddle(ProgressEvent event) {
    return event instanceof ProgressEvent.TasksDone done
        && done.stage() >= 1
        && done.done() < done.tasks();
  }

  /** Cancels each job at a moment, at which something is done first. */
  private record Stopping(Backend backend, Predicate<ProgressEvent> moment, Runnable first)
      implements Backend {
    @Override
    public String name() {
      return backend.name();
    }

    @Override
    public Explanation explain(Request request) {
      return backend.explain(request);
    }

    @Override
    public Job submit(Request request) {
      AtomicReference<Job> job = new AtomicReference<>();
      AtomicBoolean there = new AtomicBoolean();
      Request stopping =
          new Request(
              request.outputs(),
              request
                  .options()
                  .progress(
                      event -> {
                        request.options().progress().on(event);
                        if (moment.test(event) && there.compareAndSet(false, true)) {
                          first.run();
                          while (job.get() == null) {
                            Thread.onSpinWait();
                          }
                          job.get().cancel();
                        }
                      }));
      job.set(backend.submit(stopping));
      return job.get();
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  private byte[] undisturbed(String... options) throws IOException {
    try (Backend backend = LocalBackend.create(1)) {
      assertEquals(0, run(backend, anomaly(options)).status());
    }
    byte[] right = Files.readAllBytes(out);
    Files.delete(out);
    return right;
  }

  private void stop(String... options) {
    try (Backend backend =
        new Stopping(LocalBackend.create(1), ResumeTest::isInTheMiddle, () -> {})) {
      Outcome stopped = run(backend, anomaly(options));
      assertEquals(130, stopped.status(), stopped::err);
      assertTrue(stopped.err().contains("with --resume goes on from there"), stopped::err);
    }
    assertFalse(Files.exists(out));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nc2", "nc4"})
  void aStoppedCommandGoesOn(String format) throws IOException {
    byte[] right = undisturbed("-f", format);
    stop("--checkpoint", "1000", "-f", format);
    try (Backend backend = LocalBackend.create(1)) {
      Outcome rest = run(backend, anomaly("--resume", "-f", format));
      assertEquals(0, rest.status(), rest::err);
      assertTrue(rest.err().contains(" tasks were done before"), rest::err);
    }
    assertArrayEquals(right, Files.readAllBytes(out));
    assertEquals(List.of("in.nc", "out.nc"), names());
  }

  @Test
  void aDeflatedOutputGoesOnToo() throws IOException {
    byte[] right = undisturbed("-f", "nc4", "-z", "zip");
    stop("--checkpoint", "1000", "-f", "nc4", "-z", "zip");
    try (Backend backend = LocalBackend.create(1)) {
      assertEquals(0, run(backend, anomaly("--resume", "-f", "nc4", "-z", "zip")).status());
    }
    assertArrayEquals(right, Files.readAllBytes(out));
  }

  /** Leaves what a kill at a moment would leave. */
  private void kill(Predicate<ProgressEvent> moment, String... options) throws IOException {
    Map<Path, byte[]> left = new TreeMap<>();
    Runnable look =
        () -> {
          try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
              left.put(file, Files.readAllBytes(file));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    try (Backend backend = new Stopping(LocalBackend.create(1), moment, look)) {
      assertEquals(130, run(backend, anomaly(options)).status());
    }
    left.remove(in);
    for (String name : names()) {
      if (!name.equals("in.nc")) {
        Files.delete(folder.resolve(name));
      }
    }
    for (Map.Entry<Path, byte[]> file : left.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  private long parts() throws IOException {
    return names().stream().filter(name -> name.endsWith(".part")).count();
  }

  @Test
  void whatKilledRunsLeftGoes() throws IOException {
    byte[] right = undisturbed();
    // Before there is a note.
    kill(e -> e instanceof ProgressEvent.TasksDone, "--checkpoint", "1000");
    assertEquals(1, parts());
    assertFalse(Files.exists(folder.resolve("out.nc.checkpoint")));
    stop("--resume");
    assertEquals(0, parts());
    // After a note, and before the one that the resumed run would make.
    kill(e -> e instanceof ProgressEvent.Resumed, "--resume");
    assertEquals(1, parts());
    kill(e -> e instanceof ProgressEvent.Resumed, "--resume");
    assertEquals(1, parts());
    try (Backend backend = LocalBackend.create(1)) {
      Outcome rest = run(backend, anomaly("--resume"));
      assertTrue(rest.err().contains(" tasks were done before"), rest::err);
    }
    assertArrayEquals(right, Files.readAllBytes(out));
    assertEquals(List.of("in.nc", "out.nc"), names());
  }

  @Test
  void whatIsNotAsItWasIsNamed() throws IOException {
    byte[] right = undisturbed();
    stop("--checkpoint", "1000");
    List<String> left = names();
    try (Backend backend = LocalBackend.create(1)) {
      assertRefused(run(backend, anomaly("--checkpoint", "1000")), "--resume");
      assertRefused(run(backend, anomaly("--resume", "-f", "nc5")), "it is of other work");
      FileTime time = Files.getLastModifiedTime(in);
      Files.setLastModifiedTime(in, FileTime.fromMillis(time.toMillis() + 60_000));
      assertRefused(run(backend, anomaly("--resume")), "the input " + in + " changed since");
      Files.setLastModifiedTime(in, time);
      assertEquals(left, names());
      assertEquals(0, run(backend, anomaly("--resume")).status());
    }
    assertArrayEquals(right, Files.readAllBytes(out));
  }

  private void assertRefused(Outcome outcome, String why) {
    assertEquals(1, outcome.status(), outcome::err);
    assertTrue(outcome.err().contains(why), outcome::err);
    assertFalse(Files.exists(out));
  }

  @Test
  void withoutACheckpointResumingBeginsAnew() throws IOException {
    byte[] right = undisturbed();
    try (Backend backend = LocalBackend.create(1)) {
      Outcome all = run(backend, anomaly("--resume"));
      assertEquals(0, all.status(), all::err);
      assertTrue(all.err().contains("begins anew"), all::err);
    }
    assertArrayEquals(right, Files.readAllBytes(out));
  }
}
