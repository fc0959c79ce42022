package org.isobar.backend.mpi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.isobar.Backend;
import org.isobar.backend.mpi.binding.Mpi;
import org.isobar.engine.BackendView;
import org.isobar.engine.PlannedBackend;
import org.isobar.engine.remote.DriverSettings;
import org.isobar.engine.remote.Link;
import org.isobar.engine.remote.Member;
import org.isobar.engine.remote.MemberSettings;
import org.isobar.engine.remote.Post;
import org.isobar.engine.remote.RemoteTransport;
import org.isobar.engine.remote.Secret;
import org.isobar.engine.remote.Traffic;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.BackendException;

/** This process in its world: a member, and at rank 0 the drivers of backends. */
final class Node implements AutoCloseable {
  private static final int MOST_HANDLERS = 4;

  /** One may wait for a rank to which it sends on what is for all. */
  private static final int LEAST_HANDLERS = 2;

  private static final Duration SLOW = Duration.ofSeconds(20);

  /**
   * What a node works with.
   *
   * @param threads tasks that it runs at once
   * @param memory bytes that a request may hold in it
   */
  record Settings(int threads, long memory, World.Settings world, TaskInterceptor interceptor) {}

  private final Settings settings;
  private final Ranks world;
  private final MpiLink link;
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final Member member;

  private Node(Settings settings, Ranks world, MpiLink link) {
    this.settings = settings;
    this.world = world;
    this.link = link;
    this.member =
        new Member(
            link,
            Secret.NONE,
            MemberSettings.of(MpiLink.name(world.rank()) + " on " + world.host())
                .threads(settings.threads())
                .memory(settings.memory())
                .driverSilence(settings.world().deadline())
                .interceptor(settings.interceptor()),
            Providers.load());
    Post post = new Post();
    post.serve(member);
    posts.add(post);
    link.connect(world);
    link.start(new Posts(posts));
  }

  /** Joins the world of this process's launcher; without one, the process is a world of its own. */
  static Node join(Settings settings) {
    MpiLink link = new MpiLink(Math.clamp(settings.threads(), LEAST_HANDLERS, MOST_HANDLERS));
    Ranks world = Mpi.launchedAs().isPresent() ? World.join(settings.world(), link) : new Alone();
    return new Node(settings, world, link);
  }

  /** Is run before the ranks end before their time. */
  void beforeAbort(Duration longest, Runnable action) {
    world.beforeAbort(longest, action);
  }

  Settings settings() {
    return settings;
  }

  int rank() {
    return world.rank();
  }

  int size() {
    return world.size();
  }

  /** A new backend of this world; several may work at once. Closing it leaves the node as it is. */
  Driver newBackend(long memory) {
    String name =
        "mpi(" + size() + (size() == 1 ? " rank" : " ranks") + " of " + settings.threads() + ")";
    RemoteTransport transport = new RemoteTransport(link, Secret.NONE, settings(name, memory));
    Post post = new Post();
    post.add(transport);
    posts.add(post);
    for (int rank = 0; rank < size(); rank++) {
      post.joined(MpiLink.name(rank));
    }
    transport.awaitMembers(size());
    return new Driver(
        BackendView.closing(
            new PlannedBackend(transport, Providers.load()), () -> posts.remove(post)),
        transport::traffic);
  }

  /** A rank does not vanish: that another does its tasks again is for slow ones alone. */
  private static DriverSettings settings(String name, long memory) {
    DriverSettings usual = DriverSettings.of(name);
    return new DriverSettings(name, memory, usual.silence(), SLOW, usual.patience());
  }

  private record Posts(List<Post> posts) implements Link.Listener {
    @Override
    public void joined(String peer) {
      posts.forEach(post -> post.joined(peer));
    }

    @Override
    public void lost(String peer) {
      posts.forEach(post -> post.lost(peer));
    }

    @Override
    public void received(String peer, byte[] frame) {
      posts.forEach(post -> post.received(peer, frame));
    }
  }

  /**
   * One backend of the world.
   *
   * @param traffic what rank 0 said to all ranks, and heard of them, for this backend
   */
  record Driver(Backend backend, Supplier<Traffic> traffic) {}

  /** Works for rank 0 until it leaves the world; leaves it, too. */
  void serve() {
    try {
      world.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted while serving", e);
    }
    close();
  }

  @Override
  public void close() {
    member.close();
    try {
      world.leave();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted while leaving the world", e);
    }
    link.close();
  }
}
