package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.exception.TargetDisconnectedException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.data.NdArray;
import org.isobar.engine.kernel.KernelProvider;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.BackendException;
import org.isobar.expr.Reduce;
import org.isobar.op.MissingRule;
import org.isobar.op.Std;
import org.isobar.run.Job;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Agreement;
import org.isobar.testkit.VirtualDataset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who joins a grid, who is kept out, and who does not outlive whom; with real processes. */
@Timeout(value = 100, unit = TimeUnit.SECONDS)
class HazelcastPeersTest {
  @TempDir static Path folder;
  private static TestGrid grid;
  private static HazelcastBackend driver;

  @BeforeAll
  static void start() {
    grid = new TestGrid(folder, 1, 1);
    driver = grid.backend();
  }

  @AfterAll
  static void stop() {
    grid.close();
  }

  private static Request request() {
    VirtualDataset set =
        VirtualDataset.of("golden", "time:100000,lat:10,lon:10").chunk(4096, 10, 10);
    return new Request(
        List.of(
            new Request.ToMemory(
                new Reduce(
                    new Std(1),
                    set.read(),
                    Set.of("time"),
                    java.util.Optional.empty(),
                    MissingRule.SKIP))),
        RunOptions.DEFAULT);
  }

  private static NdArray right() {
    try (Backend local = LocalBackend.create(2)) {
      return local.submit(request()).await().getFirst();
    }
  }

  private static Process java(Class<?> main, Path... before) throws IOException {
    List<String> path = new ArrayList<>(Arrays.stream(before).map(Path::toString).toList());
    path.add(System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx200m",
            "-cp",
            String.join(java.io.File.pathSeparator, path),
            main.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  // --- A process that is a member and a driver.

  @Test
  void whoJoinsWorksAndDrives() throws Exception {
    String address;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + socket.getLocalPort();
    }
    NdArray right = right();
    try (HazelcastBackend joined =
        HazelcastBackend.join(
            driver.config().listen(address).threads(1).memory(FaultyGrid.MEMORY))) {
      joined.awaitMembers(2);
      driver.awaitMembers(2);
      assertTrue(joined.members().stream().anyMatch(m -> m.endsWith(address)), "not one itself");
      Agreement.assertSameBits(right, joined.submit(request()).await().getFirst(), "who joined");
      Agreement.assertSameBits(right, driver.submit(request()).await().getFirst(), "the other");
    }
    // The others go on without it.
    Agreement.assertSameBits(right, driver.submit(request()).await().getFirst(), "it left");
  }

  // --- Another version.

  /** An operation that the members do not have. */
  public enum Unlike {
    OPERATION
  }

  /** Makes a process one whose catalogue is another one. */
  public static final class UnlikeKernels implements KernelProvider {
    @Override
    public List<Class<?>> operations() {
      return List.of(Unlike.class);
    }
  }

  /** A driver that prints why it is refused. */
  static final class OtherVersion {
    private OtherVersion() {}

    public static void main(String[] args) throws Exception {
      Properties settings = new Properties();
      settings.load(System.in);
      try (HazelcastBackend backend =
          HazelcastBackend.client(GridConfig.of(settings, Path.of("standard input")))) {
        backend.awaitMembers(1);
        System.out.println("taken");
      } catch (BackendException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  @Test
  void aDriverOfAnotherVersionIsRefusedAndToldWhy() throws Exception {
    Path services = Files.createDirectories(folder.resolve("unlike/META-INF/services"));
    Files.writeString(
        services.resolve(KernelProvider.class.getName()), UnlikeKernels.class.getName() + "\n");
    Process other = java(OtherVersion.class, folder.resolve("unlike"));
    try (var in = other.getOutputStream()) {
      driver.config().toProperties().store(in, null);
    }
    long tasks = driver.explain(request()).stages().stream().mapToLong(s -> s.tasks()).sum();
    NdArray right = right();
    try (Slow slow = new Slow(0, 1, () -> grid.interceptor(TaskInterceptor.NONE))) {
      grid.interceptor(slow);
      Job job = driver.submit(request());
      slow.awaitHeld(1);
      String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(said.startsWith("refused: "), said);
      assertTrue(said.contains("same version of Isobar"), said);
      slow.release();
      Agreement.assertSameBits(right, job.await().getFirst(), "beside another version");
      long again = slow.tasks.get() - tasks;
      FaultyGrid.tell("a driver of another version", tasks, again, "it is told so");
    }
  }

  // --- Orphans.

  /** Starts members, says which processes they are, and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
      HazelcastBackend.Embedding how =
          HazelcastBackend.Embedding.of(1).threads(1).options(List.of("-Xmx200m"));
      HazelcastBackend backend = HazelcastBackend.embedded(how);
      System.out.println(backend.processes().getFirst());
      Thread.sleep(60_000);
    }
  }

  @Test
  void membersEndWithTheProcessThatStartedThem() throws Exception {
    Process parent = java(Parent.class);
    String pid;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      pid = out.readLine();
      ProcessHandle member = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      assertTrue(member.isAlive());
      parent.destroyForcibly().waitFor();
      // It ends in less than five seconds, where there are processors for it.
      member.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  // --- Java objects from others.

  /** Does harm where it is read. */
  static final class Gadget implements Callable<String>, Serializable {
    private static final long serialVersionUID = 1L;
    private final String file;

    Gadget(String file) {
      this.file = file;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      Files.createFile(Path.of(file));
    }

    @Override
    public String call() {
      return "called";
    }
  }

  @Test
  void membersMakeNoObjectsOfClassesThatStrangersSend() {
    ClientConfig stranger = new ClientConfig();
    stranger.setClusterName(driver.config().cluster());
    stranger.setProperty("hazelcast.logging.type", "none");
    stranger.getNetworkConfig().addAddress(driver.config().members().getFirst());
    HazelcastInstance client = HazelcastClient.newHazelcastClient(stranger);
    try {
      Path harm = folder.resolve("harm");
      var member = client.getCluster().getMembers().iterator().next();
      ExecutionException e =
          assertThrows(
              ExecutionException.class,
              () ->
                  client
                      .getExecutorService(Configs.FRAMES)
                      .submitToMember(new Gadget(harm.toString()), member)
                      .get());
      assertFalse(Files.exists(harm), "the gadget was read");
      assertTrue(e.toString().contains(Gadget.class.getName()), e.toString());
    } finally {
      client.shutdown();
    }
    Agreement.assertSameBits(right(), driver.submit(request()).await().getFirst(), "after it");
  }

  /** Reads as Hazelcast does: each class of the stream is looked up in the white list. */
  private static Object read(Object sent) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    var list =
        Configs.member(driver.config())
            .getSerializationConfig()
            .getJavaSerializationFilterConfig()
            .getWhitelist();
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
          @Override
          protected Class<?> resolveClass(ObjectStreamClass c)
              throws IOException, ClassNotFoundException {
            if (!list.isListed(c.getName())) {
              throw new InvalidClassException(c.getName());
            }
            return super.resolveClass(c);
          }
        }) {
      return in.readObject();
    }
  }

  @Test
  void exceptionsPassAndWhatGadgetsAreMadeOfDoesNot() throws Exception {
    for (Exception sent :
        List.of(
            new TargetDisconnectedException("gone"),
            new RejectedExecutionException("full"),
            new ExecutionException(new IllegalStateException("wrong")))) {
      sent.addSuppressed(new IOException("too"));
      assertEquals(sent.toString(), read(sent).toString());
    }
    for (Object sent : List.of(new HashMap<>(), new PriorityQueue<>(), new Gadget("x"))) {
      assertThrows(InvalidClassException.class, () -> read(sent), sent.getClass().getName());
    }
  }
}
