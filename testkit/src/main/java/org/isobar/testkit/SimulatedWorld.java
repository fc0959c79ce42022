package org.isobar.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.isobar.Backend;
import org.isobar.engine.BackendView;
import org.isobar.engine.PlannedBackend;
import org.isobar.engine.remote.DriverSettings;
import org.isobar.engine.remote.Link;
import org.isobar.engine.remote.Member;
import org.isobar.engine.remote.MemberSettings;
import org.isobar.engine.remote.Post;
import org.isobar.engine.remote.RemoteTransport;
import org.isobar.engine.remote.Secret;
import org.isobar.engine.runtime.Providers;

/**
 * Ranks that speak over a {@link SimulatedNetwork} all that the processes of an MPI world would
 * say: rank 0 drives and works, the others work.
 */
public final class SimulatedWorld implements AutoCloseable {
  private final int size;
  private final SimulatedNetwork network;
  private final List<Member> members = new ArrayList<>();
  private final Post root = new Post();
  private final Link rootLink;

  /** A world of so many ranks. */
  public SimulatedWorld(int size, UnaryOperator<MemberSettings> settings) {
    this.size = size;
    this.network = SimulatedNetwork.ofRanks(size);
    this.rootLink = start(0, root, settings);
    for (int rank = 1; rank < size; rank++) {
      start(rank, new Post(), settings);
    }
  }

  private Link start(int rank, Post post, UnaryOperator<MemberSettings> settings) {
    String name = SimulatedNetwork.rank(rank);
    Link link = network.join(name);
    Member member =
        new Member(link, Secret.NONE, settings.apply(MemberSettings.of(name)), Providers.load());
    post.serve(member);
    link.start(new Known(post));
    members.add(member);
    return link;
  }

  /** Who is there is known from the beginning. */
  private record Known(Post post) implements Link.Listener {
    @Override
    public void joined(String peer) {}

    @Override
    public void lost(String peer) {
      post.lost(peer);
    }

    @Override
    public void received(String peer, byte[] frame) {
      post.received(peer, frame);
    }
  }

  public SimulatedNetwork network() {
    return network;
  }

  /** A backend at rank 0; several may work at once. Closing it leaves the world. */
  public Backend driver(UnaryOperator<DriverSettings> settings) {
    RemoteTransport transport =
        new RemoteTransport(
            rootLink, Secret.NONE, settings.apply(DriverSettings.of("world(" + size + ")")));
    root.add(transport);
    Post own = new Post();
    own.add(transport);
    for (int rank = 0; rank < size; rank++) {
      own.joined(SimulatedNetwork.rank(rank));
    }
    transport.awaitMembers(size);
    return BackendView.closing(
        new PlannedBackend(transport, Providers.load()), () -> root.remove(transport));
  }

  @Override
  public void close() {
    members.forEach(Member::close);
    network.close();
  }
}
