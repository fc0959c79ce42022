package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.FileFormat;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.BackendException;
import org.isobar.error.CancelledException;
import org.isobar.expr.Expr;
import org.isobar.op.Arithmetic;
import org.isobar.op.Std;
import org.isobar.run.Job;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Agreement;
import org.isobar.testkit.ReadHook;
import org.isobar.testkit.VirtualDataset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes that are killed, stopped, late, strange or without the right file. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
class HazelcastFaultsTest {
  private static final System.Logger LOG = System.getLogger("org.isobar.testkit");
  private static final int MEMBERS = 3;
  private static final long MEMORY = 256L << 20;
  private static final AtomicInteger KILLS = new AtomicInteger();
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

  /** A line of the table in docs/backends.md. */
  private static void tell(String scenario, long tasks, long again, String how) {
    String line = String.format(Locale.ROOT, "| %s | %d | %d | %s |", scenario, tasks, again, how);
    LOG.log(System.Logger.Level.INFO, line);
  }

  private static long tasks(Request request) {
    return driver.explain(request).stages().stream().mapToLong(s -> s.tasks()).sum();
  }

  /** What is computed while a member dies, and how its result is compared. */
  enum Scenario {
    REDUCE,
    TWO_PASSES,
    WRITE;

    /** What is asked for; files are classic and deflated in turn. */
    Request request(Path file, long seed) {
      return switch (this) {
        case REDUCE -> Asked.toMemory(Asked.fold(new Std(1), Asked.SET.read()));
        case TWO_PASSES -> Asked.toMemory(Asked.fold(new Std(1), Asked.anomaly(Asked.SET.read())));
        case WRITE ->
            seed % 2 == 0
                ? Asked.toFile(file, FileFormat.NC2, 0)
                : Asked.toFile(file, FileFormat.NC4, 1);
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

  /** What a local backend gives, for each scenario and format. */
  private static final Map<String, NdArray> ARRAYS = new HashMap<>();

  private static final Map<String, Path> FILES = new HashMap<>();

  private static NdArray right(Scenario scenario) {
    return ARRAYS.computeIfAbsent(
        scenario.name(),
        name -> {
          try (Backend local = LocalBackend.create(2)) {
            return local.submit(scenario.request(folder, 0)).await().getFirst();
          }
        });
  }

  private static Path rightFile(long seed) {
    return FILES.computeIfAbsent(
        "expected" + seed % 2,
        name -> {
          try (Backend local = LocalBackend.create(2)) {
            local.submit(Scenario.WRITE.request(folder.resolve(name), seed)).await();
          }
          return folder.resolve(name);
        });
  }

  /** After how many tasks all are held: so that in that stage there are enough for each member. */
  private static int moment(Kill kill, Request request, Random random) {
    List<Long> stages = driver.explain(request).stages().stream().map(s -> s.tasks()).toList();
    List<Integer> moments = new ArrayList<>();
    int before = 0;
    for (long tasks : stages) {
      if (kill.scenario() == Scenario.WRITE) {
        // The stage that writes is the last one.
        moments.clear();
      }
      for (int n = 1; n + MEMBERS <= tasks; n++) {
        moments.add(before + n);
      }
      before += (int) tasks;
    }
    return moments.get(random.nextInt(moments.size()));
  }

  private static void killInMidRun(Kill kill) throws Exception {
    awaitAll();
    Path got = folder.resolve("got");
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
    long tasks = tasks(request);
    Random random = new Random(31 * kill.seed() + kill.scenario().name().hashCode());
    Slow slow = new Slow(20, moment(kill, request, random));
    grid.interceptor(slow);
    List<MemberProcess> members = readyProcesses();
    Job job = driver.submit(request);
    slow.awaitHeld(members.size());
    MemberProcess victim = members.get(random.nextInt(members.size()));
    final long killed = System.nanoTime();
    ProcessHandle.of(victim.pid()).ifPresent(ProcessHandle::destroyForcibly);
    slow.release();
    // One that takes its place joins in mid-run.
    addMember(Map.of());
    List<NdArray> result = job.await();
    long lasted = (System.nanoTime() - killed) / 1_000_000;
    grid.interceptor(TaskInterceptor.NONE);
    if (kill.scenario() == Scenario.WRITE) {
      assertEquals(-1, Files.mismatch(rightFile(kill.seed()), got), kill.toString());
    } else {
      Agreement.assertSameBits(right(kill.scenario()), result.getFirst(), kill.toString());
    }
    assertEquals(List.of(), parts(), "files left over");
    long again = slow.tasks.get() - tasks;
    assertTrue(again > 0, kill + ": the victim ran a task, and none ran again");
    assertTrue(noticed.get() > killed, kill + ": nobody said that the victim is gone");
    long noticedMillis = (noticed.get() - killed) / 1_000_000;
    String line =
        String.format(
            Locale.ROOT,
            "%s: %d of %d tasks ran again; noticed after %d ms, done after %d ms; %d kills, %d"
                + " tasks again in all",
            kill,
            again,
            tasks,
            noticedMillis,
            lasted,
            KILLS.incrementAndGet(),
            AGAIN.addAndGet(again));
    LOG.log(System.Logger.Level.INFO, line);
    // The connection broke: the ten seconds of a member's silence are not waited for.
    assertTrue(noticedMillis < 10_000, line);
  }

  /** Members deflate and write, each for itself, when one of them dies at any moment of that. */
  private static void killInMidWrite(long seed) throws Exception {
    Path expected = folder.resolve("maps");
    Path got = folder.resolve("got");
    if (!Files.exists(expected)) {
      try (Backend local = LocalBackend.create(2)) {
        local.submit(Asked.toFile(expected, FileFormat.NC4, 1, Asked.MANY_MAPS)).await();
      }
    }
    awaitAll();
    List<MemberProcess> members = readyProcesses();
    Request request = Asked.toFile(got, FileFormat.NC4, 1, Asked.MANY_MAPS);
    List<Long> stages = driver.explain(request).stages().stream().map(s -> s.tasks()).toList();
    Random random = new Random(seed);
    // Some tasks of the last stage have begun, and deflating takes most of their time.
    long first = tasks(request) - stages.getLast();
    int begun = (int) first + 2 + random.nextInt(Math.max(1, stages.getLast().intValue() - 2));
    Slow slow = new Slow(0);
    grid.interceptor(slow);
    Job job = driver.submit(request);
    slow.await(begun, job);
    LockSupport.parkNanos(random.nextLong(20_000_000));
    boolean early = !job.isDone();
    MemberProcess victim = members.get(random.nextInt(members.size()));
    ProcessHandle.of(victim.pid()).ifPresent(ProcessHandle::destroyForcibly);
    addMember(Map.of());
    job.await();
    grid.interceptor(TaskInterceptor.NONE);
    assertEquals(-1, Files.mismatch(expected, got), "killed in mid-write, seed " + seed);
    assertEquals(List.of(), parts(), "files left over");
    tell(
        "kill -9 while members deflate and write, seed " + seed,
        tasks(request),
        slow.tasks.get() - tasks(request),
        early ? "the file has the same bytes" : "the job was done before");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aMemberKilledInMidWriteLeavesARightFile(long seed) throws Exception {
    killInMidWrite(seed);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("moreSeeds")
  void membersKilledInMidWriteLeaveRightFiles(long seed) throws Exception {
    killInMidWrite(seed);
  }

  static LongStream moreSeeds() {
    return LongStream.rangeClosed(3, 32);
  }

  /** The one that takes the place of the last one killed may still be starting. */
  private static void awaitAll() {
    added.stream().filter(MemberProcess::isAlive).forEach(MemberProcess::await);
    driver.awaitMembers(MEMBERS);
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

  private static MemberProcess addMember(Map<String, String> prefixes) throws Exception {
    String address;
    try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
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

  @Test
  void aStoppedMemberIsReplacedAndComesBack() throws Exception {
    awaitAll();
    Request request = Scenario.TWO_PASSES.request(folder, 0);
    NdArray right = right(Scenario.TWO_PASSES);
    List<MemberProcess> members = readyProcesses();
    Slow slow = new Slow(20, 5);
    grid.interceptor(slow);
    ProcessHandle member = ProcessHandle.of(members.getFirst().pid()).orElseThrow();
    Job job = driver.submit(request);
    slow.awaitHeld(members.size());
    signal(member, "STOP");
    long stopped = System.nanoTime();
    try {
      slow.release();
      Agreement.assertSameBits(right, job.await().getFirst(), "a member stopped");
      long again = slow.tasks.get() - tasks(request);
      assertTrue(again > 0, "what the stopped member ran did not run again");
      tell("a member is stopped for 20 s", tasks(request), again, "the job waits 10 s for it");
      long left = 20_000 - (System.nanoTime() - stopped) / 1_000_000;
      TimeUnit.MILLISECONDS.sleep(Math.max(0, left));
    } finally {
      signal(member, "CONT");
    }
    awaitAll();
    grid.interceptor(TaskInterceptor.NONE);
    Agreement.assertSameBits(right, driver.submit(request).await().getFirst(), "it is back");
  }

  @Test
  void whoJoinsInMidRunGetsWork() throws Exception {
    awaitAll();
    Request request = Scenario.TWO_PASSES.request(folder, 0);
    List<MemberProcess> members = readyProcesses();
    Slow slow = new Slow(5, 3);
    grid.interceptor(slow);
    Job job = driver.submit(request);
    slow.awaitHeld(members.size());
    Set<Long> known = Set.copyOf(slow.lines);
    MemberProcess late = addMember(Map.of());
    try {
      // All others are held in their tasks: the next one is the newcomer's.
      slow.awaitHeld(members.size() + 1);
      slow.release();
      Agreement.assertSameBits(
          right(Scenario.TWO_PASSES), job.await().getFirst(), "one more in mid-run");
      assertEquals(known.size() + 1, slow.lines.size(), "members that ran tasks");
      long again = slow.tasks.get() - tasks(request);
      tell("one more joins in mid-run", tasks(request), again, "it is lent what comes next");
    } finally {
      slow.release();
      grid.interceptor(TaskInterceptor.NONE);
      late.close();
    }
  }

  /**
   * A member that Hazelcast has given up, and that has given up the others, is a grid of its own
   * when it goes on: the driver's side wins, and the stale side joins it with nothing to tell.
   */
  @Tag("soak")
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  @Test
  void theDriversSideOfASplitGridWins() throws Exception {
    awaitAll();
    Slow slow = new Slow(200, 2);
    NdArray right = right(Scenario.TWO_PASSES);
    grid.interceptor(slow);
    List<MemberProcess> members = readyProcesses();
    Job job = driver.submit(Scenario.TWO_PASSES.request(folder, 0));
    slow.awaitHeld(members.size());
    ProcessHandle cut = ProcessHandle.of(members.getLast().pid()).orElseThrow();
    signal(cut, "STOP");
    slow.release();
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

  /** Counts what a job reads. */
  private static final class Values implements ReadHook {
    final AtomicLong read = new AtomicLong();

    @Override
    public void reading(String location, String variable, Region region) {
      read.addAndGet(region.size());
    }
  }

  /** A mean over so many steps, of what the job's own hook sees. */
  private static Request counted(long steps, String hook) {
    VirtualDataset set =
        VirtualDataset.of("golden", "time:" + steps + ",lat:10,lon:10").chunk(4096, 10, 10);
    return Asked.toMemory(Asked.fold(new Std(1), set.with("hook", hook).read()));
  }

  private static final long SHORT_STEPS = 300_000;

  @Test
  void aShortJobBesideALongOneHasItsShare() {
    awaitAll();
    Slow slow = new Slow(20);
    Values ofLong = new Values();
    Values ofShort = new Values();
    try (ReadHook.Installed one = ReadHook.install(ofLong);
        ReadHook.Installed two = ReadHook.install(ofShort);
        HazelcastBackend other = HazelcastBackend.client(everybody())) {
      Request small = counted(SHORT_STEPS, two.id());
      Request large = counted(30_000_000, one.id());
      NdArray alone = driver.submit(small).await().getFirst();
      grid.interceptor(slow);
      Job longer = other.submit(large);
      slow.await(2 * MEMBERS, longer);
      ofShort.read.set(0);
      final int begun = slow.tasks.get();
      final long before = ofLong.read.get();
      Job shorter = driver.submit(small);
      Agreement.assertSameBits(alone, shorter.await().getFirst(), "beside a long job");
      assertFalse(longer.isDone(), "the short job came after the long one");
      long share = ofLong.read.get() - before;
      long own = ofShort.read.get();
      // Turn by turn both get the same; what a job gets more is when the other one has no task.
      assertTrue(share < 3 * own, share + " values of the long job beside " + own);
      assertTrue(share > own / 4, "the long job stood still: " + share + " beside " + own);
      longer.cancel();
      assertThrows(CancelledException.class, longer::await);
      tell(
          "two drivers, a short job beside a long one",
          tasks(small),
          tasks(small) * own / (SHORT_STEPS * 100) - tasks(small),
          String.format(
              Locale.ROOT,
              "meanwhile the long job read %.2f times what the short one did, %d tasks ran",
              (double) share / own,
              slow.tasks.get() - begun));
    } finally {
      grid.interceptor(TaskInterceptor.NONE);
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
    final long killed = System.nanoTime();
    final int then = slow.tasks.get();
    // No task begins any more, well before the 15 s after which silence counts.
    int before = -1;
    while (before != slow.tasks.get()) {
      before = slow.tasks.get();
      LockSupport.parkNanos(1_000_000_000);
      assertTrue(System.nanoTime() - killed < 15_000_000_000L, "its tasks still run");
    }
    grid.interceptor(TaskInterceptor.NONE);
    tell(
        "the driver is killed",
        tasks(longJob()),
        0,
        "its job ends; " + (slow.tasks.get() - then) + " tasks began after the kill");
    driver.submit(Scenario.REDUCE.request(folder, 0)).await();
  }

  private static Request longJob() {
    Expr x = VirtualDataset.of("golden", "time:3000000,lat:10,lon:10").chunk(4096, 10, 10).read();
    return Asked.toMemory(Asked.fold(new Std(1), x));
  }

  /** A driver that runs one long job; its configuration comes by standard input. */
  static final class OtherDriver {
    private OtherDriver() {}

    public static void main(String[] args) throws Exception {
      java.util.Properties settings = new java.util.Properties();
      settings.load(System.in);
      GridConfig config = GridConfig.of(settings, Path.of("standard input"));
      try (HazelcastBackend backend = HazelcastBackend.client(config)) {
        backend.submit(longJob()).await();
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
    try (HazelcastBackend stranger = HazelcastBackend.client(wrong)) {
      long start = System.nanoTime();
      BackendException e =
          assertThrows(
              BackendException.class, () -> stranger.submit(Scenario.REDUCE.request(folder, 0)));
      assertTrue(e.getMessage().contains("secret"), e.getMessage());
      // Members that have said no are not waited for until patience ends, after 30 s.
      assertTrue(System.nanoTime() - start < 25_000_000_000L, "it took too long");
    }
  }

  @Test
  void garbageOnThePortStopsNobody() throws Exception {
    Random random = new Random(8);
    NdArray right = right(Scenario.REDUCE);
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
      local.submit(Asked.toFile(file, FileFormat.NC2, 0)).await();
      byte[] bytes = Files.readAllBytes(file);
      Files.write(there.resolve("x.nc"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
      // Cell by cell: many small tasks, so that each member gets some.
      Supplier<Expr> twice =
          () -> {
            Expr x = org.isobar.Dataset.open(file).field("x").expr();
            return org.isobar.expr.Map.of(Arithmetic.ADD, x, x);
          };
      NdArray right = local.submit(Asked.toMemory(twice.get())).await().getFirst();
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
      Slow slow = new Slow(10);
      grid.interceptor(slow);
      assertTrue(tasks(request) >= 8, "too few tasks");
      long asked = 0;
      for (int i = 0; i < 20 && told.isEmpty(); i++) { // until it was asked for a part
        Agreement.assertSameBits(right, driver.submit(request).await().getFirst(), "an odd member");
        asked += tasks(request);
      }
      grid.interceptor(TaskInterceptor.NONE);
      odd.close();
      tell(
          "a truncated file on one member",
          asked,
          slow.tasks.get() - asked,
          "it takes no part any more; the others are told why");
      assertTrue(
          told.stream().anyMatch(t -> t.contains(there.toString()) && t.contains("changed")),
          () -> "what was told: " + told);
    }
  }
}
