package org.isobar.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.isobar.Backend;
import org.isobar.backend.mpi.MpiBackend;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;

/**
 * Commands in an MPI world: {@code stall WORDS...} goes no further when a part of its last stage is
 * done and noted, until it is killed; {@code rest IN OUT WORDS...} is refused with what is not as
 * it was, and then does the rest.
 */
public final class ResumeInWorldMain {
  private static final int LONGEST_MILLIS = 120_000;

  private ResumeInWorldMain() {}

  public static void main(String[] arguments) throws Exception {
    int rank = MpiBackend.launchedAs().orElseThrow();
    System.out.println("rank " + rank + " is process " + ProcessHandle.current().pid());
    try (MpiBackend world = MpiBackend.builder().threads(1).world()) {
      List<String> words = Arrays.asList(arguments);
      if (words.getFirst().equals("stall")) {
        say("stalled", run(new Stalling(world), words.subList(1, words.size())));
      } else {
        rest(world, Path.of(words.get(1)), Path.of(words.get(2)), words.subList(3, words.size()));
      }
    }
  }

  private static void say(String what, String outcome) {
    System.out.println(what + ": " + outcome);
    System.out.flush();
  }

  private static String run(Backend backend, List<String> words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            words,
            Map.of(),
            Backends.lending(backend),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return "status " + status + ", " + err.toString(StandardCharsets.UTF_8);
  }

  private static void rest(Backend world, Path in, Path out, List<String> words)
      throws IOException {
    List<String> resuming = new ArrayList<>(List.of("--resume"));
    resuming.addAll(words);
    Path note = out.resolveSibling(out.getFileName() + ".checkpoint");
    Path data = out.resolveSibling(out.getFileName() + ".checkpoint.data");
    byte[] good = Files.readAllBytes(data);
    byte[] bad = good.clone();
    // In many places: what was written after the last note is of no account.
    for (int at = bad.length / 3; at > 0; at /= 3) {
      bad[at] ^= (byte) 1;
    }
    Files.write(data, bad);
    say("damaged values", run(world, resuming));
    Files.write(data, good);
    good = Files.readAllBytes(note);
    Files.write(note, Arrays.copyOf(good, good.length / 2));
    say("half a note", run(world, resuming));
    Files.write(note, good);
    FileTime time = Files.getLastModifiedTime(in);
    Files.setLastModifiedTime(in, FileTime.fromMillis(time.toMillis() + 60_000));
    say("another input", run(world, resuming));
    Files.setLastModifiedTime(in, time);
    List<String> anew = new ArrayList<>(List.of("--checkpoint", "1000"));
    anew.addAll(words);
    say("not asked", run(world, anew));
    say("the rest", run(world, resuming));
  }

  /** Stops each job when some tasks of its second stage are done, and noted. */
  private static final class Stalling implements Backend {
    private static final int PAUSE_MILLIS = 1200;
    private final Backend backend;
    private final CountDownLatch never = new CountDownLatch(1);
    private long first;

    Stalling(Backend backend) {
      this.backend = backend;
    }

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
      return backend.submit(
          new Request(
              request.outputs(),
              request
                  .options()
                  .progress(
                      event -> {
                        request.options().progress().on(event);
                        on(event);
                      })));
    }

    private void on(ProgressEvent event) {
      switch (event) {
        case ProgressEvent.StageStarted started when started.stage() == 0 ->
            first = started.tasks();
        // So that there is a note before all is done.
        case ProgressEvent.TasksDone done when done.stage() > 0 && done.done() < done.tasks() ->
            pause(PAUSE_MILLIS);
        case ProgressEvent.Checkpointed noted when noted.done() > first && first > 0 -> {
          say("stalls", "at " + noted.done());
          pause(LONGEST_MILLIS);
        }
        default -> {}
      }
    }

    private void pause(int millis) {
      try {
        never.await(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      backend.close();
    }
  }
}
