package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.WriteOptions;
import org.isobar.backend.local.LocalBackend;
import org.isobar.dataset.FileFormat;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.BackendException;
import org.isobar.error.CancelledException;
import org.isobar.error.DatasetException;
import org.isobar.error.IsobarException;
import org.isobar.run.Checkpoints;
import org.isobar.run.ProgressEvent;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver that says names under which it finds nothing itself: only its members, processes of
 * their own, map them to a folder.
 */
@Timeout(value = 100, unit = TimeUnit.SECONDS)
class ClientWithoutFilesTest {
  private static final Path AWAY = Path.of("/no-such-folder-here/badc");

  @TempDir static Path folder;
  private static final List<MemberProcess> members = new ArrayList<>();
  private static Hub hub;
  private static HazelcastBackend client;
  private static Backend local;

  @BeforeAll
  static void start() throws Exception {
    local = LocalBackend.create(2);
    Path file = folder.resolve("hub");
    hub = Hub.open(file);
    for (int year = 0; year < 2; year++) {
      String set =
          "virtual:golden?dims=time:365,lat:40,lon:60&missing=13&calendar=noleap&origin="
              + 365 * year;
      Dataset.open(set).field("v").write(folder.resolve("v_" + year + ".nc"), local);
    }
    List<String> addresses = List.of(free(), free());
    GridConfig config =
        GridConfig.of("without-files", "a secret of this test")
            .members(addresses)
            .threads(1)
            .memory(256L << 20)
            .prefixes(Map.of(AWAY.toString(), folder.toString()));
    for (String address : addresses) {
      members.add(
          MemberProcess.start(
              config.listen(address),
              List.of("-Xmx400m", "-XX:TieredStopAtLevel=1", "-D" + Hub.PROPERTY + "=" + file)));
      members.getLast().await();
    }
    client = HazelcastBackend.clientWithoutFiles(config.prefixes(Map.of()));
    client.awaitMembers(2);
  }

  private static String free() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() {
    client.close();
    members.forEach(MemberProcess::close);
    local.close();
    hub.close();
  }

  private static Field anomaly(Field v) {
    return v.minus(v.mean("time"));
  }

  private static Field away() {
    return Dataset.options().on(client).open(AWAY + "/v_*.nc").field("v");
  }

  private static Field here() {
    return Dataset.open(folder + "/v_*.nc").field("v");
  }

  private static List<String> left() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".part")).toList();
    }
  }

  @Test
  void whatMembersOpenGivesTheBitsOfLocal() {
    assertFalse(Files.exists(AWAY));
    assertThrows(DatasetException.class, () -> Dataset.open(AWAY + "/v_*.nc"));
    double[] right = anomaly(here()).std("time").compute(local).values();
    double[] found = anomaly(away()).std("time").compute(client).values();
    assertEquals(-1, java.util.Arrays.mismatch(right, found));
    assertTrue(right.length == 40 * 60 && right[1] > 0, "nothing was computed");
  }

  @Test
  void aMemberCreatesChecksAndRenamesTheOutput() throws Exception {
    Field right = anomaly(here());
    Field found = anomaly(away());
    for (FileFormat format : List.of(FileFormat.NC2, FileFormat.NC4)) {
      WriteOptions how = WriteOptions.DEFAULT.format(format);
      WriteOptions write = format == FileFormat.NC4 ? how.deflate(1) : how;
      Path expected = folder.resolve("expected.nc");
      right.write(expected, local, write, RunOptions.DEFAULT);
      found.write(AWAY.resolve("found.nc"), client, write, RunOptions.DEFAULT);
      assertEquals(-1, Files.mismatch(expected, folder.resolve("found.nc")), format.toString());
      Files.delete(folder.resolve("found.nc"));
    }
    assertEquals(List.of(), left());
    assertFalse(Files.exists(AWAY));
  }

  @Test
  void whatNoMemberHasIsSaidWithTheMember() {
    DatasetException e =
        assertThrows(
            DatasetException.class, () -> Dataset.options().on(client).open(AWAY + "/w.nc"));
    assertTrue(e.getMessage().contains("no such file"), e.getMessage());
    assertTrue(e.getMessage().contains("127.0.0.1:"), e.getMessage());
    IsobarException nowhere =
        assertThrows(
            IsobarException.class, () -> away().write(AWAY.resolve("none/found.nc"), client));
    assertTrue(nowhere.getMessage().contains("none"), nowhere.getMessage());
  }

  @Test
  void checkpointsAreRefusedWhereTheOutputIsNotSeen() {
    RunOptions keeping = RunOptions.DEFAULT.checkpoints(Checkpoints.keep());
    Field field = anomaly(away());
    Path target = AWAY.resolve("kept.nc");
    BackendException e =
        assertThrows(
            BackendException.class,
            () -> field.write(target, client, WriteOptions.DEFAULT, keeping));
    assertTrue(e.getMessage().contains("checkpoint"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("kept.nc")));
  }

  private static void slowly() {
    hub.interceptor(
        new TaskInterceptor() {
          @Override
          public void run(int stage, long task, int attempt, Runnable body) {
            LockSupport.parkNanos(20_000_000);
            body.run();
          }
        });
  }

  @Test
  void aCancelledOutputVanishesWhereItWas() throws Exception {
    slowly();
    Field field = anomaly(away());
    Thread caller = Thread.currentThread();
    RunOptions stopping =
        RunOptions.DEFAULT.progress(
            event -> {
              if (event instanceof ProgressEvent.TasksDone) {
                caller.interrupt();
              }
            });
    Path target = AWAY.resolve("cancelled.nc");
    assertThrows(
        CancelledException.class,
        () -> field.write(target, client, WriteOptions.DEFAULT, stopping));
    assertTrue(Thread.interrupted());
    hub.interceptor(TaskInterceptor.NONE);
    // The member is told, and not waited for.
    while (!left().isEmpty()) {
      Thread.onSpinWait();
    }
    assertFalse(Files.exists(folder.resolve("cancelled.nc")));
  }

  @Test
  void anOutputWhoseCoordinatorDiesFails() throws Exception {
    slowly();
    Field field = anomaly(away());
    String first = client.members().getFirst();
    MemberProcess coordinator =
        members.stream().filter(m -> first.endsWith("/" + m.address())).findFirst().orElseThrow();
    RunOptions killing =
        RunOptions.DEFAULT.progress(
            event -> {
              if (event instanceof ProgressEvent.TasksDone) {
                coordinator.close();
              }
            });
    Path target = AWAY.resolve("orphaned.nc");
    IsobarException e =
        assertThrows(
            IsobarException.class,
            () -> field.write(target, client, WriteOptions.DEFAULT, killing));
    assertTrue(e.getMessage().contains("is gone"), e.getMessage());
    hub.interceptor(TaskInterceptor.NONE);
    assertFalse(Files.exists(folder.resolve("orphaned.nc")));
    for (String part : left()) {
      Files.delete(folder.resolve(part));
    }
    // The other one sees to all from now on.
    field.write(target, client);
    anomaly(here()).write(folder.resolve("expected.nc"), local);
    assertEquals(-1, Files.mismatch(folder.resolve("expected.nc"), folder.resolve("orphaned.nc")));
  }
}
