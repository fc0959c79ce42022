package org.isobar.backend.hazelcast;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.isobar.engine.remote.Member;
import org.isobar.engine.remote.MemberSettings;
import org.isobar.engine.remote.Post;
import org.isobar.engine.remote.Secret;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.BackendException;

/**
 * A member of a grid in this process: it works for drivers that know the grid's secret, with as
 * many threads as its configuration says.
 *
 * <pre>{@code
 * try (IsobarMember member = IsobarMember.start(GridConfig.load(Path.of("grid.properties")))) {
 *   member.await();
 * }
 * }</pre>
 */
public final class IsobarMember implements AutoCloseable {
  private final HazelcastInstance instance;
  private final MemberLink link;
  private final Post post;
  private final Member member;

  private IsobarMember(HazelcastInstance instance, MemberLink link, Post post, Member member) {
    this.instance = instance;
    this.link = link;
    this.post = post;
    this.member = member;
  }

  /**
   * Starts a member and joins the grid.
   *
   * @throws BackendException if the port is taken, the address is not one of this host, or the heap
   *     is smaller than the configuration's memory
   */
  public static IsobarMember start(GridConfig config) {
    requireHeap(config, Runtime.getRuntime().maxMemory());
    return start(config, TaskInterceptor.NONE);
  }

  static void requireHeap(GridConfig config, long heap) {
    if (config.memory() > heap) {
      throw new BackendException(
          "a request may hold "
              + config.memory()
              + " bytes in this member of "
              + config
              + ", whose heap is "
              + heap
              + " bytes; set 'memory' to 60 % of the heap, or start the JVM with a larger one"
              + " (-Xmx; ISOBAR_JAVA_OPTS for the command)");
    }
  }

  /**
   * As {@link #start(GridConfig)}, whatever the heap; lets tests stand between the member and its
   * tasks.
   */
  public static IsobarMember start(GridConfig config, TaskInterceptor interceptor) {
    Secret secret = Grids.secret(config);
    HazelcastInstance instance;
    try {
      instance = Hazelcast.newHazelcastInstance(Configs.member(config));
    } catch (RuntimeException e) {
      throw new BackendException(
          "cannot start a member of " + config + " at " + config.listen() + ": " + e.getMessage(),
          e);
    }
    try {
      return start(config, secret, interceptor, instance);
    } catch (RuntimeException | Error e) {
      instance.getLifecycleService().terminate();
      throw e;
    }
  }

  private static IsobarMember start(
      GridConfig config, Secret secret, TaskInterceptor interceptor, HazelcastInstance instance) {
    MemberSettings settings =
        MemberSettings.of(host(config))
            .threads(config.threads())
            .memory(config.memory())
            .prefixes(config.prefixes())
            .interceptor(interceptor);
    MemberLink link = new MemberLink(instance);
    Post post = new Post();
    Member member = new Member(link, secret, settings, Providers.load());
    post.serve(member);
    link.start(post);
    return new IsobarMember(instance, link, post, member);
  }

  private static String host(GridConfig config) {
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      name = "host";
    }
    return name + "/" + config.listen();
  }

  Post post() {
    return post;
  }

  MemberLink link() {
    return link;
  }

  /** Number of processes in the grid, this one included; clients do not count. */
  public int members() {
    return instance.getCluster().getMembers().size();
  }

  /** Number of jobs that this member takes part in. */
  public int jobs() {
    return member.jobs();
  }

  /** Waits until the member is closed or the thread interrupted. */
  public void await() throws InterruptedException {
    while (instance.getLifecycleService().isRunning()) {
      Thread.sleep(200);
    }
  }

  /** Leaves the grid; what is not done is done by others. */
  @Override
  public void close() {
    member.close();
    link.close();
    instance.getLifecycleService().terminate();
  }
}
