package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.data.NdArray;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.run.Request;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Three members of one thread, the driver that started them, and members that take the places of
 * those that tests kill. One such grid serves all test classes that ask for it.
 */
final class FaultyGrid implements AutoCloseable {
  static final int MEMBERS = 3;
  static final long MEMORY = 256L << 20;
  private static final System.Logger LOG = System.getLogger("org.isobar.testkit");

  private final Path folder;
  private final TestGrid grid;
  private final HazelcastBackend driver;
  private final List<MemberProcess> added = new ArrayList<>();

  /** Of all members there ever were: who joins has to find one that lives. */
  private final List<String> addresses = new ArrayList<>();

  /** What a local backend gives, for each scenario, and for each format of a file. */
  private final Map<Scenario, NdArray> arrays = new HashMap<>();

  private final Map<String, Path> files = new HashMap<>();

  /** Gives test classes the grid, which ends with the last of them. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FaultyGrid.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(FaultyGrid.class))
          .getOrComputeIfAbsent(FaultyGrid.class, key -> new FaultyGrid(), FaultyGrid.class);
    }
  }

  private FaultyGrid() {
    try {
      folder = Files.createTempDirectory("isobar-faults");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    grid = new TestGrid(folder, MEMBERS, 1);
    driver = grid.backend();
    addresses.addAll(driver.config().members());
  }

  HazelcastBackend driver() {
    return driver;
  }

  /** For whatever a test writes. */
  Path folder() {
    return folder;
  }

  List<String> addresses() {
    return List.copyOf(addresses);
  }

  /** A line of the table in docs/backends.md. */
  static void tell(String scenario, long tasks, long again, String how) {
    String line = String.format(Locale.ROOT, "| %s | %d | %d | %s |", scenario, tasks, again, how);
    LOG.log(System.Logger.Level.INFO, line);
  }

  long tasks(Request request) {
    return stages(request).stream().mapToLong(n -> n).sum();
  }

  /** Number of tasks of each stage. */
  List<Long> stages(Request request) {
    return driver.explain(request).stages().stream().map(s -> s.tasks()).toList();
  }

  /** Slows all tasks from now on, until it is closed. */
  Slow slow(long millis) {
    return slow(millis, Integer.MAX_VALUE);
  }

  /** Slows all tasks from now on, and holds them from the given number on. */
  Slow slow(long millis, int holding) {
    Slow slow = new Slow(millis, holding, () -> grid.interceptor(TaskInterceptor.NONE));
    grid.interceptor(slow);
    return slow;
  }

  NdArray right(Scenario scenario) {
    return arrays.computeIfAbsent(
        scenario,
        s -> {
          try (Backend local = LocalBackend.create(2)) {
            return local.submit(s.request(folder, 0)).await().getFirst();
          }
        });
  }

  /** A file that a local backend writes, once for each name. */
  Path rightFile(String name, Function<Path, Request> request) {
    return files.computeIfAbsent(
        name,
        n -> {
          try (Backend local = LocalBackend.create(2)) {
            local.submit(request.apply(folder.resolve(n))).await();
          }
          return folder.resolve(n);
        });
  }

  /**
   * Waits until the driver can lend tasks to all members that live, and to no others: one that was
   * killed may not be missed yet, and the one that takes its place may still be starting.
   *
   * @return the processes of the members
   */
  List<MemberProcess> awaitAll() {
    long end = System.nanoTime() + 60_000_000_000L;
    while (true) {
      List<MemberProcess> living =
          Stream.concat(driver.started().stream(), added.stream())
              .filter(MemberProcess::isAlive)
              .toList();
      List<String> ready = driver.members();
      if (living.size() >= MEMBERS
          && ready.size() == living.size()
          && living.stream()
              .allMatch(p -> ready.stream().anyMatch(m -> m.endsWith("/" + p.address())))) {
        return living;
      }
      List<String> expected = living.stream().map(MemberProcess::address).toList();
      assertTrue(System.nanoTime() < end, () -> ready + " are ready, " + expected + " live");
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Temporary files of outputs. */
  List<String> parts() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".part")).toList();
    }
  }

  /** A configuration that names all members there ever were: the first ones may be dead. */
  GridConfig everybody() {
    return driver.config().members(addresses).memory(MEMORY);
  }

  MemberProcess addMember(Map<String, String> prefixes) throws IOException {
    String address;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + socket.getLocalPort();
    }
    GridConfig config =
        driver.config().listen(address).members(addresses).threads(1).prefixes(prefixes);
    MemberProcess process =
        MemberProcess.start(
            config,
            List.of(
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-Disobar.test.hub=" + folder.resolve("hub")));
    added.add(process);
    addresses.add(address);
    return process;
  }

  static void signal(MemberProcess process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  static void kill(MemberProcess victim) {
    ProcessHandle.of(victim.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() throws IOException {
    grid.close();
    added.forEach(MemberProcess::close);
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
