package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.BackendException;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.Arithmetic;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.run.Job;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Agreement;
import org.isobar.testkit.VirtualDataset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes that are killed, stopped, late, strange or without the right file. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
class HazelcastFaultsTest {
  private static final System.Logger LOG = System.getLogger("org.isobar.testkit");
  private static final int MEMBERS = 3;
  private static final long MEMORY = 256L << 20;
  private static final VirtualDataset SET =
      VirtualDataset.of("golden", "time:300000,lat:10,lon:10").chunk(4096, 10, 10);
  private static final VirtualDataset MAPS =
      VirtualDataset.of("golden", "time:600,lat:60,lon:120").chunk(5, 60, 120);

  private static final AtomicInteger KILLS = new AtomicInteger();
  private static final AtomicInteger BUSY = new AtomicInteger();
  private static final AtomicLong AGAIN = new AtomicLong();

  @TempDir static Path folder;
  private static TestGrid grid;
  private static HazelcastBackend driver;
  private static final List<MemberProcess> added = new ArrayList<>();

  /** Of all members there ever were: who joins has to find one that lives. */
  private static final List<String> addresses = new ArrayList<>();

  @BeforeAll
  static void start() {
    grid = new TestGrid(folder, MEMBERS, 1);
    driver = grid.backend();
    addresses.addAll(driver.config().members());
  }

  @AfterAll
  static void stop() {
    grid.close();
    added.forEach(MemberProcess::close);
  }

  /** Counts tasks, and makes each last a while. */
  private static final class Slow implements TaskInterceptor {
    final AtomicInteger tasks = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    private final long nanos;

    Slow(long millis) {
      this.nanos = millis * 1_000_000;
    }

    @Override
    public void run(int stage, long task, int attempt, Runnable body) {
      tasks.incrementAndGet();
      running.incrementAndGet();
      try {
        LockSupport.parkNanos(nanos);
        body.run();
      } finally {
        running.decrementAndGet();
      }
    }

    void await(int count, Job job) {
      while (tasks.get() < count && !job.isDone()) {
        LockSupport.parkNanos(1_000_000);
      }
    }

    /** Waits until so many tasks have begun and each of so many members runs one. */
    boolean awaitBusy(int count, int members, Job job) {
      while ((tasks.get() < count || running.get() < members) && !job.isDone()) {
        LockSupport.parkNanos(500_000);
      }
      return !job.isDone();
    }
  }

  private static Expr fold(ReduceOp op, Expr x) {
    return new Reduce(op, x, Set.of("time"), Optional.empty(), MissingRule.SKIP);
  }

  private static Expr anomaly(Expr x) {
    return org.isobar.expr.Map.of(Arithmetic.SUBTRACT, x, fold(new Mean(), x));
  }

  private static Request toMemory(Expr e) {
    return new Request(List.of(new Request.ToMemory(e)), RunOptions.DEFAULT);
  }

  /** A file of anomalies in a format. */
  private static Request toFile(Path path, FileFormat format, int deflate) {
    Expr values = anomaly(MAPS.read());
    List<FileDim> dims = new ArrayList<>();
    for (Dim d : values.dims()) {
      dims.add(new FileDim(d.name(), d.size(), d.name().equals("time")));
    }
    VariableMetadata v =
        VariableMetadata.of(
            "x",
            values.dims().stream().map(Dim::name).toList(),
            new VariableType.Numeric(DType.FLOAT32),
            Attributes.NONE);
    FileSchema schema =
        new FileSchema(format, dims, List.of(v), Attributes.NONE, new Storage(deflate, Map.of()));
    return new Request(
        List.of(new Request.ToFile(path, "netcdf", schema, Map.of("x", values), Map.of())),
        RunOptions.DEFAULT);
  }

  /** What is computed while a member dies, and how its result is compared. */
  enum Scenario {
    REDUCE,
    TWO_PASSES,
    WRITE;

    /** What is asked for; files are classic and deflated in turn. */
    Request request(Path file, long seed) {
      return switch (this) {
        case REDUCE -> toMemory(fold(new Std(1), SET.read()));
        case TWO_PASSES -> toMemory(fold(new Std(1), anomaly(SET.read())));
        case WRITE ->
            seed % 2 == 0 ? toFile(file, FileFormat.NC2, 0) : toFile(file, FileFormat.NC4, 1);
      };
    }
  }

  record Kill(Scenario scenario, long seed) {}

  private static Stream<Kill> kills(int seeds) {
    return Stream.of(Scenario.values())
        .flatMap(s -> Stream.iterate(1L, n -> n <= seeds, n -> n + 1).map(n -> new Kill(s, n)));
  }

  static Stream<Kill> fewKills() {
    return kills(5);
  }

  static Stream<Kill> manyKills() {
    return kills(50);
  }

  @ParameterizedTest
  @MethodSource("fewKills")
  void whatAKilledMemberHadNotHandedUpRunsElsewhere(Kill kill) throws Exception {
    killInMidRun(kill);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("manyKills")
  void manyKilledMembersChangeNoBit(Kill kill) throws Exception {
    killInMidRun(kill);
  }

  private static void killInMidRun(Kill kill) throws Exception {
    // The one that takes the place of the last one killed may still be starting.
    driver.awaitMembers(MEMBERS - 1);
    Path expected = folder.resolve("expected");
    Path got = folder.resolve("got");
    List<NdArray> right;
    try (Backend local = LocalBackend.create(2)) {
      right = local.submit(kill.scenario().request(expected, kill.seed())).await();
    }
    AtomicLong noticed = new AtomicLong();
    Request asked = kill.scenario().request(got, kill.seed());
    Request request =
        new Request(
            asked.outputs(),
            RunOptions.DEFAULT.progress(
                event -> {
                  if (event instanceof ProgressEvent.TaskRetried) {
                    noticed.compareAndSet(0, System.nanoTime());
                  }
                }));
    long tasks = driver.explain(request).stages().stream().mapToLong(s -> s.tasks()).sum();
    Slow slow = new Slow(40);
    grid.interceptor(slow);
    Random random = new Random(31 * kill.seed() + kill.scenario().name().hashCode());
    List<MemberProcess> members = readyProcesses();
    Job job = driver.submit(request);
    int begun = 1 + random.nextInt(Math.max(1, (int) tasks - MEMBERS));
    boolean busy = slow.awaitBusy(begun, members.size(), job);
    MemberProcess victim = members.get(random.nextInt(members.size()));
    final long killed = System.nanoTime();
    ProcessHandle.of(victim.pid()).ifPresent(ProcessHandle::destroyForcibly);
    // One that takes its place joins in mid-run.
    addMember(Map.of());
    List<NdArray> result = job.await();
    long lasted = (System.nanoTime() - killed) / 1_000_000;
    grid.interceptor(TaskInterceptor.NONE);
    if (kill.scenario() == Scenario.WRITE) {
      assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(got), kill.toString());
    } else {
      Agreement.assertSameBits(right.getFirst(), result.getFirst(), kill.toString());
    }
    assertEquals(List.of(), parts(), "files left over");
    long again = slow.tasks.get() - tasks;
    if (busy) {
      assertTrue(again > 0, kill + ": the victim ran a task, and none ran again");
    }
    KILLS.incrementAndGet();
    BUSY.addAndGet(busy ? 1 : 0);
    AGAIN.addAndGet(again);
    long noticedMillis = noticed.get() == 0 ? -1 : (noticed.get() - killed) / 1_000_000;
    String line =
        String.format(
            Locale.ROOT,
            "%s: %d of %d tasks ran again; noticed after %d ms, done after %d ms; %d kills, %d of"
                + " busy members, %d tasks again in all",
            kill,
            again,
            tasks,
            noticedMillis,
            lasted,
            KILLS.get(),
            BUSY.get(),
            AGAIN.get());
    LOG.log(System.Logger.Level.INFO, line);
    // Neither the silence of a member nor a lost answer is waited for.
    assertTrue(noticedMillis < 5_000, line);
  }

  /** The processes of members that can take tasks. */
  private static List<MemberProcess> readyProcesses() {
    List<String> ready = driver.members();
    return Stream.concat(driver.started().stream(), added.stream())
        .filter(p -> ready.stream().anyMatch(m -> m.endsWith("/" + p.address())))
        .filter(MemberProcess::isAlive)
        .toList();
  }

  private static List<String> parts() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".part")).toList();
    }
  }

  /** A configuration that names all members there ever were: the first ones may be dead. */
  private static GridConfig everybody() {
    return driver.config().members(addresses).memory(MEMORY);
  }

  private static List<ProcessHandle> members() {
    List<Long> pids = new ArrayList<>(grid.processes());
    added.stream().filter(MemberProcess::isAlive).forEach(p -> pids.add(p.pid()));
    return pids.stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();
  }

  private static MemberProcess addMember(Map<String, String> prefixes) throws Exception {
    String address;
    try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + socket.getLocalPort();
    }
    GridConfig config =
        driver.config().listen(address).members(addresses).threads(1).prefixes(prefixes);
    MemberProcess process =
        MemberProcess.start(
            config, List.of("-Xmx400m", "-Disobar.test.hub=" + folder.resolve("hub")));
    added.add(process);
    addresses.add(address);
    return process;
  }

  @Test
  void aStoppedMemberIsReplacedAndComesBack() throws Exception {
    driver.awaitMembers(MEMBERS);
    Slow slow = new Slow(20);
    grid.interceptor(slow);
    NdArray right;
    try (Backend local = LocalBackend.create(2)) {
      right = local.submit(Scenario.TWO_PASSES.request(folder, 0)).await().getFirst();
    }
    ProcessHandle member = members().getFirst();
    Job job = driver.submit(Scenario.TWO_PASSES.request(folder, 0));
    slow.await(5, job);
    signal(member, "STOP");
    long stopped = System.nanoTime();
    try {
      Agreement.assertSameBits(right, job.await().getFirst(), "a member stopped");
      long left = 20_000 - (System.nanoTime() - stopped) / 1_000_000;
      TimeUnit.MILLISECONDS.sleep(Math.max(0, left));
    } finally {
      signal(member, "CONT");
    }
    driver.awaitMembers(MEMBERS);
    Agreement.assertSameBits(
        right,
        driver.submit(Scenario.TWO_PASSES.request(folder, 0)).await().getFirst(),
        "the member is back");
    grid.interceptor(TaskInterceptor.NONE);
  }

  /**
   * A member that Hazelcast has given up, and that has given up the others, is a grid of its own
   * when it goes on: the driver's side wins, and the stale side joins it with nothing to tell.
   */
  @Tag("soak")
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  @Test
  void theDriversSideOfASplitGridWins() throws Exception {
    driver.awaitMembers(MEMBERS - 1);
    Slow slow = new Slow(200);
    NdArray right;
    try (Backend local = LocalBackend.create(2)) {
      right = local.submit(Scenario.TWO_PASSES.request(folder, 0)).await().getFirst();
    }
    grid.interceptor(slow);
    List<MemberProcess> members = readyProcesses();
    Job job = driver.submit(Scenario.TWO_PASSES.request(folder, 0));
    assertTrue(slow.awaitBusy(2, members.size(), job));
    ProcessHandle cut = ProcessHandle.of(members.getLast().pid()).orElseThrow();
    signal(cut, "STOP");
    try {
      Agreement.assertSameBits(right, job.await().getFirst(), "a side was cut off");
      TimeUnit.SECONDS.sleep(60);
      assertEquals(members.size() - 1, driver.members().size(), "the other side is still in");
      slow.tasks.set(0);
      Job next = driver.submit(Scenario.TWO_PASSES.request(folder, 0));
      signal(cut, "CONT");
      Agreement.assertSameBits(right, next.await().getFirst(), "the stale side speaks again");
    } finally {
      signal(cut, "CONT");
      grid.interceptor(TaskInterceptor.NONE);
    }
    long start = System.nanoTime();
    while (driver.members().size() < members.size()) {
      LockSupport.parkNanos(100_000_000);
    }
    LOG.log(
        System.Logger.Level.INFO,
        "the stale side is back {0} ms after the job",
        (System.nanoTime() - start) / 1_000_000);
    Agreement.assertSameBits(
        right,
        driver.submit(Scenario.TWO_PASSES.request(folder, 0)).await().getFirst(),
        "after the split");
  }

  private static void signal(ProcessHandle process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Test
  void twoDriversShareTheMembers() {
    try (HazelcastBackend other = HazelcastBackend.client(everybody())) {
      Request request = Scenario.TWO_PASSES.request(folder, 0);
      NdArray alone = driver.submit(request).await().getFirst();
      Job one = driver.submit(request);
      Job two = other.submit(request);
      Agreement.assertSameBits(alone, one.await().getFirst(), "the first driver");
      Agreement.assertSameBits(alone, two.await().getFirst(), "the second driver");
    }
  }

  @Test
  void jobsOfAKilledDriverEnd() throws Exception {
    Slow slow = new Slow(30);
    grid.interceptor(slow);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                OtherDriver.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var in = other.getOutputStream()) {
      everybody().toProperties().store(in, null);
    }
    while (slow.tasks.get() < 5 && other.isAlive()) {
      LockSupport.parkNanos(5_000_000);
    }
    assertTrue(other.isAlive(), "the other driver ended by itself");
    other.destroyForcibly().waitFor();
    long killed = System.nanoTime();
    // No task begins any more, well before the 15 s after which silence counts.
    int before = -1;
    while (before != slow.tasks.get()) {
      before = slow.tasks.get();
      LockSupport.parkNanos(1_000_000_000);
      assertTrue(System.nanoTime() - killed < 15_000_000_000L, "its tasks still run");
    }
    grid.interceptor(TaskInterceptor.NONE);
    driver.submit(Scenario.REDUCE.request(folder, 0)).await();
  }

  /** A driver that runs one long job; its configuration comes by standard input. */
  static final class OtherDriver {
    private OtherDriver() {}

    public static void main(String[] args) throws Exception {
      java.util.Properties settings = new java.util.Properties();
      settings.load(System.in);
      GridConfig config = GridConfig.of(settings, Path.of("standard input"));
      try (HazelcastBackend backend = HazelcastBackend.client(config)) {
        Expr x =
            VirtualDataset.of("golden", "time:3000000,lat:10,lon:10").chunk(4096, 10, 10).read();
        backend.submit(toMemory(fold(new Std(1), x))).await();
      }
    }
  }

  @Test
  void aStrangerIsToldThatItsSecretIsWrong() {
    GridConfig config = driver.config();
    GridConfig wrong =
        new GridConfig(
            config.cluster(),
            "not the secret of this grid",
            config.listen(),
            addresses,
            1,
            MEMORY,
            Map.of());
    long start = System.nanoTime();
    try (HazelcastBackend stranger = HazelcastBackend.client(wrong)) {
      BackendException e =
          assertThrows(
              BackendException.class, () -> stranger.submit(Scenario.REDUCE.request(folder, 0)));
      assertTrue(e.getMessage().contains("secret"), e.getMessage());
    }
    assertTrue(System.nanoTime() - start < 20_000_000_000L, "it took too long");
  }

  @Test
  void garbageOnThePortStopsNobody() throws Exception {
    Random random = new Random(8);
    NdArray right = driver.submit(Scenario.REDUCE.request(folder, 0)).await().getFirst();
    Job job = driver.submit(Scenario.REDUCE.request(folder, 0));
    for (String address : addresses) {
      GridConfig.Address at = GridConfig.Address.parse(address);
      for (int i = 0; i < 10; i++) {
        byte[] noise = new byte[1000];
        random.nextBytes(noise);
        try (Socket socket = new Socket(at.host(), at.port())) {
          socket.getOutputStream().write(noise);
        } catch (java.io.IOException e) {
          // A member that was killed, or one that hung up.
          LOG.log(System.Logger.Level.DEBUG, "no noise to " + address, e);
        }
      }
    }
    Agreement.assertSameBits(right, job.await().getFirst(), "with garbage on the ports");
    Agreement.assertSameBits(
        right, driver.submit(Scenario.REDUCE.request(folder, 0)).await().getFirst(), "after it");
  }

  @Test
  void aMemberWithAnotherFileTakesNoPart() throws Exception {
    Path here = Files.createDirectories(folder.resolve("archive"));
    Path there = Files.createDirectories(folder.resolve("copy"));
    Path file = here.resolve("x.nc");
    try (Backend local = LocalBackend.create(2)) {
      local.submit(toFile(file, FileFormat.NC2, 0)).await();
      byte[] bytes = Files.readAllBytes(file);
      Files.write(there.resolve("x.nc"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
      // Cell by cell: many small tasks, so that each member gets some.
      Supplier<Expr> twice =
          () -> {
            Expr x = org.isobar.Dataset.open(file).field("x").expr();
            return org.isobar.expr.Map.of(Arithmetic.ADD, x, x);
          };
      NdArray right = local.submit(toMemory(twice.get())).await().getFirst();
      MemberProcess odd = addMember(Map.of(here.toString(), there.toString()));
      odd.await();
      String address = addresses.getLast();
      while (driver.members().stream().noneMatch(m -> m.endsWith(address))) {
        LockSupport.parkNanos(5_000_000);
      }
      List<String> told = java.util.Collections.synchronizedList(new ArrayList<>());
      Request request =
          new Request(
              List.of(new Request.ToMemory(twice.get())),
              RunOptions.DEFAULT.progress(
                  event -> {
                    if (event instanceof ProgressEvent.TaskRetried r) {
                      told.add(r.cause());
                    }
                  }));
      Slow slow = new Slow(30);
      grid.interceptor(slow);
      assertTrue(driver.explain(request).stages().getFirst().tasks() >= 8, "too few tasks");
      for (int i = 0; i < 20 && told.isEmpty(); i++) { // until it was asked for a part
        Agreement.assertSameBits(right, driver.submit(request).await().getFirst(), "an odd member");
      }
      grid.interceptor(TaskInterceptor.NONE);
      odd.close();
      assertTrue(
          told.stream().anyMatch(t -> t.contains(there.toString()) && t.contains("changed")),
          () -> "what was told: " + told);
    }
  }
}
