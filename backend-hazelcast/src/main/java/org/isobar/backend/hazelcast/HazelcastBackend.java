package org.isobar.backend.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.isobar.Backend;
import org.isobar.dataset.FileView;
import org.isobar.engine.PlannedBackend;
import org.isobar.engine.remote.DriverSettings;
import org.isobar.engine.remote.Link;
import org.isobar.engine.remote.Post;
import org.isobar.engine.remote.RemoteTransport;
import org.isobar.engine.remote.Secret;
import org.isobar.engine.remote.Traffic;
import org.isobar.engine.runtime.Providers;
import org.isobar.error.BackendException;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.Request;

/**
 * Runs requests on the members of a Hazelcast grid. Members may join and leave while requests run;
 * what a member had not handed up when it left runs elsewhere. Results have the same bits as those
 * of any other backend.
 *
 * <p>The port of a member must be reachable by friends only: loopback, a private network, an ssh
 * tunnel. The open edition of Hazelcast neither encrypts nor asks who connects; Isobar's shared
 * secret protects the plans and the results, not Hazelcast itself (docs/backends.md).
 */
public final class HazelcastBackend implements Backend {
  private final GridConfig config;
  private final PlannedBackend backend;
  private final RemoteTransport transport;
  private final List<MemberProcess> processes;
  private final Optional<FileView> away;
  private final Runnable disconnect;

  private HazelcastBackend(
      GridConfig config,
      RemoteTransport transport,
      boolean away,
      List<MemberProcess> processes,
      Runnable disconnect) {
    this.config = config;
    this.transport = transport;
    this.away = away ? Optional.of(transport.files()) : Optional.empty();
    this.backend =
        new PlannedBackend(transport, away ? transport.files().providers() : Providers.load());
    this.processes = List.copyOf(processes);
    this.disconnect = disconnect;
  }

  /** How the processes of {@link #embedded(Embedding)} are started. */
  public record Embedding(int members, int threads, long memory, List<String> options) {
    public Embedding {
      options = List.copyOf(options);
      if (members < 1) {
        throw new BackendException("a grid has at least 1 member, not " + members);
      }
    }

    /**
     * So many members that share this host's processors, each with half of this process's largest
     * heap, but 256 MiB at least; a request may hold 60 % of it.
     */
    public static Embedding of(int members) {
      int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / Math.max(1, members));
      long heap = Math.max(256L << 20, Runtime.getRuntime().maxMemory() / 2);
      return new Embedding(members, threads, heap * 6 / 10, List.of("-Xmx" + (heap >> 20) + "m"));
    }

    public Embedding threads(int count) {
      return new Embedding(members, count, memory, options);
    }

    /** Bytes that a request may hold in a member; {@link #options} set the heap, which has more. */
    public Embedding memory(long bytes) {
      return new Embedding(members, threads, bytes, options);
    }

    /** Options of the members' JVMs, such as {@code -Xmx2g}. */
    public Embedding options(List<String> all) {
      return new Embedding(members, threads, memory, all);
    }
  }

  /** Starts so many member processes on this host, which end with this backend or this process. */
  public static HazelcastBackend embedded(int members) {
    return embedded(Embedding.of(members));
  }

  /** Starts member processes on this host. */
  public static HazelcastBackend embedded(Embedding how) {
    List<String> addresses = freeAddresses(how.members());
    GridConfig grid =
        GridConfig.of("isobar-" + UUID.randomUUID(), UUID.randomUUID().toString())
            .members(addresses)
            .threads(how.threads())
            .memory(how.memory());
    List<MemberProcess> processes = new ArrayList<>();
    try {
      for (String address : addresses) {
        processes.add(MemberProcess.start(grid.listen(address), how.options()));
        if (processes.size() == 1) {
          // The others find a grid that stands, so none starts one of its own.
          processes.getFirst().await();
        }
      }
      processes.forEach(MemberProcess::await);
      HazelcastBackend backend =
          client(grid, "hazelcast(" + how.members() + " processes)", false, processes);
      try {
        backend.awaitMembers(how.members());
        return backend;
      } catch (RuntimeException | Error e) {
        backend.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      processes.forEach(MemberProcess::close);
      throw e;
    }
  }

  private static List<String> freeAddresses(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        // All are held at once, so that they differ.
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        addresses.add("127.0.0.1:" + socket.getLocalPort());
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new BackendException("no free port on the loopback interface: " + e.getMessage(), e);
    }
    return addresses;
  }

  /**
   * Drives a grid from outside.
   *
   * @throws BackendException if none of its members can be reached within 30 s
   */
  public static HazelcastBackend client(GridConfig config) {
    return client(config, name(config), false, List.of());
  }

  /**
   * Drives a grid from where its files are not: a member opens what {@code
   * Dataset.options().on(backend)} names, and a member creates, checks and renames the files that
   * are written. Of several members the first by name that can does it; relative names refer to
   * this process's folder, wherever that leads on the members.
   *
   * @throws BackendException if none of its members can be reached within 30 s
   */
  public static HazelcastBackend clientWithoutFiles(GridConfig config) {
    return client(config, name(config), true, List.of());
  }

  private static String name(GridConfig config) {
    return "hazelcast(" + String.join(",", config.members()) + ")";
  }

  private static HazelcastBackend client(
      GridConfig config, String name, boolean away, List<MemberProcess> processes) {
    // First: with a secret that nobody can use there is nothing to connect to.
    Secret secret = Grids.secret(config);
    HazelcastInstance client;
    try {
      client = HazelcastClient.newHazelcastClient(Configs.client(config));
    } catch (RuntimeException e) {
      throw new BackendException(
          "no member of " + config + " can be reached: " + e.getMessage(), e);
    }
    try {
      ClientLink link = new ClientLink(client);
      RemoteTransport transport = driver(config, secret, name, link);
      Post post = new Post();
      post.add(transport);
      link.start(post);
      return new HazelcastBackend(
          config,
          transport,
          away,
          processes,
          () -> {
            link.close();
            client.shutdown();
          });
    } catch (RuntimeException | Error e) {
      client.shutdown();
      throw e;
    }
  }

  private static RemoteTransport driver(GridConfig config, Secret secret, String name, Link link) {
    return new RemoteTransport(link, secret, DriverSettings.of(name).memory(config.memory()));
  }

  /** Becomes a member of a grid that works for others, too, and drives it. */
  public static HazelcastBackend join(GridConfig config) {
    Secret secret = Grids.secret(config);
    IsobarMember member = IsobarMember.start(config);
    try {
      RemoteTransport transport =
          driver(config, secret, "hazelcast(" + config.cluster() + ")", member.link());
      member.post().add(transport);
      member.link().tellOf(member.post());
      return new HazelcastBackend(config, transport, false, List.of(), member::close);
    } catch (RuntimeException | Error e) {
      member.close();
      throw e;
    }
  }

  GridConfig config() {
    return config;
  }

  /** Names of the members that can take tasks now. */
  public List<String> members() {
    return transport.members();
  }

  /** What went between this driver and the members since it began. */
  public Traffic traffic() {
    return transport.traffic();
  }

  /** Process ids of the members that this backend started and that live. */
  public List<Long> processes() {
    return processes.stream().filter(MemberProcess::isAlive).map(MemberProcess::pid).toList();
  }

  List<MemberProcess> started() {
    return processes;
  }

  /**
   * Waits until so many members can take tasks.
   *
   * @throws BackendException if they are not there within 30 s
   */
  public void awaitMembers(int count) {
    transport.awaitMembers(count);
  }

  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public Explanation explain(Request request) {
    return backend.explain(request);
  }

  /**
   * Plans a request and starts it.
   *
   * @throws BackendException also if the request keeps a checkpoint and this process does not see
   *     the files
   */
  @Override
  public Job submit(Request request) {
    if (away.isPresent() && request.options().checkpoints().isPresent()) {
      throw new BackendException(
          "a checkpoint lies where its request's driver sees the output, and "
              + name()
              + " was opened by clientWithoutFiles; run it where the files are, or without a"
              + " checkpoint");
    }
    return backend.submit(request);
  }

  @Override
  public FileView files() {
    return away.orElseGet(Backend.super::files);
  }

  /**
   * Cancels what runs, waits for it as {@link Backend#close} says, and leaves the grid: a second at
   * most for saying so to its members, then what Hazelcast takes to close its connections (less
   * than a second, where no network hangs). Members that this backend started are killed; each has
   * two seconds to end.
   */
  @Override
  public void close() {
    backend.close();
    disconnect.run();
    processes.forEach(MemberProcess::close);
  }
}
